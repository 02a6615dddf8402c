using System.Numerics.Tensors;
using Idv.Faces;
using Idv.Faces.Detection;
using Idv.Faces.Embedding;
using Idv.Faces.Quality;
using Idv.Imaging;
using Idv.Inference.Preprocessing;

namespace Idv.Accuracy.Faces;

/// <summary>A degraded picture of a person.</summary>
/// <param name="Picture">The picture that it was made of.</param>
/// <param name="Template">Its template.</param>
/// <param name="Evidence">What the unified quality is made of.</param>
internal sealed record DegradedProbe(FacePicture Picture, FaceTemplate Template, double[] Evidence);

/// <summary>How many genuine comparisons fail when the worst pictures are turned away.</summary>
/// <param name="Rejected">The share of probes that is turned away.</param>
/// <param name="FalseNonMatchRate">The share of the remaining genuine comparisons that fail.</param>
public sealed record QualityRejection(double Rejected, double FalseNonMatchRate);

/// <summary>
/// Measures whether the unified quality predicts errors (ISO/IEC 29794-1: error versus discard characteristic): degraded probes are
/// compared with untouched pictures, at a threshold that is set once.
/// </summary>
internal sealed class FaceQualityAccuracy
{
    private readonly IReadOnlyList<DegradedProbe> _probes;
    private readonly List<(int Probe, float Similarity)> _genuine = [];

    private FaceQualityAccuracy(IReadOnlyList<DegradedProbe> probes, IReadOnlyList<EnrolledFace> references, double falseMatchRate)
    {
        _probes = probes;
        var impostors = new SimilarityHistogram();
        for (var i = 0; i < probes.Count; i++)
        {
            foreach (var reference in references)
            {
                var similarity = TensorPrimitives.Dot(probes[i].Template.Vector, reference.Template!.Vector);
                if (probes[i].Picture.Person != reference.Picture.Person)
                {
                    impostors.Add(SimilarityHistogram.BinOf(similarity), isGenuine: false);
                }
                else if (probes[i].Picture.Name != reference.Picture.Name)
                {
                    _genuine.Add((i, similarity));
                }
            }
        }

        Threshold = impostors.ThresholdAt(falseMatchRate);
    }

    /// <summary>The similarity at the false match rate, over all probes.</summary>
    public double Threshold { get; }

    /// <summary>Compares probes with references.</summary>
    public static FaceQualityAccuracy Compare(IReadOnlyList<DegradedProbe> probes, IReadOnlyList<EnrolledFace> references, double falseMatchRate) =>
        new(probes, references, falseMatchRate);

    /// <summary>Degrades pictures and reads them; the failures are those in which no face was found.</summary>
    public static (List<DegradedProbe> Probes, List<EnrolledFace> References, int Failures) Make(
        FaceAnalyzer analyzer, IReadOnlyList<FacePicture> pictures, int variants, double untouched)
    {
        var enrolment = new FaceEnrolment(analyzer);
        var (probes, references, failures) = (new List<DegradedProbe>(), new List<EnrolledFace>(), 0);
        foreach (var picture in pictures)
        {
            using var decoded = ImageDecoder.Decode(File.ReadAllBytes(picture.File));
            if (decoded.Image is not { } image || enrolment.Enrol(picture, image) is not { Template: not null, Face: { } face } reference)
            {
                continue;
            }

            references.Add(reference);
            for (var variant = 0; variant < variants; variant++)
            {
                using var degraded = Degradation.Apply(image, face.Landmarks.InterEyeDistance, untouched, Seed(picture.Name, variant));
                using var pyramid = new ImagePyramid(degraded);
                if (FaceEnrolment.Central(analyzer.Detect(pyramid, FaceSearch.Selfie), degraded) is { } found
                    && analyzer.QualityEvidence(pyramid, found) is var (template, evidence))
                {
                    probes.Add(new DegradedProbe(picture, template, evidence));
                }
                else
                {
                    failures++;
                }
            }
        }

        return (probes, references, failures);
    }

    /// <summary>Failures when the worst probes by a score are turned away.</summary>
    /// <param name="score">The higher, the better.</param>
    /// <param name="shares">Which shares of the probes to turn away.</param>
    public IReadOnlyList<QualityRejection> Reject(Func<DegradedProbe, double> score, IEnumerable<double> shares)
    {
        var scores = _probes.Select(score).ToArray();
        var sorted = scores.Order().ToArray();
        return
        [
            .. shares.Select(share =>
            {
                var least = sorted[Math.Min((int)(share * sorted.Length), sorted.Length - 1)];
                var kept = _genuine.Where(pair => scores[pair.Probe] >= least).ToArray();
                return new QualityRejection(share, kept.Count(pair => pair.Similarity < Threshold) / (double)Math.Max(1, kept.Length));
            }),
        ];
    }

    /// <summary>Fits the unified quality: which evidence goes with failing comparisons.</summary>
    public LinearModel Fit(double penalty)
    {
        var byProbe = _genuine.GroupBy(pair => pair.Probe).ToArray();
        return LogisticRegression.Fit(
            [.. byProbe.Select(group => _probes[group.Key].Evidence.Select(value => (float)value).ToArray())],
            [.. byProbe.Select(group => group.Count(pair => pair.Similarity < Threshold) / (double)group.Count())],
            penalty);
    }

    /// <summary>The score in use.</summary>
    public static double Unified(DegradedProbe probe) => UnifiedQuality.Score(probe.Evidence);

    private static int Seed(string name, int variant)
    {
        var hash = 2166136261u;
        foreach (var letter in name)
        {
            hash = (hash ^ letter) * 16777619u;
        }

        return (int)((hash ^ (uint)(variant * 7919)) & int.MaxValue);
    }
}
