using System.Text.Json;
using Idv.Api.Contracts;
using Idv.Verifications;
using Idv.Verifications.Notifications;
using Idv.Verifications.Reports;

namespace Idv.Api.Http;

/// <summary>Verifications in the words of our own API.</summary>
public static class VerificationTranslation
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);

    /// <summary>The engine's report as it is kept.</summary>
    public static string Text(EngineReportContract report) => JsonSerializer.Serialize(report, Format);

    /// <summary>A verification with its report.</summary>
    public static VerificationContract Verification(Verification verification)
    {
        var report = verification.Report;
        var engine = report?.EngineReport is { } text ? JsonSerializer.Deserialize<EngineReportContract>(text, Format) : null;
        return new VerificationContract(
            verification.Id.ToString(),
            Name(verification.State),
            Name(verification.Decision),
            Rounded(report?.Score),
            verification.CreatedAt,
            report?.At,
            verification.ExternalUserId,
            verification.Metadata,
            new PolicyVersionContract(verification.PolicyId.ToString(), report?.PolicyVersion),
            report is null ? [] : Checks(report, engine, verification),
            engine?.Document,
            engine?.Face,
            engine?.Comparison,
            engine?.Models ?? new Dictionary<string, string>(),
            engine?.Milliseconds ?? new Dictionary<string, double>());
    }

    internal static VerificationEntryContract Entry(Verification verification) => new(
        verification.Id.ToString(),
        Name(verification.State),
        Name(verification.Decision),
        Rounded(verification.Report?.Score),
        verification.Kind switch
        {
            VerificationKind.DocumentAndFace => "document-and-face",
            VerificationKind.FaceAuthentication => "face-authentication",
            VerificationKind.FaceOperation => "face-operation",
            _ => "face-session",
        },
        verification.Facade,
        verification.CreatedAt,
        verification.Report?.At,
        verification.ExternalUserId,
        verification.Metadata);

    internal static VerificationEventContract Event(VerificationEvent happened) => new(
        happened.Number, happened.Type, happened.At, happened.From is { } from ? Name(from) : null, Name(happened.To), happened.Endpoint);

    internal static NotificationContract Notification(OutboxEntry entry, IReadOnlyList<DeliveryAttempt> attempts) => new(
        entry.Notification.Id.ToString(),
        entry.Notification.Event,
        entry.Notification.Url,
        entry.State switch { DeliveryState.Pending => "pending", DeliveryState.Delivered => "delivered", _ => "dead" },
        entry.NextAttemptAt,
        [.. attempts.Select(attempt => new DeliveryContract(
            attempt.Number, attempt.At, Math.Round(attempt.Duration.TotalMilliseconds, 1), attempt.StatusCode, attempt.Fault))]);

    /// <summary>
    /// The engine's checks in its own words, and those that the domain made beside them; all in the domain's words where the engine's are gone.
    /// </summary>
    private static List<CheckContract> Checks(VerificationReport report, EngineReportContract? engine, Verification verification)
    {
        if (engine is null)
        {
            return [.. report.AllChecks().Select(check => Check(check, verification))];
        }

        var known = engine.Checks.Select(check => check.Code).ToHashSet(StringComparer.Ordinal);
        string[] policyChecks = [CheckCodes.DocumentAccepted, CheckCodes.DocumentDataExtracted];
        var added = report.Documents.SelectMany(document => document.Checks).Where(check => policyChecks.Contains(check.Code, StringComparer.Ordinal))
            .Concat(report.DataChecks)
            .Concat(report.FaceComparisons.Select(comparison => comparison.Check).Where(check => check.Code == CheckCodes.ExaminationCompleted))
            .Select(check => Check(check, verification));
        return [.. engine.Checks, .. added.Where(check => !known.Contains(check.Code))];
    }

    private static CheckContract Check(Check check, Verification verification) => new(
        Kebab(check.Code),
        check.Outcome switch
        {
            CheckOutcome.Pass => CheckOutcomeContract.Pass,
            CheckOutcome.Fail => CheckOutcomeContract.Fail,
            _ => CheckOutcomeContract.Unknown,
        },
        Rounded(check.Score),
        Rounded(check.Threshold),
        [.. check.Reasons.Select(reason => Reason(reason, verification))]);

    private static ReasonContract Reason(CheckReason reason, Verification verification)
    {
        var evidence = reason.Region is { } region ? verification.Evidence.FirstOrDefault(item => item.Id == region.EvidenceId) : null;
        return new ReasonContract(
            Kebab(reason.Code),
            char.ToUpperInvariant(reason.Code[0]) + reason.Code[1..].Replace('_', ' ') + ".",
            evidence is null ? null : EvidenceFields.Of(evidence.Role),
            reason.Region is { } box ? new BoxContract(Math.Round(box.X, 1), Math.Round(box.Y, 1), Math.Round(box.Width, 1), Math.Round(box.Height, 1)) : null);
    }

    private static double? Rounded(double? value) => value is { } known ? Math.Round(known, 4) : null;

    private static string Kebab(string code) => code.Replace('_', '-');

    private static string Name(VerificationState state) => state.ToString().ToLowerInvariant();

    private static string? Name(Decision? decision) => decision switch
    {
        Decision.Approved => "approved",
        Decision.Declined => "declined",
        Decision.Review => "review",
        _ => null,
    };
}
