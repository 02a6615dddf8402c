using System.Collections.Frozen;
using System.Text;

namespace Idv.Documents.VisualZone;

/// <summary>
/// The words by which documents label their data elements, in the languages of those who issue them (ICAO Doc 9303-3, section 3.4, demands English, French
/// or Spanish beside the issuer's own). A misread letter in a long word is forgiven.
/// </summary>
internal static class LabelDictionary
{
    /// <summary>Numbers by which licences after ISO/IEC 18013-1 and the European model label their elements.</summary>
    private static readonly FrozenDictionary<string, string> Numbered = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["1"] = "surname",
        ["2"] = "givenNames",
        ["3"] = "dateOfBirth",
        ["4A"] = "dateOfIssue",
        ["4B"] = "dateOfExpiry",
        ["4C"] = "authority",
        ["4D"] = "personalNumber",
        ["5"] = "documentNumber",
        ["8"] = "address",
        ["9"] = "categories",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Exact = Load();

    private static readonly (string Label, string Field)[] Long = [.. Exact.Where(pair => pair.Key.Length >= 5).Select(pair => (pair.Key, pair.Value))];

    /// <summary>Latin, Greek (a gap for the missing final sigma included) and Cyrillic capitals.</summary>
    private const int Letters = 26 + 25 + 48;

    /// <summary>From this length a label counts wherever it stands in a line, since separators between languages are often lost.</summary>
    private const int LeastEmbedded = 9;

    /// <summary>Longer labels do not fit the bits that <see cref="DifferencesWithin"/> counts in.</summary>
    private const int MostEmbedded = 63;

    private static readonly (string Label, string Field)[] Embedded = [.. Long.Where(label => label.Label.Length is >= LeastEmbedded and <= MostEmbedded).OrderByDescending(label => label.Label.Length)];

    private static readonly char[] Separators = ['/', '|', ':', '\\', '(', ')', '.'];

    /// <summary>The field that a printed label stands for, or null. All parts between slashes are tried, and the whole without them.</summary>
    public static string? Field(string text)
    {
        if (text.Length is < 2 or > 90)
        {
            return null;
        }

        var (number, rest) = LeadingNumber(text);
        var fromNumber = number is not null && Numbered.TryGetValue(number, out var numbered) ? numbered : null;
        string? found = null;
        foreach (var part in rest.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            found ??= FieldOf(Normalise(part));
        }

        var whole = Normalise(rest);
        return found ?? FieldOf(whole) ?? EmbeddedField(whole) ?? (whole.Length == 0 ? fromNumber : null);
    }

    /// <summary>
    /// The longest beginning of the text that is a label, ended by a space, a colon or a full stop.
    /// </summary>
    /// <returns>The field and the index at which the value begins; null where the text does not begin with a label.</returns>
    public static (string Field, int ValueStart)? Beginning(string text)
    {
        var (number, rest) = LeadingNumber(text);
        var offset = text.Length - rest.Length;
        var colon = rest.IndexOf(':', StringComparison.Ordinal);
        for (var end = colon > 0 ? colon : rest.Length - 1; end >= 2; end--)
        {
            if (rest[end] is not (' ' or ':' or '.') || end + 1 >= rest.Length)
            {
                continue;
            }

            // The label must reach up to here: its last language too, or the whole of it.
            var label = rest[..end];
            var last = label[(label.LastIndexOfAny(Separators) + 1)..];
            if ((FieldOf(Normalise(last)) ?? FieldOf(Normalise(label))) is { } field)
            {
                return (field, offset + end + 1);
            }
        }

        return number is not null && Numbered.TryGetValue(number, out var numbered) && rest.Length >= 2 ? (numbered, offset) : null;
    }

    /// <summary>Latin, Greek and Cyrillic capitals alone: accents and everything else are dropped.</summary>
    internal static string Normalise(string text)
    {
        var builder = new StringBuilder(text.Length);
        foreach (var character in PlainLetters.Of(text))
        {
            if (LetterIndex(character) >= 0)
            {
                builder.Append(character);
            }
            else if (character is 'º' or '°')
            {
                builder.Append('O');
            }
        }

        return builder.ToString();
    }

