using Idv.Verifications.Reports;

namespace Idv.Verifications.Policies;

/// <summary>What a policy makes of checks.</summary>
/// <param name="Decision">The decision.</param>
/// <param name="Score">The weighted share that holds, in [0, 1]; null when every weighted check is unknown.</param>
public readonly record struct Judgement(Decision Decision, double? Score)
{
    private static readonly string[] DefaultDecisiveChecks =
    [
        CheckCodes.FaceLiveness, CheckCodes.DocumentFaceMatch, CheckCodes.IdentityFaceMatch, CheckCodes.ExaminationCompleted,
        CheckCodes.DocumentReadable, CheckCodes.DocumentDataExtracted, CheckCodes.DocumentAuthentic, CheckCodes.DocumentNotExpired,
    ];

    /// <summary>Checks that only advise: they count in <see cref="CheckCodes.DocumentAuthentic"/> and decide nothing by themselves.</summary>
    private static readonly string[] AdvisoryChecks =
    [
        CheckCodes.DocumentQuality, CheckCodes.DocumentSupported, CheckCodes.DocumentNotOnScreen,
        CheckCodes.DocumentMrzFont, CheckCodes.DocumentPortraitOriginal, CheckCodes.DocumentNotManipulated, CheckCodes.DocumentNotDuplicate,
    ];

    /// <summary>
    /// Judges checks by a policy. One failed check with a weight declines. Otherwise an unknown decisive check leads to review, and so does a score
    /// that is absent or below the policy's; only then is the verification approved.
    /// </summary>
    public static Judgement Of(IEnumerable<Check> checks, Policy policy)
    {
        var decisive = policy.DecisiveChecks.Count > 0 ? policy.DecisiveChecks : DefaultDecisiveChecks;
        double sum = 0;
        double total = 0;
        var failed = false;
        var undecided = false;
        foreach (var check in checks)
        {
            var weight = policy.Weights.GetValueOrDefault(check.Code, AdvisoryChecks.Contains(check.Code, StringComparer.Ordinal) ? 0 : 1);
            if (weight == 0)
            {
                continue;
            }

            failed |= check.Outcome == CheckOutcome.Fail;
            undecided |= check.Outcome == CheckOutcome.Unknown && decisive.Contains(check.Code);
            if (check.Outcome != CheckOutcome.Unknown)
            {
                sum += check.Outcome == CheckOutcome.Pass ? weight : 0;
                total += weight;
            }
        }

        double? score = total > 0 ? sum / total : null;
        var decision = failed ? Decision.Declined
            : undecided || score is null || score < policy.ApprovalScore ? Decision.Review
            : Decision.Approved;
        return new Judgement(decision, score);
    }
}
