using Idv.Verifications.People;
using Idv.Verifications.Reports;

namespace Idv.Verifications;

/// <summary>Decides whether a completed verification enrols the applicant, and as whom.</summary>
internal static class Enrolment
{
    /// <summary>
    /// The identity to save: a new one, or <paramref name="known"/> with one more template. Null unless a document and a live face were approved.
    /// </summary>
    public static Identity? Of(Verification verification, Identity? known, DateTimeOffset now)
    {
        var report = verification.Report;
        if (verification.Kind != VerificationKind.DocumentAndFace || report?.Decision != Decision.Approved)
        {
            return null;
        }

        var templates = report.Faces
            .Where(face => face.Checks.Any(check => check is { Code: CheckCodes.FaceLiveness, Outcome: CheckOutcome.Pass }))
            .Select(face => face.Template)
            .OfType<BiometricTemplate>()
            .ToArray();
        if (templates.Length == 0)
        {
            return null;
        }

        var identity = known ?? new Identity
        {
            Id = Guid.CreateVersion7(now),
            TenantId = verification.TenantId,
            CreatedAt = now,
            ExternalId = verification.ExternalUserId,
            Metadata = verification.Metadata,
        };
        return identity with
        {
            Person = report.Documents.Count > 0 ? report.Documents[0].Holder() : identity.Person,
            Templates = [.. identity.Templates, .. templates],
            VerificationIds = [.. identity.VerificationIds, verification.Id],
        };
    }
}
