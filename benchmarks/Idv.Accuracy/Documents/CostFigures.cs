using System.Diagnostics;
using System.Globalization;
using Idv.Documents.Authenticity;
using Idv.Documents.Barcodes;
using Idv.Documents.Mrz.Reading;
using Idv.Engine;
using Idv.Imaging;
using Idv.Inference;
using Idv.Inference.Preprocessing;

namespace Idv.Accuracy.Documents;

/// <summary>
/// What is spent, in processor time of the whole process, so that a busy machine changes little: looking for a barcode where there is none, and a whole
/// reading of the same document at two and at twelve megapixels.
/// </summary>
internal static class CostFigures
{
    private const int Photographs = 10;
    private const int Repetitions = 2;

    public static void Measure(ModelCatalogue catalogue, string folder, bool verbose)
    {
        MeasureBarcodes(Path.Combine(folder, "photos"), 0);
        MeasureBarcodes(Path.Combine(folder, "photos"), 3);
        MeasureReadings(catalogue, Path.Combine(folder, "photos"), verbose);
    }

    private static string[] Chosen(string photos, int offset = 0)
    {
        var files = Directory.GetFiles(photos, "*.jpg").Order(StringComparer.Ordinal).ToArray();
        return [.. Enumerable.Range(0, Photographs).Select(i => files[Math.Min(files.Length - 1, (i * files.Length / Photographs) + offset)])];
    }

    private static void MeasureBarcodes(string photos, int offset)
    {
        var (plain, thorough) = (new List<double>(), new List<double>());
        foreach (var file in Chosen(photos, offset))
        {
            using var decoded = ImageDecoder.Decode(File.ReadAllBytes(file));
            if (decoded.Image is not { } picture)
            {
                continue;
            }

            var found = 0;
            plain.Add(Spent(() => found += DocumentBarcodeReader.Read(picture, thorough: false).Count));
            thorough.Add(Spent(() => found += DocumentBarcodeReader.Read(picture).Count));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{Path.GetFileName(file),-45}{picture.Width * picture.Height / 1e6,6:0.0} megapixels, barcodes {found}: one pass {plain[^1],6:0} ms, ladder {thorough[^1],6:0} ms"));
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"without a barcode, processor time: one pass median {Median(plain):0} ms, most {plain.Max():0} ms; ladder median {Median(thorough):0} ms, most {thorough.Max():0} ms"));
    }

    private static void MeasureReadings(ModelCatalogue catalogue, string photos, bool verbose)
    {
        var engine = new VerificationEngine(catalogue);
        var reader = new MrzReader(catalogue);
        var policy = new VerificationPolicy { Today = new DateOnly(2026, 1, 1) };
        foreach (var megapixels in (ReadOnlySpan<int>)[2, 12])
        {
            var times = new List<double>();
            var checks = new CheckCosts();
            foreach (var file in Chosen(photos).Where((_, i) => i % 5 == 0))
            {
                using var decoded = ImageDecoder.Decode(File.ReadAllBytes(file));
                if (decoded.Image is not { } picture)
                {
                    continue;
                }

                var scale = Math.Sqrt(megapixels * 1e6 / ((double)picture.Width * picture.Height));
                using var resized = ImageTransform.Resize(
                    picture, (int)(picture.Width * scale), (int)(picture.Height * scale), scale > 1 ? Interpolation.Cubic : Interpolation.Area);
                var bytes = ImageEncoder.EncodeJpeg(resized, 92);
                engine.ReadDocument(bytes, null, policy);
                times.AddRange(Enumerable.Range(0, Repetitions).Select(_ => Spent(() => engine.ReadDocument(bytes, null, policy))));
                checks.Add(reader, bytes);
                if (verbose)
                {
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(file),-45}{resized.Width}x{resized.Height}: {times[^1],6:0} ms"));
                }
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"whole reading, {megapixels} megapixels, processor time: median {Median(times):0} ms, most {times.Max():0} ms; of these {checks}"));
        }
    }

    /// <summary>The checks that look at the whole file or at each character, by themselves.</summary>
    private sealed class CheckCosts
    {
        private readonly List<double> _history = [], _font = [], _screen = [], _chroma = [];

        public void Add(MrzReader reader, byte[] file)
        {
            using var decoded = ImageDecoder.Decode(file);
            using var pyramid = new ImagePyramid(decoded.Image!);
            var whole = new Box(0, 0, decoded.FullWidth, decoded.FullHeight);
            var zone = reader.Read(decoded.Image!, new DateOnly(2026, 1, 1));
            for (var i = 0; i < Repetitions + 1; i++)
            {
                _history.Add(Spent(() => JpegHistory.Measure(decoded.Image!, JpegQuantization.Read(file)!, whole)));
                _screen.Add(Spent(() => ScreenPattern.Measure(decoded.Image!, whole)));
                _chroma.Add(Spent(() => ResidualChroma.Measure(decoded.Image!)));
                if (zone is not null)
                {
                    _font.Add(Spent(() => MrzFont.Measure(pyramid, zone)));
                }
            }
        }

        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"history of compression {Median(_history):0}, font of the zone {Median(_font.DefaultIfEmpty()):0}, screen {Median(_screen):0}, colours {Median(_chroma):0} ms");
    }

    private static double Spent(Action work)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        work();
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalMilliseconds;
    }

    private static double Median(IEnumerable<double> values)
    {
        var ordered = values.Order().ToArray();
        return ordered[ordered.Length / 2];
    }
}
