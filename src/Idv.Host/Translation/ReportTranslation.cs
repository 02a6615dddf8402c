using Idv.Api.Contracts;
using Idv.Engine;
using Idv.Engine.Checks;

namespace Idv.Host.Translation;

/// <summary>Reports in the words of our own API.</summary>
internal static class ReportTranslation
{
    public static VerificationContract Verification(VerificationReport report) => new(
        Guid.CreateVersion7().ToString(),
        report.Decision switch
        {
            VerificationDecision.Approved => "approved",
            VerificationDecision.Declined => "declined",
            _ => "review",
        },
        DateTimeOffset.UtcNow,
        [.. report.Checks.Select(Check)],
        DocumentTranslation.Document(report.Document),
        report.Selfie is { } selfie ? FaceTranslation.Face(selfie) : null,
        report.Comparison is { } comparison ? FaceTranslation.Comparison(comparison) : null,
        report.Models,
        report.Stages.ToDictionary(stage => stage.Stage, stage => FaceTranslation.Round(stage.Duration.TotalMilliseconds, 2), StringComparer.Ordinal));

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
