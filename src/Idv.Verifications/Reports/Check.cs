namespace Idv.Verifications.Reports;

/// <summary>How a check ended. There is no other vocabulary inside; facades map it to their vendor's.</summary>
public enum CheckOutcome
{
    /// <summary>It could not be made, or did not have enough to go by.</summary>
    Unknown,

    /// <summary>It holds.</summary>
    Pass,

    /// <summary>It does not hold.</summary>
    Fail,
}

/// <summary>A part of a piece of evidence, in its pixels after orientation.</summary>
/// <param name="EvidenceId">The picture.</param>
/// <param name="X">Left edge.</param>
/// <param name="Y">Top edge.</param>
/// <param name="Width">Width.</param>
/// <param name="Height">Height.</param>
public sealed record EvidenceRegion(Guid EvidenceId, float X, float Y, float Width, float Height);

/// <summary>Why a check ended as it did.</summary>
/// <param name="Code">A stable code in snake case.</param>
/// <param name="Region">Where in the evidence, or null.</param>
public sealed record CheckReason(string Code, EvidenceRegion? Region = null);

/// <summary>One question that was asked of the evidence, and its answer.</summary>
/// <param name="Code">Which question, one of <see cref="CheckCodes"/> or an engine's own, in snake case.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Score">In [0, 1], larger is better; null when there is none.</param>
/// <param name="Threshold">What the score was compared with; null when there was none.</param>
/// <param name="Reasons">Why; empty for a plain pass.</param>
public sealed record Check(string Code, CheckOutcome Outcome, double? Score, double? Threshold, IReadOnlyList<CheckReason> Reasons)
{
    /// <summary>A check of a score against a threshold: it passes at or above.</summary>
    public static Check OfScore(string code, double score, double threshold, string failReason)
    {
        var passes = score >= threshold;
        return new Check(code, passes ? CheckOutcome.Pass : CheckOutcome.Fail, score, threshold, passes ? [] : [new CheckReason(failReason)]);
    }

    /// <summary>A check of something that holds or does not.</summary>
    public static Check OfFact(string code, bool holds, string failReason) =>
        new(code, holds ? CheckOutcome.Pass : CheckOutcome.Fail, holds ? 1 : 0, null, holds ? [] : [new CheckReason(failReason)]);

    /// <summary>A check that could not be made.</summary>
    public static Check Undecided(string code, string reason) => new(code, CheckOutcome.Unknown, null, null, [new CheckReason(reason)]);

    /// <summary>Whether two checks say the same, reasons included.</summary>
    public bool Equals(Check? other) => other is not null && Code == other.Code && Outcome == other.Outcome
        && Score.Equals(other.Score) && Threshold.Equals(other.Threshold) && Reasons.SequenceEqual(other.Reasons);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Code, Outcome, Score, Threshold, Reasons.Count);
}

/// <summary>Codes of the checks that every facade can rely on where they were made.</summary>
public static class CheckCodes
{
    /// <summary>The document's pictures can be decoded.</summary>
    public const string DocumentReadable = "document_readable";

    /// <summary>The type of document is one that the engine knows.</summary>
    public const string DocumentSupported = "document_supported";

    /// <summary>The document's picture is good enough to be judged.</summary>
    public const string DocumentQuality = "document_quality";

    /// <summary>The type of document is one that the policy accepts.</summary>
    public const string DocumentAccepted = "document_accepted";

    /// <summary>Every field that the policy requires was read.</summary>
    public const string DocumentDataExtracted = "document_data_extracted";

    /// <summary>The document has not expired.</summary>
    public const string DocumentNotExpired = "document_not_expired";

    /// <summary>The date of issue is plausible.</summary>
    public const string DocumentIssueDate = "document_issue_date";

    /// <summary>The machine readable zone's check digits hold (ICAO Doc 9303).</summary>
    public const string MrzValid = "mrz_valid";

    /// <summary>The machine readable zone agrees with the visual zone.</summary>
    public const string MrzAgainstVisualZone = "mrz_against_visual_zone";

    /// <summary>The barcode agrees with the visual zone.</summary>
    public const string BarcodeAgainstVisualZone = "barcode_against_visual_zone";

    /// <summary>The front looks like its type's template.</summary>
    public const string DocumentFrontVisual = "document_front_visual";

    /// <summary>The back looks like its type's template.</summary>
    public const string DocumentBackVisual = "document_back_visual";

    /// <summary>The document is the thing itself, not a photocopy.</summary>
    public const string DocumentNotPhotocopy = "document_not_photocopy";

    /// <summary>The document is the thing itself, not a screen.</summary>
    public const string DocumentNotOnScreen = "document_not_on_screen";

    /// <summary>The machine readable zone is set in OCR-B (ICAO Doc 9303).</summary>
    public const string DocumentMrzFont = "document_mrz_font";

    /// <summary>Nothing shows that the document's portrait was replaced.</summary>
    public const string DocumentPortraitOriginal = "document_portrait_original";

    /// <summary>The tenant has not seen the document's number with another portrait.</summary>
    public const string DocumentNotDuplicate = "document_not_duplicate";

    /// <summary>The picture of the document was not manipulated.</summary>
    public const string DocumentNotManipulated = "document_not_manipulated";

    /// <summary>The document is what it claims to be: the fusion of everything that speaks for and against it.</summary>
    public const string DocumentAuthentic = "document_authentic";

    /// <summary>The optically variable elements behave.</summary>
    public const string DocumentVariableElements = "document_variable_elements";

    /// <summary>The face's picture is good enough to be compared.</summary>
    public const string FaceQuality = "face_quality";

    /// <summary>The face is a living person's (ISO/IEC 30107).</summary>
    public const string FaceLiveness = "face_liveness";

    /// <summary>Nothing hides the face: no mask.</summary>
    public const string FaceUncovered = "face_uncovered";

    /// <summary>No glasses hide the eyes.</summary>
    public const string FaceWithoutGlasses = "face_without_glasses";

    /// <summary>The face and the document's portrait are the same person's.</summary>
    public const string DocumentFaceMatch = "document_face_match";

    /// <summary>The face and the identity's templates are the same person's.</summary>
    public const string IdentityFaceMatch = "identity_face_match";

    /// <summary>The document says what the tenant's reference data says.</summary>
    public const string ReferenceDataMatch = "reference_data_match";

    /// <summary>The document says what the applicant's form says.</summary>
    public const string FormMatch = "form_match";

    /// <summary>Two documents say the same.</summary>
    public const string DocumentDocumentMatch = "document_document_match";

    /// <summary>The age is within the policy's limits.</summary>
    public const string AgeLimits = "age_limits";

    /// <summary>The name is on none of the operator's sanctions lists.</summary>
    public const string NotSanctioned = "not_sanctioned";

    /// <summary>The examination ended within its time limit and without a fault.</summary>
    public const string ExaminationCompleted = "examination_completed";
}
