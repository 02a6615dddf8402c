using Idv.Documents.Aamva;
using Idv.Documents.Mrz.Reading;
using Idv.Engine.Checks;
using Idv.Engine.Documents;

namespace Idv.Engine.DocumentStages;

/// <summary>Checks of what a document says by itself.</summary>
internal static class DocumentChecks
{
    /// <summary>Whether every picture can be decoded.</summary>
    public static Check Readable(EvidencePicture front, EvidencePicture? back)
    {
        var pictures = back is null ? [front] : new[] { front, back };
        var faults = pictures.Where(picture => picture.Fault is not null).Select(DocumentExamination.Unreadable).ToArray();
        if (faults.Length > 0)
        {
            return Check.Undecided(CheckCodes.DocumentReadable, faults);
        }

        var truncated = pictures.Where(picture => picture.Truncated).Select(picture =>
            new CheckReason(ReasonCodes.ImageTruncated, "The file ends too early; what arrived was used.", picture.Role));
        return Check.Passed(CheckCodes.DocumentReadable) with { Reasons = [.. truncated] };
    }

    /// <summary>Whether a machine-readable zone was found.</summary>
    public static Check MrzPresent(MrzReading? mrz, EvidencePicture front, EvidencePicture? back)
    {
        if (mrz is not null)
        {
            return Check.Passed(CheckCodes.MrzPresent);
        }

        return front.Fault is not null && back?.Pyramid is null
            ? Check.Undecided(CheckCodes.MrzPresent, DocumentExamination.Unreadable(front))
            : Check.Undecided(CheckCodes.MrzPresent, new CheckReason(
                ReasonCodes.NoMrz,
                back is null
                    ? "No machine-readable zone was found. On cards it is often on the back: send that too."
                    : "No machine-readable zone was found on either side."));
    }

    /// <summary>Whether the date of expiry, from whichever zone, is not past.</summary>
    public static Check NotExpired(DocumentReading document, DateOnly today)
    {
        if (document.Date(FieldNames.DateOfExpiry)?.Value is not { } expiry)
        {
            return Check.Undecided(CheckCodes.DocumentNotExpired, new CheckReason(ReasonCodes.DateUnknown, "No complete date of expiry was read."));
        }

        return expiry >= today
            ? Check.Passed(CheckCodes.DocumentNotExpired)
            : Check.Failed(CheckCodes.DocumentNotExpired, new CheckReason(ReasonCodes.Expired, "The document has expired."));
    }

    /// <summary>Whether a licence's barcode follows its standard; null where the document has no such barcode.</summary>
    public static Check? BarcodeValid(IReadOnlyList<LocatedBarcode> barcodes)
    {
        if (barcodes.FirstOrDefault(found => found.Barcode.Licence is not null) is not { Barcode.Licence: { } licence } located)
        {
            return null;
        }

        var region = located.Barcode.Symbol.Position.Bounds;
        var problems = AamvaValidator.Validate(licence);
        CheckReason[] reasons = [.. problems.Select(problem => new CheckReason(ReasonCodes.InvalidBarcode, problem.Message, located.Role, region))];

        // Issued cards leave out elements that the standard prescribes; impossible contents are another matter.
        var impossible = problems.Any(problem => problem.Code is AamvaProblemCode.ImpossibleDate or AamvaProblemCode.DatesOutOfOrder);
        var odd = problems.Any(problem => problem.Code is AamvaProblemCode.UnknownIssuer or AamvaProblemCode.UnknownVersion);
        var outcome = impossible ? CheckOutcome.Fail : odd ? CheckOutcome.Unknown : CheckOutcome.Pass;
        return new Check(CheckCodes.BarcodeValid, outcome, null, null, reasons);
    }

