using Idv.Api.Contracts;
using Idv.Engine;
using Idv.Engine.Checks;

namespace Idv.Host.Translation;

/// <summary>Reports in the words of our own API.</summary>
internal static class ReportTranslation
{
    /// <summary>The part of a verification's answer that the engine gives.</summary>
    public static EngineReportContract EngineReport(VerificationReport report) => new(
        [.. report.Checks.Select(Check)],
        DocumentTranslation.Document(report.Document),
        report.Selfie is { } selfie ? FaceTranslation.Face(selfie) : null,
        report.Comparison is { } comparison ? FaceTranslation.Comparison(comparison) : null,
        report.Models,
        report.Stages.ToDictionary(stage => stage.Stage, stage => FaceTranslation.Round(stage.Duration.TotalMilliseconds, 2), StringComparer.Ordinal));

    /// <summary>A report by itself, without a verification: what <c>idv verify</c> prints.</summary>
    public static VerificationContract Verification(VerificationReport report, DateTimeOffset now)
    {
        var engine = EngineReport(report);
        var decision = report.Decision switch
        {
            VerificationDecision.Approved => "approved",
            VerificationDecision.Declined => "declined",
            _ => "review",
        };
        return new VerificationContract(
            Guid.CreateVersion7(now).ToString(), "completed", decision, Score(report), now, now, null, new Dictionary<string, string>(),
            new PolicyVersionContract(Guid.Empty.ToString(), null), engine.Checks, engine.Document, engine.Face, engine.Comparison, engine.Models, engine.Milliseconds);
    }

    private static double? Score(VerificationReport report)
    {
        var decided = report.Checks.Count(check => check.Outcome != CheckOutcome.Unknown);
        return decided == 0 ? null : FaceTranslation.Round(report.Checks.Count(check => check.Outcome == CheckOutcome.Pass) / (double)decided);
    }

    public static CheckContract Check(Check check) => new(
        check.Code,
        check.Outcome switch
        {
            CheckOutcome.Pass => CheckOutcomeContract.Pass,
            CheckOutcome.Fail => CheckOutcomeContract.Fail,
            _ => CheckOutcomeContract.Unknown,
        },
        check.Score is { } score ? FaceTranslation.Round(score) : null,
        check.Threshold is { } threshold ? FaceTranslation.Round(threshold) : null,
        [.. check.Reasons.Select(reason => new ReasonContract(
            reason.Code, reason.Message, Image(reason.Role), reason.Region is { } region ? FaceTranslation.Box(region) : null))]);

    public static string? Image(EvidenceRole? role) => role switch
    {
        EvidenceRole.DocumentFront => "front",
        EvidenceRole.DocumentBack => "back",
        EvidenceRole.Selfie => "selfie",
        EvidenceRole.Video => "video",
        EvidenceRole.Probe => "probe",
        EvidenceRole.Reference => "reference",
        _ => null,
    };
}
