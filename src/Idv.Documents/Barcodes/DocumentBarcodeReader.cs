using System.Numerics;
using Idv.Documents.Aamva;
using Idv.Imaging;
using Idv.Imaging.Barcodes;

namespace Idv.Documents.Barcodes;

/// <summary>A barcode on a document.</summary>
/// <param name="Symbol">Symbology, content and place in the picture.</param>
/// <param name="Licence">The licence or identification card that it encodes, or <see langword="null"/> for other content.</param>
public sealed record DocumentBarcode(ScannedBarcode Symbol, AamvaRecord? Licence);

/// <summary>
/// Reads the two-dimensional barcodes of documents from photographs: first as the picture is, then, for symbols that are too small, too
/// soft or unevenly lit for that, through a ladder of enhancements that stops at the first that reads. Safe from any thread.
/// </summary>
public static class DocumentBarcodeReader
{
    /// <summary>The symbologies that identity documents bear.</summary>
    public const BarcodeFormats Symbologies =
        BarcodeFormats.Pdf417 | BarcodeFormats.QrCode | BarcodeFormats.DataMatrix | BarcodeFormats.Aztec;

    /// <summary>Enlarged pictures stay below this longest side in pixels.</summary>
    private const int MostSide = 3600;

    /// <summary>Pictures are enhanced as a whole up to so many pixels; what is small on larger ones is found by its bars.</summary>
    private const float MostPixels = 4_000_000;

    /// <summary>Longest side at which a picture is turned upright.</summary>
    private const int UprightSide = 1600;

    /// <summary>Turns by less than this, in radians, change nothing for the scanner.</summary>
    private const float LeastTurn = 0.05f;

    /// <summary>Enlargement, standard deviation of the blur and strength of the sharpening, for each rung.</summary>
    private static readonly (float Scale, float Sigma, float Sharpening)[] Rungs =
        [(2f, 1.5f, 1.5f), (1f, 1.2f, 1.5f), (3f, 2.5f, 2f), (1f, 1f, 0f), (0.5f, 1f, 1f), (2f, 1.5f, 0f)];

    /// <summary>Regions that are taken for a symbol.</summary>
    private const int MostRegions = 2;

    /// <summary>
    /// On the first rung regions of ten photographs without a barcode have 0.9 to 1.8, with one exception; symbols that were read have 2.2 and more, with one
    /// exception, which the first rung reads.
    /// </summary>
    private const float LeastDirectedness = 2;

    /// <summary>The size of an enlarged region up to which it is tried whatever it looks like.</summary>
    private const int MostUnclearPixels = 500_000;

    /// <summary>For each rung of the symbol seen straight: enlargement, pixels averaged along the bars, and then as for <see cref="Rungs"/>.</summary>
    private static readonly (float Enlargement, int Averaged, float Sigma, float Sharpening)[] RowRungs =
        [(2f, 5, 1.5f, 1.5f), (3f, 9, 2.5f, 2f), (2f, 7, 2.5f, 3f), (3f, 7, 3.5f, 3f), (2f, 3, 3.4f, 4f), (4f, 9, 3f, 2f)];

    /// <summary>Reads a picture.</summary>
    /// <param name="image">The picture in any format.</param>
    /// <param name="thorough">Whether to climb the ladder, which takes some tenths of a second for a picture without a barcode.</param>
    /// <returns>The barcodes, in no particular order; empty where none can be read.</returns>
    public static IReadOnlyList<DocumentBarcode> Read(Image image, bool thorough = true)
    {
        ArgumentNullException.ThrowIfNull(image);
        using var grey = ImageTransform.Convert(image, PixelFormat.Grey8);
        foreach (var binarizer in (ReadOnlySpan<BarcodeBinarizer>)[BarcodeBinarizer.LocalAverage, BarcodeBinarizer.GlobalHistogram])
        {
            var found = Scan(grey, Symbologies, binarizer, 1);
            if (found.Count > 0)
            {
                return found;
            }
        }

        return thorough ? Climb(grey) : [];
    }

    /// <summary>Looks for PDF417 alone: small codes with little redundancy would be seen in noise that is sharpened enough.</summary>
    private static List<DocumentBarcode> Climb(Image grey)
    {
        var angle = EdgeOrientation.Of(grey);
        var rows = ScanRows(grey, angle);
        if (rows.Count > 0)
        {
            return rows;
        }

        var upright = ScanUpright(grey, angle);
        if (upright.Count > 0)
        {
            return upright;
        }

        foreach (var (scale, sigma, sharpening) in Rungs)
        {
            if ((scale > 1 && Math.Max(grey.Width, grey.Height) * scale > MostSide) || grey.Width * scale * grey.Height * scale > MostPixels)
            {
                continue;
            }

            using var scaled = Resize(grey, scale);
            using var enhanced = Enhance(scaled, sigma, sharpening);
            foreach (var binarizer in (ReadOnlySpan<BarcodeBinarizer>)[BarcodeBinarizer.LocalAverage, BarcodeBinarizer.GlobalHistogram])
            {
                var found = Scan(enhanced, BarcodeFormats.Pdf417, binarizer, scale);
                if (found.Count > 0)
                {
                    return found;
                }
            }
        }

        return [];
    }

