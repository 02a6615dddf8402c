using System.Globalization;
using Idv.Facades.IncodeId.Contracts;
using Idv.Verifications;
using Idv.Verifications.Reports;

namespace Idv.Facades.IncodeId.Identities;

/// <summary>The checks of a person's document under the vendor's headings. Only checks that were made are listed.</summary>
internal static class IdAttestation
{
    private const string Ok = "OK";
    private const string Warn = "WARN";
    private const string Fail = "FAIL";
    private const string Unknown = "UNKNOWN";

    /// <summary>Checks of pictures, those that only some engines make included; every other check of a document is one of its data.</summary>
    private static readonly HashSet<string> OfPictures = new(StringComparer.Ordinal)
    {
        CheckCodes.DocumentQuality, CheckCodes.DocumentFrontVisual, CheckCodes.DocumentBackVisual, CheckCodes.DocumentNotPhotocopy,
        CheckCodes.DocumentNotOnScreen, CheckCodes.DocumentNotManipulated, CheckCodes.DocumentVariableElements,
        CheckCodes.DocumentMrzFont, CheckCodes.DocumentPortraitOriginal,
        "document_readable", "document_not_specimen", CheckCodes.DocumentNotDuplicate, "document_authentic", "portrait_present",
    };

    /// <summary>The attestation of a verification; everything is unknown when the verification is gone.</summary>
    public static IdAttestationContract Of(Verification? verification)
    {
        var documentChecks = verification?.Report?.Documents.SelectMany(document => document.Checks).ToArray() ?? [];
        var dataChecks = verification?.Report?.DataChecks ?? [];
        var overall = Overall(verification);
        var rule = verification?.Report is { } report
            ? string.Create(CultureInfo.InvariantCulture, $"policy {report.PolicyId} version {report.PolicyVersion}")
            : "";
        return new IdAttestationContract(
            new IdValidationContract(
                [.. documentChecks.Where(check => OfPictures.Contains(check.Code)).Select(Translate)],
                [.. documentChecks.Where(check => !OfPictures.Contains(check.Code)).Select(Translate)],
                [.. dataChecks.Select(Translate)],
                new AttestationContract(rule, overall.Status),
                overall),
            overall);
    }

    private static AttestedCheckContract Translate(Check check) =>
        new(check.Code, char.ToUpperInvariant(check.Code[0]) + check.Code[1..].Replace('_', ' '), Percent(check.Score), StatusOf(check));

    /// <summary>A check that holds although something was noticed is a warning.</summary>
    private static string StatusOf(Check check) => check.Outcome switch
    {
        CheckOutcome.Pass => check.Reasons.Count > 0 ? Warn : Ok,
        CheckOutcome.Fail => Fail,
        _ => Unknown,
    };

    /// <summary>The decision that stands: single checks may fail and only advise.</summary>
    private static AttestationContract Overall(Verification? verification)
    {
        var status = verification switch
        {
            null => Unknown,
            { Review.Decision: Decision.Approved } => "MANUAL_OK",
            { Review.Decision: Decision.Declined } => "MANUAL_FAIL",
            { Review: null, Report.Decision: Decision.Approved } => Ok,
            { Review: null, Report.Decision: Decision.Declined } => Fail,
            _ => "MANUAL_PENDING",
        };
        return new AttestationContract(Percent(verification?.Report?.Score), status);
    }

    private static string Percent(double? score) => score is { } value ? Math.Round(value * 100, 1).ToString(CultureInfo.InvariantCulture) : "";
}
