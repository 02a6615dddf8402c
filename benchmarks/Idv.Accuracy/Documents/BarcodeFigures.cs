using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Idv.Documents.Barcodes;
using Idv.Imaging;
using Idv.Imaging.Barcodes;

namespace Idv.Accuracy.Documents;

/// <summary>How often barcodes are read: real pictures, and licences' barcodes drawn from seeds and photographed badly.</summary>
/// <param name="Pictures">Real pictures.</param>
/// <param name="Found">In how many a barcode was read.</param>
/// <param name="Exact">In how many the expected content, or a part of it that says which part it is.</param>
/// <param name="Parts">In how many of these a part of a message in several symbols.</param>
/// <param name="Degraded">The drawn ones.</param>
internal sealed record BarcodeFigures(int Pictures, int Found, int Exact, int Parts, IReadOnlyList<DegradedFigures> Degraded)
{
    private const int Seeds = 40;

    /// <summary>Measures both kinds.</summary>
    public static BarcodeFigures Measure(string folder, bool verbose, string? only)
    {
        var real = MeasurePictures(folder, verbose, only);
        Console.WriteLine($"PDF417: {real.Pictures} pictures, {real.Found} with a barcode read, {real.Exact} with the expected content, {real.Parts} of them a part of a message in several symbols");
        var degraded = new List<DegradedFigures>();
        foreach (var level in BarcodeLevel.All.Where(level => only is null || level.Name.Contains(only, StringComparison.OrdinalIgnoreCase)))
        {
            var figures = MeasureLevel(level, verbose);
            degraded.Add(figures);
            Console.WriteLine(FormattableString.Invariant(
                $"PDF417, {level.Name,-30} one pass {figures.OnePassEven:0.00} {figures.OnePassOdd:0.00}, ladder: even seeds {figures.Even:0.00}, odd seeds {figures.Odd:0.00}; median {figures.MedianMilliseconds:0} ms"));
        }

        return real with { Degraded = degraded };
    }

    private static DegradedFigures MeasureLevel(BarcodeLevel level, bool verbose)
    {
        var right = new int[2];
        var plain = new int[2];
        var times = new List<double>();
        for (var seed = 0; seed < Seeds; seed++)
        {
            var (payload, picture) = DegradedBarcode.Draw(level, seed);
            using (picture)
            {
                bool IsRight(IEnumerable<ScannedBarcode> found) => found.Any(symbol => symbol.Content.AsSpan().SequenceEqual(payload));
                plain[seed % 2] += IsRight(BarcodeScanner.Scan(picture, new BarcodeScanOptions { Formats = BarcodeFormats.Pdf417 })) ? 1 : 0;
                var started = Stopwatch.GetTimestamp();
                var found = IsRight(DocumentBarcodeReader.Read(picture).Select(barcode => barcode.Symbol));
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                right[seed % 2] += found ? 1 : 0;
                if (verbose && !found)
                {
                    Console.WriteLine($"  {level.Name}: seed {seed} is not read");
                }
            }
        }

        times.Sort();
        return new DegradedFigures(level.Name, 2.0 * right[0] / Seeds, 2.0 * right[1] / Seeds, 2.0 * plain[0] / Seeds, 2.0 * plain[1] / Seeds, times[times.Count / 2]);
    }

    private static BarcodeFigures MeasurePictures(string folder, bool verbose, string? only)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "pdf417.json")));
        var (pictures, found, exact, parts) = (0, 0, 0, 0);
        foreach (var entry in document.RootElement.EnumerateArray())
        {
            var name = entry.GetProperty("image").GetString()!;
            using var decoded = only is null || name.Contains(only, StringComparison.OrdinalIgnoreCase)
                ? ImageDecoder.Decode(File.ReadAllBytes(Path.Combine(folder, "pdf417", name)))
                : null;
            if (decoded?.Image is not { } image)
            {
                continue;
            }

            var truth = entry.GetProperty("truth").GetString() is { } file ? File.ReadAllBytes(Path.Combine(folder, "pdf417", file)) : null;
            var barcodes = DocumentBarcodeReader.Read(image);
            var whole = barcodes.Any(barcode => truth is null || SameText(barcode.Symbol, truth));
            var part = !whole && truth is not null && barcodes.Count > 0 && barcodes.All(barcode => barcode.Symbol.Part is not null && truth.AsSpan().IndexOf(barcode.Symbol.Content) >= 0);
            pictures++;
            found += barcodes.Count > 0 ? 1 : 0;
            exact += whole || part ? 1 : 0;
            parts += part ? 1 : 0;
            if (verbose && !whole)
            {
                Console.WriteLine($"{name}: {barcodes.Count} barcodes, {(part ? $"parts {string.Join(", ", barcodes.Select(barcode => $"{barcode.Symbol.Part!.Index + 1} of {barcode.Symbol.Part.Count}"))}" : "none with the expected content")}");
            }
        }

        return new BarcodeFigures(pictures, found, exact, parts, []);
    }

    /// <summary>Truths are files of text or of bytes, with whatever line ends their authors used.</summary>
    private static bool SameText(ScannedBarcode symbol, byte[] truth)
    {
        static string Plain(string text) => text.Replace("\r", "", StringComparison.Ordinal).Trim();
        var (utf8, latin) = (Plain(Encoding.UTF8.GetString(truth)), Plain(Encoding.Latin1.GetString(truth)));
        return utf8 == Plain(symbol.Text) || latin == Plain(symbol.Text) || utf8 == Plain(Encoding.Latin1.GetString(symbol.Content));
    }
}

/// <summary>The share of drawn barcodes that is read.</summary>
/// <param name="Level">What is wrong with the pictures.</param>
/// <param name="Even">By the ladder, of even seeds.</param>
/// <param name="Odd">Of odd seeds.</param>
/// <param name="OnePassEven">By one pass of the scanner, of even seeds.</param>
/// <param name="OnePassOdd">Of odd seeds.</param>
/// <param name="MedianMilliseconds">Of the ladder.</param>
internal sealed record DegradedFigures(string Level, double Even, double Odd, double OnePassEven, double OnePassOdd, double MedianMilliseconds);