    /// <summary>Looks where bars are dense, at the symbol seen straight, averaged along its bars and sharpened.</summary>
    private static List<DocumentBarcode> ScanRows(Image grey, float angle)
    {
        foreach (var symbol in StackedSymbol.Find(grey, angle, MostRegions))
        {
            foreach (var (enlargement, height, sigma, sharpening) in RowRungs)
            {
                using var rectified = RowAveraging.Rectify(grey, symbol, enlargement);
                using var averaged = RowAveraging.Average(rectified, height);
                using var enhanced = Enhance(averaged, sigma, sharpening);
                foreach (var binarizer in (ReadOnlySpan<BarcodeBinarizer>)[BarcodeBinarizer.LocalAverage, BarcodeBinarizer.GlobalHistogram])
                {
                    var found = Scan(enhanced, BarcodeFormats.Pdf417, binarizer, 1, isLevel: true);
                    if (found.Count > 0)
                    {
                        return [.. found.Select(barcode => barcode with { Symbol = barcode.Symbol with { Position = symbol } })];
                    }
                }

                // What is no barcode gets one attempt, unless it is small: noise hides the bars of small symbols, and attempts at them cost little.
                if (averaged.Width * averaged.Height > MostUnclearPixels && RowAveraging.Directedness(averaged) < LeastDirectedness)
                {
                    break;
                }
            }
        }

        return [];
    }

    /// <summary>
    /// Turns the picture so that the bars, which are most of its edges, stand upright; the scanner reads symbols that are turned by less
    /// than about ten degrees from a right angle.
    /// </summary>
    private static List<DocumentBarcode> ScanUpright(Image grey, float angle)
    {
        var scale = MathF.Min(1, UprightSide / (float)Math.Max(grey.Width, grey.Height));
        if (MathF.Abs(angle) < LeastTurn)
        {
            return [];
        }

        var (width, height) = (grey.Width * scale, grey.Height * scale);
        var diagonal = (int)MathF.Ceiling(MathF.Sqrt((width * width) + (height * height)));
        var map = Matrix3x2.CreateTranslation(-grey.Width / 2f, -grey.Height / 2f)
            * Matrix3x2.CreateScale(scale)
            * Matrix3x2.CreateRotation(-angle)
            * Matrix3x2.CreateTranslation(diagonal / 2f, diagonal / 2f);
        using var upright = ImageTransform.WarpAffine(grey, map, diagonal, diagonal, Interpolation.Cubic, padding: 255);
        if (!Matrix3x2.Invert(map, out var back))
        {
            return [];
        }

        return [.. Scan(upright, BarcodeFormats.Pdf417, BarcodeBinarizer.LocalAverage, 1).Select(found => found with { Symbol = found.Symbol with { Position = Map(found.Symbol.Position, back) } })];
    }

    private static Quad Map(Quad quad, Matrix3x2 map) => new(
        Vector2.Transform(quad.TopLeft, map), Vector2.Transform(quad.TopRight, map), Vector2.Transform(quad.BottomRight, map), Vector2.Transform(quad.BottomLeft, map));

    private static Image Resize(Image grey, float scale) => ImageTransform.Resize(
        grey,
        Math.Max(1, (int)(grey.Width * scale)),
        Math.Max(1, (int)(grey.Height * scale)),
        scale > 1 ? Interpolation.Cubic : Interpolation.Area);

    /// <summary>Unsharp masking, or a plain blur for a strength of 0.</summary>
    private static Image Enhance(Image grey, float sigma, float sharpening)
    {
        var blurred = ImageFilter.GaussianBlur(grey, sigma);
        if (sharpening > 0)
        {
            var target = blurred.Pixels;
            var source = grey.Pixels;
            for (var i = 0; i < target.Length; i++)
            {
                target[i] = (byte)Math.Clamp(source[i] + (sharpening * (source[i] - target[i])), 0, 255);
            }
        }

        return blurred;
    }

    private static List<DocumentBarcode> Scan(Image grey, BarcodeFormats formats, BarcodeBinarizer binarizer, float scale, bool isLevel = false)
    {
        var found = new List<DocumentBarcode>();
        foreach (var symbol in BarcodeScanner.Scan(grey, new BarcodeScanOptions { Formats = formats, Binarizer = binarizer, TryRotate = !isLevel }))
        {
            found.Add(new DocumentBarcode(symbol with { Position = Scale(symbol.Position, 1 / scale) }, Licence(symbol)));
        }

        return [.. SplitMessages.Join(found)];
    }

    /// <summary>AAMVA payloads are bytes of ISO 8859-1.</summary>
    private static AamvaRecord? Licence(ScannedBarcode symbol) => symbol.Format == BarcodeFormats.Pdf417
        ? AamvaParser.Parse(System.Text.Encoding.Latin1.GetString(symbol.Content)).Record
        : null;

    private static Quad Scale(Quad quad, float factor) =>
        new(quad.TopLeft * factor, quad.TopRight * factor, quad.BottomRight * factor, quad.BottomLeft * factor);
}
