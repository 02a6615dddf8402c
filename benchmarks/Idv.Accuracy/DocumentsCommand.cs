using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Idv.Accuracy.Documents;
using Idv.Documents.Mrz;
using Idv.Documents.Mrz.Reading;
using Idv.Imaging;
using Idv.Inference;

namespace Idv.Accuracy;

/// <summary>
/// <c>documents</c>: barcodes, and machine-readable zones on specimens and on photographs of documents, with nothing given but the picture. A picture
/// counts as exact when all its lines are, and its check-digit lines count alone as well, since no check digit protects names.
/// </summary>
internal static class DocumentsCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly DateOnly Today = new(2026, 1, 1);

    public static Command Create()
    {
        var data = TestDataFolder.Option();
        var json = new Option<FileInfo?>("--json") { Description = "Also writes the figures to this file." };
        var verbose = new Option<bool>("--verbose") { Description = "Prints every picture that is not exact." };
        var only = new Option<string?>("--only") { Description = "Only pictures whose name contains this." };
        var part = new Option<string?>("--part") { Description = "Only one part: outlines, fields, copies, checks, costs, barcodes, aamva, mrz-text, zones." };
        var second = new Option<MrzSecondReader>("--second-reader") { Description = "Who reads the lines of zones that stay in doubt." };
        var packs = new Option<DirectoryInfo[]>("--pack") { Description = "Folders of further models with a manifest.json.", DefaultValueFactory = _ => [] };
        var command = new Command("documents", "Measures the reading of machine-readable zones and barcodes.") { data, json, verbose, only, part, second, packs };
        command.SetAction(result => Run(
            Path.Combine(result.GetRequiredValue(data).FullName, "documents"), result.GetValue(json), result.GetValue(verbose), result.GetValue(only), result.GetValue(part),
            result.GetValue(second), result.GetValue(packs) ?? []));
        return command;
    }

    private static int Run(string folder, FileInfo? json, bool verbose, string? only, string? part, MrzSecondReader second, DirectoryInfo[] packs)
    {
        if (!Directory.Exists(folder))
        {
            Console.Error.WriteLine($"There is no test data in {folder}.");
            return 2;
        }

        if (part is "barcodes")
        {
            BarcodeFigures.Measure(folder, verbose, only);
            return 0;
        }

        if (part is null or "aamva" or "mrz-text")
        {
            if (part is not "mrz-text")
            {
                TextFigures.MeasureAamva(folder, verbose);
            }

            if (part is not "aamva")
            {
                TextFigures.MeasureMrz(folder, verbose);
            }

            if (part is not null)
            {
                return 0;
            }
        }

        using var catalogue = ModelCatalogue.Load([ModelCatalogue.FindDefaultManifest(), .. packs.Select(pack => pack.FullName)]);
        if (part is null or "outlines")
        {
            OutlineFigures.Measure(catalogue, folder, verbose, only);
            if (part is not null)
            {
                return 0;
            }
        }

        if (part is null or "copies")
        {
            CopyFigures.Measure(folder, verbose);
            if (part is not null)
            {
                return 0;
            }
        }

        if (part == "costs")
        {
            CostFigures.Measure(catalogue, folder, verbose);
            return 0;
        }

        if (part == "checks")
        {
            CheckFigures.Measure(catalogue, folder, verbose, only);
            return 0;
        }

        if (part is null or "fields")
        {
            VisualZoneFigures.Measure(catalogue, folder, verbose, only);
            if (part is not null)
            {
                return 0;
            }
        }

        var reader = new MrzReader(catalogue, second);
        List<MrzFigures> figures =
        [
            .. Measure(reader, "specimens", Truths(folder, "mrz-images"), verbose, only),
            .. Measure(reader, "photos", Truths(folder, "photos"), verbose, only),
        ];
        Console.WriteLine($"{"set",-17}{"pictures",9}{"all lines",11}{"check lines",13}{"found",8}{"false",7}{"repaired",10}{"false repair",14}{"falsely valid",15}{"median ms",11}{"p95 ms",8}{"no zone ms",12}");
        foreach (var set in figures)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{set.Set,-17}{set.Pictures,9}{set.AllLinesExact,11:0.000}{set.CheckDigitLinesExact,13:0.000}{set.Found,8:0.000}{set.FalseZones,7}{set.Repaired,10}{set.FalseRepairs,14}{set.FalselyValid,15}{set.MedianMilliseconds,11:0}{set.SlowMilliseconds,8:0}{set.MillisecondsWithoutZone,12:0}"));
        }

        if (part == "zones")
        {
            return 0;
        }

        var barcodes = BarcodeFigures.Measure(folder, verbose, only);
        if (json is not null)
        {
            File.WriteAllText(json.FullName, JsonSerializer.Serialize(new { Zones = figures, Barcodes = barcodes }, Indented));
        }

        return 0;
    }

    private static List<(string Path, string[]? Lines, MrzFormat? Format)> Truths(string folder, string set)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, set + ".json")));
        var truths = new List<(string, string[]?, MrzFormat?)>();
        foreach (var picture in document.RootElement.EnumerateObject())
        {
            var lines = picture.Value.TryGetProperty(set == "photos" ? "mrz" : "lines", out var found) && found.ValueKind == JsonValueKind.Array
                ? found.EnumerateArray().Select(line => line.GetString()!).ToArray()
                : null;
            var record = lines is null ? null : MrzParser.Parse(lines, Today).Record;
            truths.Add((Path.Combine(folder, set, picture.Name), lines, record?.Format));
        }

        return truths;
    }

    /// <summary>
    /// Measures a set: all of it, and the pictures of odd number in the order of their names, which are for reporting: numbers are set on the others.
    /// </summary>
    private static MrzFigures[] Measure(MrzReader reader, string set, List<(string Path, string[]? Lines, MrzFormat? Format)> truths, bool verbose, string? only)
    {
        var outcomes = new List<(bool IsOdd, MrzOutcome Outcome)>();
        var number = -1;
        foreach (var (path, lines, format) in truths.OrderBy(truth => Path.GetFileName(truth.Path), StringComparer.Ordinal))
        {
            number++;
            if (only is not null && !path.Contains(only, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            using var decoded = ImageDecoder.Decode(File.ReadAllBytes(path));
            if (decoded.Image is not { } image)
            {
                Console.Error.WriteLine($"{Path.GetFileName(path)}: {decoded.Fault?.Message}");
                continue;
            }

            var before = ProcessorTime();
            var reading = reader.Read(image, Today);
            var outcome = new MrzOutcome(reading, lines, format, (ProcessorTime() - before).TotalMilliseconds);
            outcomes.Add((number % 2 == 1, outcome));
            if (verbose && !outcome.IsRight)
            {
                Console.WriteLine($"{Path.GetFileName(path)} ({outcome.Milliseconds:0} ms):");
                Console.WriteLine($"  truth {(lines is null ? "no zone" : string.Join(" / ", lines))}");
                Console.WriteLine(reading is null ? "  nothing" : $"  read  {string.Join(" / ", reading.Record.Lines)}  {reading.MeanLogProbability:0.00} {(reading.Record.CheckDigitsValid ? "valid" : "invalid")} {reading.LeastProtectedProbability:0.00} {string.Join(", ", reading.Repairs)}");
            }
        }

        return
        [
            MrzFigures.Of(set, [.. outcomes.Select(pair => pair.Outcome)]),
            MrzFigures.Of(set + ", odd", [.. outcomes.Where(pair => pair.IsOdd).Select(pair => pair.Outcome)]),
        ];
    }

    /// <summary>Time on a processor rather than on the wall, so that other work on the machine does not count.</summary>
    private static TimeSpan ProcessorTime()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }
}
