using Idv.Documents.Mrz;
using Idv.Documents.Mrz.Reading;

namespace Idv.Accuracy;

/// <summary>What came of one picture.</summary>
/// <param name="Reading">What was read, or null.</param>
/// <param name="Truth">The lines that are printed, or null where there is no zone.</param>
/// <param name="Format">Their format.</param>
/// <param name="Milliseconds">Processor time.</param>
internal sealed record MrzOutcome(MrzReading? Reading, string[]? Truth, MrzFormat? Format, double Milliseconds)
{
    /// <summary>Right check digits over a character of lower probability do not count as a verdict.</summary>
    private const float LeastProbability = 0.3f;

    /// <summary>Whether all lines are exact.</summary>
    public bool IsExact => Truth is not null && Reading is not null && Reading.Record.Lines.SequenceEqual(Truth);

    /// <summary>Whether all is as it should be: exact lines, or no zone where there is none.</summary>
    public bool IsRight => Truth is null ? Reading is null : IsExact;

    /// <summary>Whether the lines that check digits protect are exact.</summary>
    public bool AreCheckDigitLinesExact => Truth is not null && Reading is not null
        && CheckDigitLines.All(line => line < Reading.Record.Lines.Count && Reading.Record.Lines[line] == Truth[line]);

    /// <summary>Whether right check digits vouch for lines that are wrong.</summary>
    public bool IsFalselyValid => Truth is not null && !AreCheckDigitLinesExact
        && Reading is { Record.CheckDigitsValid: true, LeastProtectedProbability: >= LeastProbability };

    private int[] CheckDigitLines => Format == MrzFormat.FrenchIdCard || Truth!.Length == 3 ? [0, 1] : [1];
}

/// <summary>The figures of a set of pictures. Shares are of the pictures with a zone; times are processor time.</summary>
internal sealed record MrzFigures(
    string Set,
    int Pictures,
    double AllLinesExact,
    double CheckDigitLinesExact,
    double Found,
    int FalseZones,
    int Repaired,
    int FalseRepairs,
    int FalselyValid,
    double MedianMilliseconds,
    double SlowMilliseconds,
    double MillisecondsWithoutZone)
{
    public static MrzFigures Of(string set, MrzOutcome[] outcomes)
    {
        var zones = Array.FindAll(outcomes, outcome => outcome.Truth is not null);
        var others = Array.FindAll(outcomes, outcome => outcome.Truth is null);
        double Share(Func<MrzOutcome, bool> counts) => zones.Count(counts) / Math.Max(zones.Length, 1.0);
        return new MrzFigures(
            set,
            zones.Length,
            Share(outcome => outcome.IsExact),
            Share(outcome => outcome.AreCheckDigitLinesExact),
            Share(outcome => outcome.Reading is not null),
            others.Count(outcome => outcome.Reading is not null),
            zones.Count(outcome => outcome.Reading?.Repairs.Count > 0),
            zones.Count(outcome => outcome.Reading?.Repairs.Count > 0 && !outcome.AreCheckDigitLinesExact),
            zones.Count(outcome => outcome.IsFalselyValid),
            Quantile(zones, 0.5),
            Quantile(zones, 0.95),
            Quantile(others, 0.5));
    }

    private static double Quantile(MrzOutcome[] outcomes, double share)
    {
        var times = outcomes.Select(outcome => outcome.Milliseconds).Order().ToArray();
        return times.Length == 0 ? 0 : times[(int)(times.Length * share)];
    }
}
