using Idv.Documents.Authenticity;
using Idv.Documents.VisualZone;
using Idv.Engine.Checks;
using Idv.Engine.Documents;
using Idv.Imaging;

namespace Idv.Engine.DocumentStages;

/// <summary>Checks that tell an original from a copy, a screen and a specimen by its looks.</summary>
internal static class AuthenticityChecks
{
    /// <summary>Residual chroma at which an original's and a copy's are about as likely, and below which hardly any original lies (ΔE).</summary>
    private const double OriginalChroma = 3.46, CopyChroma = 2.2;

    /// <summary>The height of a peak in the spectrum above which a screen is suspected.</summary>
    private const double ScreenPeak = 3.2;

    /// <summary>Hashes of one portrait photographed again differ in fewer bits than this.</summary>
    private const int SamePortrait = 10;

    /// <summary>Whether the document has colours of its own. Score: the residual chroma, 0.5 at the threshold.</summary>
    public static Check NotPhotocopy(FrontView view)
    {
        var chroma = ResidualChroma.Measure(view.Document.Image);
        var score = chroma / (chroma + OriginalChroma);
        if (chroma >= OriginalChroma)
        {
            return new Check(CheckCodes.DocumentNotPhotocopy, CheckOutcome.Pass, score, 0.5, []);
        }

        // Without an outline the colours are those of the table too.
        var outcome = chroma < CopyChroma && view.HasOutline ? CheckOutcome.Fail : CheckOutcome.Unknown;
        return new Check(CheckCodes.DocumentNotPhotocopy, outcome, score, 0.5, [new CheckReason(
            ReasonCodes.GreyCopy, "The document has no colours of its own: it looks like a copy in shades of grey.", EvidenceRole.DocumentFront, view.Document.Quad.Bounds)]);
    }

    /// <summary>Whether nothing looks like a screen's pattern; advisory, so that it is never more than undecided.</summary>
    public static Check NotOnScreen(FrontView view, Image picture)
    {
        var peak = ScreenPattern.Measure(picture, view.Document.Quad.Bounds);
        var score = ScreenPeak / (ScreenPeak + peak);
        return peak < ScreenPeak
            ? new Check(CheckCodes.DocumentNotOnScreen, CheckOutcome.Pass, score, 0.5, [])
            : new Check(CheckCodes.DocumentNotOnScreen, CheckOutcome.Unknown, score, 0.5, [new CheckReason(
                ReasonCodes.ScreenPattern, "A regular pattern lies over the document, as over a photographed screen.", EvidenceRole.DocumentFront, view.Document.Quad.Bounds)]);
    }

    /// <summary>Whether nothing marks the document as a specimen, void or a copy. Fails only where the policy refuses specimens.</summary>
    public static Check NotSpecimen(FrontView view, VisualZoneReading print, string? issuingState, bool refuse)
    {
        var reasons = new List<CheckReason>();
        if (VoidWords.Find(print) is { } line)
        {
            reasons.Add(new CheckReason(
                ReasonCodes.SpecimenWord, "A word on the document marks it as a specimen, void or a copy.", EvidenceRole.DocumentFront, view.Document.ToPicture(line.Box)));
        }

        if (issuingState == "UTO")
        {
            reasons.Add(new CheckReason(ReasonCodes.SpecimenState, "The issuing state is Utopia, which ICAO Doc 9303 reserves for specimens."));
        }

        return reasons.Count == 0
            ? Check.Passed(CheckCodes.DocumentNotSpecimen)
            : new Check(CheckCodes.DocumentNotSpecimen, refuse ? CheckOutcome.Fail : CheckOutcome.Unknown, null, null, reasons);
    }

    /// <summary>
    /// Whether the appliance has not seen the document's number with another portrait, or its portrait with another number; null where nobody remembers documents.
    /// </summary>
    public static Check? NotDuplicate(ISeenDocuments? seen, string? number, ulong? portrait)
    {
        if (seen is null)
        {
            return null;
        }

        if (number is null || portrait is not { } hash)
        {
            return Check.Undecided(CheckCodes.DocumentNotDuplicate, new CheckReason(ReasonCodes.NothingToCompare, "Number or portrait were not read."));
        }

        var contradicts = seen.Find(number, hash).Any(other =>
            (other.DocumentNumber == number) != (PerceptualHash.Distance(other.PortraitHash, hash) <= SamePortrait));
        return contradicts
            ? Check.Failed(CheckCodes.DocumentNotDuplicate, new CheckReason(ReasonCodes.SeenOtherwise, "The same number was seen with another portrait, or the same portrait with another number."))
            : Check.Passed(CheckCodes.DocumentNotDuplicate);
    }
}
