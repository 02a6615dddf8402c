using System.Numerics.Tensors;

namespace Idv.Accuracy.Faces;

/// <summary>Every comparison of a set of templates, kept so that a bootstrap over people can weigh it again and again.</summary>
public sealed class PairwiseComparison
{
    private readonly ushort[] _bins;
    private readonly ushort[] _first;
    private readonly ushort[] _second;
    private readonly int _people;

    /// <summary>Compares each template with each other one once.</summary>
    /// <exception cref="ArgumentException">There are more people than can be numbered.</exception>
    public PairwiseComparison(IReadOnlyList<EnrolledFace> faces)
    {
        var numbers = new Dictionary<string, ushort>(StringComparer.Ordinal);
        foreach (var face in faces)
        {
            if (numbers.Count == ushort.MaxValue)
            {
                throw new ArgumentException("More than 65,535 people cannot be compared all with all here.", nameof(faces));
            }

            numbers.TryAdd(face.Picture.Person, (ushort)numbers.Count);
        }

        _people = numbers.Count;
        var count = checked((int)(faces.Count * (faces.Count - 1L) / 2));
        (_bins, _first, _second) = (new ushort[count], new ushort[count], new ushort[count]);
        var at = 0;
        for (var i = 0; i < faces.Count; i++)
        {
            var probe = faces[i].Template!.Vector;
            var person = numbers[faces[i].Picture.Person];
            for (var j = i + 1; j < faces.Count; j++)
            {
                _bins[at] = (ushort)SimilarityHistogram.BinOf(TensorPrimitives.Dot(probe, faces[j].Template!.Vector));
                (_first[at], _second[at]) = (person, numbers[faces[j].Picture.Person]);
                at++;
            }
        }
    }

    /// <summary>The comparisons, each counted once.</summary>
    public SimilarityHistogram Count()
    {
        var histogram = new SimilarityHistogram();
        for (var i = 0; i < _bins.Length; i++)
        {
            histogram.Add(_bins[i], _first[i] == _second[i]);
        }

        return histogram;
    }

    /// <summary>
    /// The comparisons of people drawn with replacement: comparisons of one person depend on each other, so people and not
    /// comparisons are what is drawn (ISO/IEC 19795-1, annex B; Bolle et al., "Error analysis of pattern recognition systems", 2004).
    /// </summary>
    public SimilarityHistogram Resample(Random random)
    {
        var weights = new int[_people];
        for (var i = 0; i < _people; i++)
        {
            weights[random.Next(_people)]++;
        }

        var histogram = new SimilarityHistogram();
        for (var i = 0; i < _bins.Length; i++)
        {
            var (first, second) = (_first[i], _second[i]);
            var weight = first == second ? weights[first] : weights[first] * weights[second];
            if (weight > 0)
            {
                histogram.Add(_bins[i], first == second, weight);
            }
        }

        return histogram;
    }
}
