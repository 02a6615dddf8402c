using Idv.Documents.Authenticity;
using Idv.Documents.Mrz.Reading;
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

    /// <summary>By how much OCR-B must lead the other fonts in correlation, or they OCR-B.</summary>
    private const double FontMargin = 0.02;

    /// <summary>The evidence of a differing area in nats from which on it counts, and the share of the face that it must cover.</summary>
    private const double AlteredEvidence = 120, ReplacedCoverage = 0.5;

    /// <summary>Below this similarity a ghost and its portrait are hardly one person's.</summary>
    private const double LeastGhostLikeness = 0.1;

    /// <summary>Hashes of one portrait photographed again mostly differ in at most so many bits, and those of two people in at least so many.</summary>
    private const int SamePortrait = 10, OtherPortrait = 20;

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

    /// <summary>
    /// Whether the zone is set in OCR-B. Score: how far OCR-B is ahead of other fonts, 0.5 where it is level with them. Undecided where the zone is too small or not plain enough.
    /// </summary>
    public static Check MrzFont(EvidencePicture picture, MrzReading mrz)
    {
        if (picture.Pyramid is null || Idv.Documents.Authenticity.MrzFont.Measure(picture.Pyramid, mrz) is not { } font)
        {
            return Check.Undecided(CheckCodes.DocumentMrzFont, new CheckReason(ReasonCodes.NothingToCompare, "No machine-readable zone was read plainly enough to tell its font."));
        }

        const double Threshold = 0.5 + (2 * FontMargin);
        var score = Math.Clamp(0.5 + (2 * font.Margin), 0, 1);
        var reason = new CheckReason(ReasonCodes.WrongFont, "The characters of the machine-readable zone look less like OCR-B than like another font.", picture.Role, font.Region);
        return font.Margin >= FontMargin
            ? new Check(CheckCodes.DocumentMrzFont, CheckOutcome.Pass, score, Threshold, [])
            : new Check(CheckCodes.DocumentMrzFont, font.Margin > -FontMargin ? CheckOutcome.Unknown : CheckOutcome.Fail, score, Threshold, [reason]);
    }

    /// <summary>
    /// Whether nothing shows that an area of the file was put in afterwards, and whether that area is the portrait. The first is advisory and never more than
    /// undecided; both pass where the file has no traces to compare. A ghost image of somebody else leaves the portrait undecided: ghosts are too pale for more.
    /// </summary>
    /// <param name="view">The document.</param>
    /// <param name="picture">Its picture.</param>
    /// <param name="portrait">Where the portrait's face is, or null.</param>
    /// <param name="ghost">Where its ghost is and how alike the faces are; null without a ghost.</param>
    public static IEnumerable<Check> Unaltered(FrontView view, EvidencePicture picture, Box? portrait, (Box Box, double Likeness)? ghost)
    {
        var history = picture.Steps is { } steps ? JpegHistory.Measure(picture.Pyramid!.Image, steps, view.Document.Quad.Bounds) : new JpegHistoryMeasure(null, 0);
        var score = AlteredEvidence / (AlteredEvidence + history.RegionEvidence);
        var isAltered = history.RegionEvidence >= AlteredEvidence;
        yield return new Check(CheckCodes.DocumentImageUnaltered, isAltered ? CheckOutcome.Unknown : CheckOutcome.Pass, score, 0.5, !isAltered ? [] : [new CheckReason(
            ReasonCodes.CompressionDiffers, "An area of the file lacks the traces of an earlier compression that the rest of it bears.", EvidenceRole.DocumentFront, history.Region)]);
        if (portrait is not { } face)
        {
            yield break;
        }

        var reasons = new List<CheckReason>();
        var isReplaced = isAltered && Box.Coverage(face, history.Region!.Value) >= ReplacedCoverage;
        if (isReplaced)
        {
            reasons.Add(new CheckReason(
                ReasonCodes.PortraitReplaced, "The portrait lacks the traces of an earlier compression that the rest of the file bears: it was put in afterwards.", EvidenceRole.DocumentFront, history.Region));
        }

        if (ghost is { Likeness: < LeastGhostLikeness } other)
        {
            reasons.Add(new CheckReason(ReasonCodes.GhostDiffers, "The small second portrait does not look like the portrait.", EvidenceRole.DocumentFront, other.Box));
        }

        var outcome = isReplaced ? CheckOutcome.Fail : reasons.Count > 0 ? CheckOutcome.Unknown : CheckOutcome.Pass;
        yield return new Check(CheckCodes.DocumentPortraitOriginal, outcome, isReplaced ? score : reasons.Count > 0 ? 0.5 : 1, 0.5, reasons);
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
    /// Whether the appliance has not seen the document's number with another portrait; null where nobody remembers documents. A portrait that was seen
    /// with another number is undecided: most people have more than one document.
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

        var (isOther, isUnclear) = (false, false);
        foreach (var other in seen.Find(number, hash))
        {
            var distance = PerceptualHash.Distance(other.PortraitHash, hash);
            isOther |= other.DocumentNumber == number && distance >= OtherPortrait;
            isUnclear |= other.DocumentNumber == number ? distance > SamePortrait : distance <= SamePortrait;
        }

        return isOther ? Check.Failed(CheckCodes.DocumentNotDuplicate, new CheckReason(ReasonCodes.SeenOtherwise, "The same number was seen with another portrait."))
            : isUnclear ? Check.Undecided(CheckCodes.DocumentNotDuplicate, new CheckReason(ReasonCodes.SeenOtherwise, "The same number was seen with a portrait that may be another one, or the same portrait with another number."))
            : Check.Passed(CheckCodes.DocumentNotDuplicate);
    }
}
