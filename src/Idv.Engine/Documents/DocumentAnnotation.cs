using System.Globalization;
using Idv.Engine.Checks;
using Idv.Imaging;
using Idv.Imaging.Annotation;

namespace Idv.Engine.Documents;

/// <summary>
/// Draws what was read from a document onto its pictures: blue what was found, green what its checks confirm, amber what they leave
/// open and red what they contradict.
/// </summary>
public static class DocumentAnnotation
{
    /// <summary>A larger picture is reduced to this longer side.</summary>
    public const int LongestSide = 1280;

    /// <summary>Checks whose reasons are about a place that nothing else marks.</summary>
    private static readonly string[] Marked = [CheckCodes.DocumentQuality, CheckCodes.DocumentMrzFont, CheckCodes.DocumentPortraitOriginal, CheckCodes.DocumentImageUnaltered];

    /// <summary>A copy of a picture with everything that was found on it; the caller disposes it.</summary>
    /// <param name="picture">The Bgr24 picture that was read.</param>
    /// <param name="reading">What was read.</param>
    /// <param name="role">Which side the picture shows. The front carries the verdict.</param>
    /// <exception cref="ArgumentException">The picture is not Bgr24.</exception>
    public static Image Draw(Image picture, DocumentReading reading, EvidenceRole role)
    {
        ArgumentNullException.ThrowIfNull(reading);
        using var canvas = new AnnotationCanvas(picture, LongestSide);
        if (role == EvidenceRole.DocumentFront)
        {
            DrawFront(canvas, reading);
        }

        foreach (var field in reading.Fields)
        {
            if (field is { Zone: SourceZone.Viz, Region: { } region } && field.Role == role)
            {
                canvas.Field(region, ToneOf(field, reading), Spaced(field.Name));
            }
        }

        if (reading.Mrz is { } mrz && reading.Fields.Any(field => field.Zone == SourceZone.Mrz && field.Role == role))
        {
            canvas.Outline(mrz.Zone, ToneOf(reading, CheckCodes.MrzValid), "MRZ " + mrz.Record.Format.ToString().ToUpperInvariant());
        }

        foreach (var barcode in reading.Barcodes.Where(barcode => barcode.Role == role))
        {
            canvas.Outline(
                barcode.Barcode.Symbol.Position,
                barcode.Barcode.Licence is null ? MarkTone.Neutral : ToneOf(reading, CheckCodes.BarcodeValid),
                barcode.Barcode.Symbol.Format.ToString().ToUpperInvariant());
        }

        var marked = new HashSet<Box>();
        foreach (var (check, reason) in reading.Checks.Where(check => Marked.Contains(check.Code)).SelectMany(check => check.Reasons.Select(reason => (check, reason))))
        {
            if (reason.Region is { } region && reason.Role == role && reason.Code != ReasonCodes.SeveralDocuments && marked.Add(region))
            {
                canvas.Frame(region, Tone(check.Outcome), reason.Code.Replace('-', ' ').ToUpperInvariant());
            }
        }

        if (role == EvidenceRole.DocumentFront)
        {
            var (text, tone) = Verdict(reading);
            canvas.Verdict(text, tone);
        }

        return canvas.Detach();
    }

    private static void DrawFront(AnnotationCanvas canvas, DocumentReading reading)
    {
        if (reading.Outline is { } outline)
        {
            canvas.Outline(outline, MarkTone.Neutral);
        }

        foreach (var other in reading.OtherOutlines)
        {
            canvas.Outline(other, MarkTone.Doubtful, "OTHER DOCUMENT");
        }

        if (reading.Portrait is { } portrait)
        {
            canvas.Frame(portrait.Face.Box, MarkTone.Good, "PORTRAIT");
        }

        if (reading.GhostPortrait is { } ghost)
        {
            canvas.Frame(ghost, MarkTone.Neutral, "GHOST");
        }
    }

    private static (string Text, MarkTone Tone) Verdict(DocumentReading reading)
    {
        var type = Spaced(reading.Kind.ToString()) + (reading.IssuingState is { } state ? " " + state : "");
        return reading.Checks.FirstOrDefault(check => check.Code == CheckCodes.DocumentAuthentic) is not { Score: { } score } verdict
            ? (type, MarkTone.Neutral)
            : (string.Create(
                CultureInfo.InvariantCulture,
                $"{type}: AUTHENTIC {verdict.Outcome switch { CheckOutcome.Pass => "YES", CheckOutcome.Fail => "NO", _ => "?" }} {score:0.00}{Against(reading)}"), Tone(verdict.Outcome));
    }

    /// <summary>What speaks against the document, in a few words.</summary>
    private static string Against(DocumentReading reading)
    {
        string[] codes = [.. reading.Checks.Where(check => check.Outcome == CheckOutcome.Fail && check.Code != CheckCodes.DocumentAuthentic).Select(check => check.Code).Take(2)];
        return codes.Length == 0 ? "" : " - FAILED: " + string.Join(", ", codes).ToUpperInvariant();
    }

    /// <summary>Green where a machine-made zone says the same, amber where it says something else of what zones have to agree in.</summary>
    private static MarkTone ToneOf(DocumentField field, DocumentReading reading) =>
        (reading.Field(field.Name, SourceZone.Mrz) ?? reading.Field(field.Name, SourceZone.Barcode)) is not { } other ? MarkTone.Neutral
        : ZoneComparison.IsSame(field.Name, other.Value, field.Value) ? MarkTone.Good
        : ZoneComparison.Names.Contains(field.Name) ? MarkTone.Doubtful
        : MarkTone.Neutral;

    private static MarkTone ToneOf(DocumentReading reading, string code) =>
        reading.Checks.FirstOrDefault(check => check.Code == code) is { } check ? Tone(check.Outcome) : MarkTone.Neutral;

    private static MarkTone Tone(CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Pass => MarkTone.Good,
        CheckOutcome.Fail => MarkTone.Bad,
        _ => MarkTone.Doubtful,
    };

    /// <summary>A name in capitals with its words apart.</summary>
    private static string Spaced(string name) =>
        string.Concat(name.Select((letter, i) => i > 0 && char.IsUpper(letter) ? " " + letter : char.ToUpperInvariant(letter).ToString()));
}
