using System.Globalization;
using Idv.Api;
using Idv.Engine;
using Idv.Engine.Documents;
using Idv.Engine.Faces;
using Idv.Faces;
using Idv.Faces.Annotation;
using Idv.Faces.Attributes;
using Idv.Imaging;
using Idv.Imaging.Annotation;

namespace Idv.Host.Translation;

/// <summary>Pictures with what was found drawn on them, as our own API carries them: JPEG in base64.</summary>
internal static class AnnotatedPictures
{
    private const int Quality = 85;

    /// <summary>Every face of a picture.</summary>
    public static string? Detection(Upload image, FaceReading reading, DecodeLimits limits)
    {
        using var decoded = ImageDecoder.Decode(image.Bytes.Span, PixelFormat.Bgr24, limits);
        if (decoded.Image is not { } picture)
        {
            return null;
        }

        var verdict = reading.Faces.Count switch { 0 => "NO FACE", 1 => "1 FACE", var count => $"{count} FACES" };
        using var drawn = FaceAnnotation.Draw(picture, [.. reading.Faces.Select(Mark)], verdict, reading.Faces.Count == 0 ? MarkTone.Doubtful : MarkTone.Neutral);
        return Encode(drawn);
    }

    /// <summary>Both faces of a comparison and the verdict.</summary>
    public static string? Comparison(Upload probe, Upload reference, FaceComparisonReading reading, DecodeLimits limits)
    {
        if (reading is not { Comparison: { } comparison, ProbeFace: { } probeFace, ReferenceFace: { } referenceFace })
        {
            return null;
        }

        using var first = ImageDecoder.Decode(probe.Bytes.Span, PixelFormat.Bgr24, limits);
        using var second = ImageDecoder.Decode(reference.Bytes.Span, PixelFormat.Bgr24, limits);
        if (first.Image is not { } left || second.Image is not { } right)
        {
            return null;
        }

        var tone = comparison.IsMatch ? MarkTone.Good : MarkTone.Bad;
        var verdict = string.Create(
            CultureInfo.InvariantCulture,
            $"{(comparison.IsMatch ? "MATCH" : "NO MATCH")} {comparison.Similarity:0.000} {(comparison.IsMatch ? ">=" : "<")} {comparison.Threshold:0.000} (FMR {comparison.FalseMatchRate:0e-0})");
        using var probeDrawn = FaceAnnotation.Draw(left, [FaceMark.Of(probeFace, tone, "PROBE")], verdict, tone);
        using var referenceDrawn = FaceAnnotation.Draw(right, [FaceMark.Of(referenceFace, tone, "REFERENCE")]);
        using var both = FaceAnnotation.Beside(probeDrawn, referenceDrawn);
        return Encode(both);
    }

    /// <summary>The front of a document, with the back beside it where there is one.</summary>
    public static string? Document(Upload front, Upload? back, DocumentReading reading, DecodeLimits limits)
    {
        using var first = ImageDecoder.Decode(front.Bytes.Span, PixelFormat.Bgr24, limits);
        if (first.Image is not { } picture)
        {
            return null;
        }

        using var frontDrawn = DocumentAnnotation.Draw(picture, reading, EvidenceRole.DocumentFront);
        if (back is null)
        {
            return Encode(frontDrawn);
        }

        using var second = ImageDecoder.Decode(back.Bytes.Span, PixelFormat.Bgr24, limits);
        if (second.Image is not { } other)
        {
            return Encode(frontDrawn);
        }

        using var backDrawn = DocumentAnnotation.Draw(other, reading, EvidenceRole.DocumentBack);
        using var both = PicturesBeside.Join(frontDrawn, backDrawn, DocumentAnnotation.LongestSide * 2 / 3);
        return Encode(both);
    }

    private static FaceMark Mark(FaceAnalysis analysis)
    {
        var quality = analysis.Quality.Unified;
        return FaceMark.Of(
            analysis.Face,
            quality switch { null => MarkTone.Neutral, >= 90 => MarkTone.Good, >= 50 => MarkTone.Doubtful, _ => MarkTone.Bad },
            [.. Label(analysis)]);
    }

    private static IEnumerable<string> Label(FaceAnalysis analysis)
    {
        if (analysis.Quality.Unified is { } quality)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"QUALITY {quality:0}");
        }

        if (Seen(analysis.Attributes) is { Length: > 0 } seen)
        {
            yield return string.Join(' ', seen);
        }
    }

    private static string[] Seen(FaceAttributes attributes) =>
    [
        .. attributes.Mask >= 0.5 ? ["MASK"] : Array.Empty<string>(),
        .. attributes.Sunglasses >= 0.5 ? ["SUNGLASSES"] : attributes.Glasses >= 0.5 ? ["GLASSES"] : Array.Empty<string>(),
        .. attributes.EyesClosed >= 0.5 ? ["EYES CLOSED"] : Array.Empty<string>(),
        .. attributes.MouthOpen == true ? ["MOUTH OPEN"] : Array.Empty<string>(),
    ];

    private static string Encode(Image image) => Convert.ToBase64String(ImageEncoder.EncodeJpeg(image, Quality));
}
