using System.Numerics.Tensors;
using Idv.Accuracy.Attributes;
using Idv.Accuracy.Labels;

namespace Idv.Accuracy.Faces;

/// <summary>The error rates of pairs that share a labelled attribute, at the thresholds of all pairs.</summary>
/// <param name="Group">Which pairs.</param>
/// <param name="Genuine">How many are of one person.</param>
/// <param name="Impostors">How many are of two.</param>
/// <param name="FalseNonMatchRates">FNMR at the thresholds of the report's false match rates, in their order.</param>
/// <param name="FalseMatchRates">The group's own FMR at the same thresholds.</param>
public sealed record GroupResult(
    string Group, long Genuine, long Impostors, IReadOnlyList<double> FalseNonMatchRates, IReadOnlyList<double> FalseMatchRates);

/// <summary>Breaks comparisons down by what the labels say of both pictures.</summary>
internal static class AttributeBreakdown
{
    private static readonly (string Name, Func<LabelledFace, LabelledFace, bool> Contains)[] Groups =
    [
        ("no eyewear", (a, b) => a.Eyewear == Eyewear.None && b.Eyewear == Eyewear.None),
        ("glasses in one", (a, b) => (a.Eyewear == Eyewear.Glasses && b.Eyewear == Eyewear.None) || (a.Eyewear == Eyewear.None && b.Eyewear == Eyewear.Glasses)),
        ("glasses in both", (a, b) => a.Eyewear == Eyewear.Glasses && b.Eyewear == Eyewear.Glasses),
        ("sunglasses in one or both", (a, b) => a.Eyewear == Eyewear.Sunglasses || b.Eyewear == Eyewear.Sunglasses),
        ("both neutral", (a, b) => a.IsNeutral == true && b.IsNeutral == true),
        ("one neutral, one not", (a, b) => a.IsNeutral is { } first && b.IsNeutral is { } second && first != second),
        ("eyes closed in one", (a, b) => a.EyesClosed == true || b.EyesClosed == true),
    ];

    /// <summary>Counts each group; empty where no picture has labels.</summary>
    /// <param name="faces">Enrolled faces.</param>
    /// <param name="thresholds">The similarities that decide.</param>
    public static IReadOnlyList<GroupResult> Count(IReadOnlyList<EnrolledFace> faces, IReadOnlyList<double> thresholds)
    {
        var labelled = faces.Select(face => (Face: face, Label: LabelledFace.Find(face.Picture.Name)))
            .Where(face => face.Label is not null).Select(face => (face.Face, Label: face.Label!)).ToArray();
        if (labelled.Length == 0)
        {
            return [];
        }

        // Counts of group × (genuine, impostor) × (all, then each threshold's errors).
        var counts = new long[Groups.Length, 2, thresholds.Count + 1];
        for (var i = 0; i < labelled.Length; i++)
        {
            for (var j = i + 1; j < labelled.Length; j++)
            {
                var (first, second) = (labelled[i], labelled[j]);
                var impostor = first.Face.Picture.Person == second.Face.Picture.Person ? 0 : 1;
                var similarity = TensorPrimitives.Dot(first.Face.Template!.Vector, second.Face.Template!.Vector);
                for (var group = 0; group < Groups.Length; group++)
                {
                    if (!Groups[group].Contains(first.Label, second.Label))
                    {
                        continue;
                    }

                    counts[group, impostor, 0]++;
                    for (var k = 0; k < thresholds.Count; k++)
                    {
                        counts[group, impostor, k + 1] += similarity >= thresholds[k] == (impostor == 1) ? 1 : 0;
                    }
                }
            }
        }

        return [.. Groups.Select((group, i) => new GroupResult(group.Name, counts[i, 0, 0], counts[i, 1, 0], Shares(i, 0), Shares(i, 1)))];

        double[] Shares(int group, int impostor) =>
            [.. Enumerable.Range(1, thresholds.Count).Select(k => counts[group, impostor, k] / (double)Math.Max(1, counts[group, impostor, 0]))];
    }
}
