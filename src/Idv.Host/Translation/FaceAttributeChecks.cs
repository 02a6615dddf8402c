using Idv.Faces;
using Idv.Verifications.Reports;

namespace Idv.Host.Translation;

/// <summary>
/// What hides a face, as checks. A worn mask or sunglasses are nothing wrong with the person: the check is undecided, and the capture is to be
/// repeated, rather than failed.
/// </summary>
internal static class FaceAttributeChecks
{
    private const double Worn = 0.5;

    public static IEnumerable<Check> Of(FaceAnalysis? analysis)
    {
        if (analysis is null)
        {
            yield break;
        }

        yield return Uncovered(CheckCodes.FaceUncovered, analysis.Attributes.Mask, "mask_worn");
        yield return Uncovered(CheckCodes.FaceWithoutGlasses, analysis.Attributes.Sunglasses, "sunglasses_worn");
    }

    private static Check Uncovered(string code, double? probability, string reason) => probability switch
    {
        null => Check.Undecided(code, "not_told"),
        >= Worn => new Check(code, CheckOutcome.Unknown, 1 - probability, 1 - Worn, [new CheckReason(reason)]),
        _ => new Check(code, CheckOutcome.Pass, 1 - probability, 1 - Worn, []),
    };
}
