using Idv.Engine.Checks;
using Idv.Faces.Liveness;
using Idv.Imaging;

namespace Idv.Engine.Liveness;

/// <summary>The outcome of the liveness networks as a check.</summary>
internal static class LivenessCheck
{
    /// <summary>The check of a score.</summary>
    public static Check Of(LivenessScore score, EvidenceRole role, Box region) => score.IsBonaFide
        ? new Check(CheckCodes.SelfieLiveness, CheckOutcome.Pass, score.Score, score.Threshold, [])
        : new Check(CheckCodes.SelfieLiveness, CheckOutcome.Fail, score.Score, score.Threshold, [new CheckReason(
            ReasonCodes.PresentationAttack, "It looks like a print or a screen.", role, region)]);
}
