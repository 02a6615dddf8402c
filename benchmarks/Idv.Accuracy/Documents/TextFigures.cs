using System.Diagnostics;
using System.Text.Json;
using Idv.Documents.Aamva;
using Idv.Documents.Mrz;
using Idv.Tests;

namespace Idv.Accuracy.Documents;

/// <summary>How many fields of licences' payloads and how many verdicts on zones are right where the text is given, and how fast both are parsed.</summary>
internal static class TextFigures
{
    /// <summary>The verdict depends on no date but that of unknown centuries.</summary>
    private static readonly DateOnly Today = new(2026, 1, 1);

    /// <summary>The best of five such rounds counts, so that warming up does not.</summary>
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(0.6);

    /// <summary>The fields that every peer has as well.</summary>
    private static readonly string[] CommonFields = ["first", "middle", "last", "street", "city", "state", "postal", "number", "dob", "issue", "expiry", "sex"];

    /// <summary>Measures the payloads.</summary>
    public static void MeasureAamva(string folder, bool verbose)
    {
        using var vectors = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "aamva.json")));
        var (fields, right, common, commonRight) = (0, 0, 0, 0);
        var payloads = new List<string>();
        foreach (var vector in vectors.RootElement.EnumerateArray())
        {
            payloads.Add(vector.GetProperty("raw").GetString()!);
            if (AamvaParser.Parse(payloads[^1]).Record is not { } record)
            {
                continue;
            }

            foreach (var (name, expected, actual) in AamvaExpectations.Compare(vector.GetProperty("expected"), record))
            {
                fields++;
                var isRight = expected.Equals(actual, StringComparison.OrdinalIgnoreCase);
                right += isRight ? 1 : 0;
                var isCommon = CommonFields.Contains(name) && vector.GetProperty("expected").TryGetProperty(name, out _);
                common += isCommon ? 1 : 0;
                commonRight += isRight && isCommon ? 1 : 0;
                if (verbose && !isRight)
                {
                    Console.WriteLine($"{vector.GetProperty("id").GetString()} {name}: expected {expected}, got {actual}");
                }
            }
        }

        var speed = PerSecond(payloads, payload => AamvaParser.Parse(payload).IsParsed);
        Console.WriteLine(FormattableString.Invariant($"AAMVA: {payloads.Count} payloads, {right} of {fields} fields right ({(double)right / fields:0.000}), of the peers' fields {commonRight} of {common}, {speed:0} parses per processor second"));
    }

    /// <summary>Measures the zones: whether all check digits are right, and for what is no zone that there is none.</summary>
    public static void MeasureMrz(string folder, bool verbose)
    {
        using var vectors = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "mrz-text.json")));
        var right = 0;
        var zones = new List<string[]>();
        foreach (var vector in vectors.RootElement.EnumerateArray())
        {
            zones.Add([.. vector.GetProperty("lines").EnumerateArray().Select(line => line.GetString()!)]);
            var expected = vector.GetProperty("valid").ValueKind == JsonValueKind.True;
            var actual = MrzParser.Parse(zones[^1], Today).Record is { CheckDigitsValid: true, Format: not MrzFormat.SwissDrivingLicence };
            right += expected == actual ? 1 : 0;
            if (verbose && expected != actual)
            {
                Console.WriteLine($"{string.Join(" / ", zones[^1])}: expected {expected}");
            }
        }

        var speed = PerSecond(zones, zone => MrzParser.Parse(zone, Today).IsParsed);
        Console.WriteLine(FormattableString.Invariant($"MRZ: {zones.Count} zones, {right} verdicts right, {speed:0} parses per processor second"));
    }

    /// <summary>Parses per second of processor time, over and over the whole list: other work on the machine does not count.</summary>
    private static double PerSecond<T>(List<T> inputs, Func<T, bool> parse)
    {
        using var process = Process.GetCurrentProcess();
        var best = 0d;
        for (var round = 0; round < 5; round++)
        {
            process.Refresh();
            var (count, started, spent) = (0L, process.TotalProcessorTime, TimeSpan.Zero);
            while (spent < Round)
            {
                for (var repeat = 0; repeat < 50; repeat++)
                {
                    foreach (var input in inputs)
                    {
                        _ = parse(input);
                    }
                }

                count += 50 * inputs.Count;
                process.Refresh();
                spent = process.TotalProcessorTime - started;
            }

            best = Math.Max(best, count / spent.TotalSeconds);
        }

        return best;
    }
}