    /// <summary>The number of a capital among those of the three scripts; −1 for anything else.</summary>
    private static int LetterIndex(char character) => character switch
    {
        >= 'A' and <= 'Z' => character - 'A',
        >= 'Α' and <= 'Ω' => 26 + character - 'Α',
        >= 'Ѐ' and <= 'Я' => 26 + 25 + character - 'Ѐ',
        _ => -1,
    };

    private static (string? Number, string Remainder) LeadingNumber(string text)
    {
        var length = text.Length > 0 && text[0] is >= '1' and <= '9' ? 1 : 0;
        if (length == 1 && text.Length > 1 && char.ToUpperInvariant(text[1]) is 'A' or 'B' or 'C' or 'D' && text[0] == '4')
        {
            length = 2;
        }

        if (length == 0 || text.Length <= length || text[length] is not ('.' or ' ' or ')' or ','))
        {
            return (null, text);
        }

        return (text[..length].ToUpperInvariant(), text[(length + 1)..].TrimStart());
    }

    private static string? FieldOf(string label)
    {
        if (label.Length < 3)
        {
            return null;
        }

        if (Exact.TryGetValue(label, out var field))
        {
            return field;
        }

        if (label.Length < 5)
        {
            return null;
        }

        var (best, least) = ((string?)null, int.MaxValue);
        foreach (var (known, name) in Long)
        {
            var allowed = known.Length switch { >= 13 => 3, >= 8 => 2, _ => 1 };
            if (allowed < least && Math.Abs(known.Length - label.Length) <= allowed && Differences(known, label, allowed) is var differences && differences <= allowed && differences < least)
            {
                (best, least) = (name, differences);
            }
        }

        return best;
    }

    /// <summary>The field of a long label that stands anywhere in the letters, one misread letter in six forgiven.</summary>
    private static string? EmbeddedField(string letters)
    {
        if (letters.Length <= LeastEmbedded)
        {
            return null;
        }

        foreach (var (known, name) in Embedded)
        {
            if (letters.Length >= known.Length && DifferencesWithin(known, letters) <= known.Length / 6)
            {
                return name;
            }
        }

        return null;
    }

    /// <summary>The least Levenshtein distance of a label of at most 63 letters to any part of a text, a bit per letter (Myers 1999).</summary>
    private static int DifferencesWithin(string label, string text)
    {
        Span<ulong> places = stackalloc ulong[Letters];
        for (var i = 0; i < label.Length; i++)
        {
            places[LetterIndex(label[i])] |= 1UL << i;
        }

        var (more, less, distance, least) = (~0UL, 0UL, label.Length, label.Length);
        var last = 1UL << (label.Length - 1);
        foreach (var letter in text)
        {
            var equal = places[LetterIndex(letter)];
            var diagonal = (((equal & more) + more) ^ more) | equal | less;
            var up = less | ~(diagonal | more);
            var down = more & diagonal;
            distance += (up & last) != 0 ? 1 : (down & last) != 0 ? -1 : 0;
            least = Math.Min(least, distance);
            more = (down << 1) | ~(diagonal | (up << 1));
            less = (up << 1) & diagonal;
        }

        return least;
    }

    /// <summary>Levenshtein's distance, given up above the limit.</summary>
    internal static int Differences(string a, string b, int limit)
    {
        Span<int> row = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            var (diagonal, least) = (row[0], i);
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
                least = Math.Min(least, row[j]);
            }

            if (least > limit)
            {
                return least;
            }
        }

        return row[b.Length];
    }

    private static FrozenDictionary<string, string> Load()
    {
        using var stream = typeof(LabelDictionary).Assembly.GetManifestResourceStream("Idv.Documents.VisualZone.labels.tsv")
            ?? throw new InvalidOperationException("The list of labels is missing from the assembly.");
        using var reader = new StreamReader(stream);
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            var columns = line.Split('\t');
            foreach (var label in columns.Skip(1))
            {
                labels.TryAdd(label, columns[0]);
            }
        }

        return labels.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
