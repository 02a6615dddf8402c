using Idv.Documents.Mrz;
using Idv.Engine.Documents;

namespace Idv.Engine;

/// <summary>
/// Compares a name as people write it with a name as a machine-readable zone prints it. Both are brought to the zone's alphabet
/// (ICAO Doc 9303-3, section 6), so that "Müller" and "MUELLER" agree; order and missing middle names do not matter, because
/// people give fewer names than their documents.
/// </summary>
internal static class ExpectedNameComparison
{
    /// <summary>The score from which on names agree: one letter in six or more may differ.</summary>
    public const double Threshold = 0.85;

    /// <summary>
    /// The share of the expected name's letters that the document's name confirms, 0 to 1; null when no name was read or a name
    /// holds a character that has no transliteration.
    /// </summary>
    public static double? Score(string expected, DocumentReading document) => (document.Value(FieldNames.Surname) ?? document.Value(FieldNames.GivenNames)) is not null
        ? Score(expected, document.Value(FieldNames.Surname) + " " + document.Value(FieldNames.GivenNames), document.Mrz?.Record.NamesMayBeCut == true)
        : null;

    /// <summary>The same for a name as it is printed, in any script.</summary>
    public static double? Score(string expected, string name, bool mayBeCut)
    {
        if (!MrzTransliteration.TryToMrz(expected, out var text, out _))
        {
            return null;
        }

        if (!MrzTransliteration.TryToMrz(name, out var own, out _))
        {
            return null;
        }

        var wanted = Words(text);
        var printed = Words(own);
        double confirmed = 0, total = 0;
        foreach (var word in wanted)
        {
            total += word.Length;
            var (best, index) = (0.0, -1);
            for (var i = 0; i < printed.Count; i++)
            {
                var score = Likeness(word, printed[i], mayBeCut && i == printed.Count - 1);
                if (score > best)
                {
                    (best, index) = (score, i);
                }
            }

            confirmed += best * word.Length;
            if (index >= 0 && best > 0.5)
            {
                printed.RemoveAt(index);
            }
        }

        return total > 0 ? confirmed / total : 0;
    }

    private static List<string> Words(string name) =>
        [.. name.Split(['<', ' '], StringSplitOptions.RemoveEmptyEntries)];

    private static double Likeness(string wanted, string printed, bool mayBeCut)
    {
        if (mayBeCut && printed.Length < wanted.Length && wanted.StartsWith(printed, StringComparison.Ordinal))
        {
            return 1;
        }

        return 1 - (EditDistance.Between(wanted, printed) / (double)Math.Max(wanted.Length, printed.Length));
    }
}
