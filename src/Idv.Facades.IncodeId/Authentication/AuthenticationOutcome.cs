using Idv.Verifications;
using Idv.Verifications.Faces;
using Idv.Verifications.Reports;

namespace Idv.Facades.IncodeId.Authentication;

/// <summary>How an authentication ended in the vendor's words.</summary>
/// <param name="FailureReason">Why it failed; null when it passed.</param>
internal sealed record AuthenticationOutcome(string? FailureReason)
{
    /// <summary>A mask hides the face.</summary>
    public const string HasFaceMask = "hasFaceMask";

    /// <summary>Sunglasses hide the eyes.</summary>
    public const string HasLenses = "hasLenses";

    /// <summary>The picture shows a print or a screen.</summary>
    public const string SpoofAttempt = "spoofAttempt";

    /// <summary>The face is nobody's who is enrolled.</summary>
    public const string FaceMatchFailed = "faceMatchFailed";

    /// <summary>Anything else: no usable face, or one whose liveness cannot be told.</summary>
    public const string OtherError = "otherError";

    /// <summary>Whether it passed.</summary>
    public bool IsPassed => FailureReason is null;

    /// <summary>
    /// Judges an authentication. It passes only with a usable, uncovered, living face that matches - of a template only the match can be told -; otherwise the
    /// first reason of the vendor's order is given.
    /// </summary>
    public static AuthenticationOutcome Of(Verification authentication)
    {
        var report = authentication.Report;
        var checks = report?.AllChecks().ToArray() ?? [];
        CheckOutcome? Outcome(string code) => checks.FirstOrDefault(check => check.Code == code)?.Outcome;
        bool Found(string code, string reason) =>
            checks.Any(check => check.Code == code && check.Outcome != CheckOutcome.Pass && check.Reasons.Any(found => found.Code == reason));
        var isTemplate = FaceTemplateEvidence.IsTemplate(authentication.Latest(EvidenceRole.Face));
        var isUsable = isTemplate || Outcome(CheckCodes.FaceQuality) == CheckOutcome.Pass;
        var isLive = isTemplate || Outcome(CheckCodes.FaceLiveness) == CheckOutcome.Pass;
        var match = Outcome(CheckCodes.IdentityFaceMatch);
        return new AuthenticationOutcome(
            Found(CheckCodes.FaceUncovered, "mask_worn") ? HasFaceMask
            : Found(CheckCodes.FaceWithoutGlasses, "sunglasses_worn") ? HasLenses
            : Outcome(CheckCodes.FaceLiveness) == CheckOutcome.Fail ? SpoofAttempt
            : match == CheckOutcome.Fail || (isUsable && authentication.SubjectIdentityId is null) ? FaceMatchFailed
            : report?.Decision == Decision.Approved && isUsable && isLive && match == CheckOutcome.Pass ? null
            : OtherError);
    }

    /// <summary>What stood in the way, in words; for <see cref="OtherError"/>.</summary>
    public static string Describe(Verification authentication)
    {
        var reason = authentication.Report?.AllChecks()
            .Where(check => check.Outcome != CheckOutcome.Pass && check.Code is CheckCodes.FaceQuality or CheckCodes.FaceLiveness or CheckCodes.ExaminationCompleted)
            .SelectMany(check => check.Reasons).FirstOrDefault()?.Code;
        return reason switch
        {
            null => "The face could not be authenticated.",
            "no_face" => "The image shows no face.",
            "several_faces" => "The image shows more than one face.",
            _ => $"The face could not be authenticated: {reason.Replace('_', ' ')}.",
        };
    }
}