    /// <summary>Whether name, number and date of birth were read, from whichever zone.</summary>
    public static Check DataExtracted(DocumentReading document)
    {
        CheckReason[] missing =
        [
            .. new[] { FieldNames.Surname, FieldNames.DocumentNumber, FieldNames.DateOfBirth }
                .Where(name => document.Value(name) is null && !(name == FieldNames.Surname && document.Value(FieldNames.GivenNames) is not null))
                .Select(name => new CheckReason(ReasonCodes.MissingDataElement, $"The element '{name}' was not read.")),
        ];
        return missing.Length == 0 ? Check.Passed(CheckCodes.DocumentDataExtracted) : Check.Undecided(CheckCodes.DocumentDataExtracted, missing);
    }

    /// <summary>Whether birth, issue and expiry follow each other and the calendar.</summary>
    public static Check Dates(DocumentReading document, DateOnly today)
    {
        var birth = document.Date(FieldNames.DateOfBirth)?.Value;
        var issue = document.Date(FieldNames.DateOfIssue)?.Value;
        var expiry = document.Date(FieldNames.DateOfExpiry)?.Value;
        if (birth is null && issue is null && expiry is null)
        {
            return Check.Undecided(CheckCodes.DocumentDates, new CheckReason(ReasonCodes.DateUnknown, "No complete date was read."));
        }

        var odd = new List<string>();
        if (birth > today)
        {
            odd.Add("The date of birth lies in the future.");
        }

        if (issue > today)
        {
            odd.Add("The date of issue lies in the future.");
        }

        if (issue < birth || expiry < birth)
        {
            odd.Add("The date of birth lies after the issue or the expiry.");
        }

        if (expiry < issue)
        {
            odd.Add("The document expires before it was issued.");
        }

        return odd.Count == 0
            ? Check.Passed(CheckCodes.DocumentDates)
            : Check.Failed(CheckCodes.DocumentDates, [.. odd.Select(message => new CheckReason(ReasonCodes.ImplausibleDate, message))]);
    }

    /// <summary>
    /// Whether two zones of the document agree; null where the document lacks one of them. Score: the share of common elements that
    /// agree; with fewer than <see cref="ZoneComparison.LeastCompared"/> in common nothing is decided.
    /// </summary>
    public static Check? ZonesAgree(string code, DocumentReading document, SourceZone trusted, SourceZone other)
    {
        if (!document.Fields.Any(field => field.Zone == trusted) || !document.Fields.Any(field => field.Zone == other))
        {
            return null;
        }

        var compared = ZoneComparison.Compare(document, trusted, other);
        CheckReason[] differences =
        [
            .. compared.Where(field => !field.Agrees).Select(field => new CheckReason(
                ReasonCodes.ZonesDiffer,
                $"The zones disagree in '{field.Name}'.",
                document.Field(field.Name, other) is { Region: not null } located ? located.Role : null,
                document.Field(field.Name, other)?.Region)),
        ];
        if (compared.Count < ZoneComparison.LeastCompared)
        {
            return Check.Undecided(code, [.. differences, new CheckReason(ReasonCodes.TooLittleEvidence, "The zones have too few readable elements in common.")]);
        }

        var score = compared.Count(field => field.Agrees) / (double)compared.Count;

        // Names are the hardest to read; numbers and dates that were read plainly and differ are what fails a document.
        var contradictions = compared.Count(field => !field.Agrees && field.Confidence >= CertainReading && field.Name is not (FieldNames.Surname or FieldNames.GivenNames));
        var outcome = score < ZoneFailure && contradictions >= 2 ? CheckOutcome.Fail
            : score < ZoneAgreement || compared.Any(field => !field.Agrees && field.Confidence >= PlainReading) ? CheckOutcome.Unknown
            : CheckOutcome.Pass;
        return new Check(code, outcome, score, ZoneAgreement, differences);
    }

    /// <summary>The share of agreeing elements from which on two zones are of one document.</summary>
    public const double ZoneAgreement = 0.6;

    /// <summary>The share below which they are not.</summary>
    public const double ZoneFailure = 0.4;

    /// <summary>Readings of less confidence contradict nothing.</summary>
    private const double CertainReading = 0.85;

    /// <summary>A difference between elements that were both read with this confidence is no slip of the reader.</summary>
    private const double PlainReading = 0.97;
}
