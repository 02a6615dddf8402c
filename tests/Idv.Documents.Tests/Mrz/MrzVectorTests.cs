using System.Text.Json;
using Idv.Documents.Mrz;
using Idv.Tests;

namespace Idv.Documents.Tests.Mrz;

/// <summary>The verdicts of public MRZ projects' test vectors.</summary>
public sealed class MrzVectorTests
{
    private static readonly DateOnly Today = new(2026, 1, 1);

    [Fact]
    public void Every_shared_vector_gets_the_right_format_and_verdict_per_check_digit()
    {
        using var vectors = JsonDocument.Parse(File.ReadAllBytes(SharedTestData.Require("documents", "mrz-text.json")));
        var wrong = new List<string>();
        foreach (var vector in vectors.RootElement.EnumerateArray())
        {
            var lines = vector.GetProperty("lines").EnumerateArray().Select(line => line.GetString()!).ToArray();
            var expected = Expected(vector);
            var actual = Verdict(MrzParser.Parse(lines, Today));
            if (actual != expected && !IsSwissLicence(lines, actual))
            {
                wrong.Add($"{string.Join(" / ", lines)}: expected {expected}, got {actual}");
            }
        }

        Assert.Empty(wrong);
    }

    /// <summary>The vectors hold no verdict on Swiss licences, which have no check digit.</summary>
    private static bool IsSwissLicence(string[] lines, string verdict) =>
        lines[1].StartsWith("FACHE", StringComparison.Ordinal) && verdict == "SwissDrivingLicence  True";

    private static string Expected(JsonElement vector)
    {
        if (vector.GetProperty("format").GetString() is not { } format)
        {
            return "no zone";
        }

        var name = format switch
        {
            "TD1" => MrzFormat.Td1,
            "TD2" => MrzFormat.Td2,
            "TD3" => MrzFormat.Td3,
            "MRVA" => MrzFormat.MrvA,
            "MRVB" => MrzFormat.MrvB,
            _ => MrzFormat.FrenchIdCard,
        };
        var checks = string.Join(',', vector.GetProperty("checks").EnumerateArray().Select(check => check.GetBoolean()));
        return $"{name} {checks} {vector.GetProperty("valid").GetBoolean()}";
    }

    private static string Verdict(MrzParseResult result) => result.IsParsed
        ? $"{result.Record.Format} {string.Join(',', result.Record.CheckDigits.Select(digit => digit.Status != MrzCheckDigitStatus.Invalid))} {result.Record.CheckDigitsValid}"
        : "no zone";
}
