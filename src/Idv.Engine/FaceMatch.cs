using Idv.Engine.Checks;
using Idv.Faces.Comparison;
using Idv.Faces.Embedding;

namespace Idv.Engine;

/// <summary>Whether the selfie's face is the portrait's.</summary>
internal static class FaceMatch
{
    /// <summary>Compares both templates. The check's score and threshold are cosines, which are negative for the least alike faces only.</summary>
    public static (Check Check, FaceComparison? Comparison) Check(FaceComparer comparer, FaceTemplate? selfie, FaceTemplate? portrait, double falseMatchRate)
    {
        if (selfie is null || portrait is null)
        {
            var reason = new CheckReason(
                ReasonCodes.NothingToCompare,
                selfie is null ? "There is no face in the selfie to compare." : "There is no portrait to compare with.",
                selfie is null ? EvidenceRole.Selfie : EvidenceRole.DocumentFront);
            return (Checks.Check.Undecided(CheckCodes.FaceMatch, reason), null);
        }

        var comparison = comparer.Compare(selfie, portrait, falseMatchRate);
        var check = Checks.Check.Scored(CheckCodes.FaceMatch, Math.Max(0, comparison.Similarity), comparison.Threshold, () =>
            new CheckReason(ReasonCodes.FacesDiffer, "The selfie and the portrait show different people.", EvidenceRole.Selfie));
        return (check, comparison);
    }
}
