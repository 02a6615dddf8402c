using System.Globalization;
using System.Text;

namespace Idv.Verifications.Comparisons;

/// <summary>A name on the list that resembles the one that was looked for.</summary>
/// <param name="EntryId">The entry's number on the list.</param>
/// <param name="Name">The listed name.</param>
/// <param name="Share">The share of matching characters, 0 to 1.</param>
public sealed record SanctionsMatch(long EntryId, string Name, double Share);

/// <summary>
/// A list of sanctioned people in the format of the United States Treasury's Office of Foreign Assets Control (the files sdn.csv and, for
/// further names, alt.csv), loaded from files that the operator supplies. Immutable and thread-safe; nothing is fetched from a network.
/// </summary>
public sealed class SanctionsList
{
    private readonly Entry[] _entries;
    private readonly Dictionary<int, int[]> _entriesByBigram;

    private SanctionsList(Entry[] entries)
    {
        _entries = entries;
        var index = new Dictionary<int, List<int>>();
        for (var i = 0; i < entries.Length; i++)
        {
            foreach (var bigram in Bigrams(entries[i].Words))
            {
                if (!index.TryGetValue(bigram, out var list))
                {
                    index[bigram] = list = [];
                }

                list.Add(i);
            }
        }

        _entriesByBigram = index.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray());
    }

    /// <summary>How many names can be found, further names and spellings included.</summary>
    public int Count => _entries.Length;

    /// <summary>Loads a list.</summary>
    /// <param name="sdnFile">The file in the format of sdn.csv: number, name, type, program, …, remarks.</param>
    /// <param name="alternativesFile">The file in the format of alt.csv: number, number of the name, kind, name, remarks; or null.</param>
    /// <exception cref="InvalidDataException">A file has no line that can be read, or a line without a number.</exception>
    public static SanctionsList Load(string sdnFile, string? alternativesFile = null)
    {
        using var sdn = new StreamReader(sdnFile, Encoding.Latin1);
        using var alternatives = alternativesFile is null ? null : new StreamReader(alternativesFile, Encoding.Latin1);
        return Read(sdn, alternatives);
    }

    /// <summary>Reads a list; see <see cref="Load"/>.</summary>
    public static SanctionsList Read(TextReader sdn, TextReader? alternatives = null)
    {
        var entries = new List<Entry>();
        var births = new Dictionary<long, DateOnly>();
        foreach (var fields in Csv.Read(sdn))
        {
            // The files end with a control character on a line of its own.
            if (fields.Count < 3)
            {
                continue;
            }

            var id = Number(fields[0]);
            if (fields.Count > 11 && BirthDate(fields[11]) is { } birth)
            {
                births[id] = birth;
            }

            // Vessels and aircraft are not people; an organisation's type is "-0-" and stays, since names are typed in carelessly.
            if (fields[2] is not ("vessel" or "aircraft"))
            {
                Add(entries, id, fields[1], births);
            }
        }

        if (entries.Count == 0)
        {
            throw new InvalidDataException("The sanctions list names nobody: is it in the format of sdn.csv?");
        }

        if (alternatives is not null)
        {
            foreach (var fields in Csv.Read(alternatives).Where(fields => fields.Count >= 4))
            {
                Add(entries, Number(fields[0]), fields[3], births);
            }
        }

        return new SanctionsList([.. entries]);
    }

    /// <summary>The names that resemble a name, best first.</summary>
    /// <param name="name">The name, in any order of its words and any script that ICAO Doc 9303 transliterates.</param>
    /// <param name="birthDate">Entries with another known year of birth, beyond two years of tolerance, are left out; null compares names only.</param>
    /// <param name="threshold">The least share of matching characters, 0 to 1.</param>
    /// <param name="limit">The most to return.</param>
    public IReadOnlyList<SanctionsMatch> Search(string name, DateOnly? birthDate, double threshold, int limit)
    {
        var best = new Dictionary<(long, string), SanctionsMatch>();
        foreach (var words in NameComparison.Writings(name))
        {
            foreach (var match in SearchWriting(words, birthDate, threshold))
            {
                var key = (match.EntryId, match.Name);
                if (!best.TryGetValue(key, out var known) || known.Share < match.Share)
                {
                    best[key] = match;
                }
            }
        }

        return [.. best.Values.OrderByDescending(match => match.Share).ThenBy(match => match.EntryId).Take(limit)];
    }

    private IEnumerable<SanctionsMatch> SearchWriting(string[] words, DateOnly? birthDate, double threshold)
    {
        var bigrams = Bigrams(words);
        var hits = new Dictionary<int, int>();
        foreach (var bigram in bigrams)
        {
            foreach (var entry in _entriesByBigram.GetValueOrDefault(bigram, []))
            {
                hits[entry] = hits.GetValueOrDefault(entry) + 1;
            }
        }

        // One wrong character spoils at most two bigrams of a word, so a name at the threshold keeps at least this many.
        var letters = words.Sum(word => word.Length);
        var needed = Math.Max(1, bigrams.Count - (int)Math.Ceiling(2 * (1 - threshold) * Math.Max(letters, 1) * 1.5));
        foreach (var (index, count) in hits)
        {
            var entry = _entries[index];
            var isOtherPerson = birthDate is { } birth && entry.BirthDate is { } listed && Math.Abs(birth.Year - listed.Year) > 2;
            if (count < needed || isOtherPerson)
            {
                continue;
            }

            var share = NameComparison.ShareOfWords(words, entry.Words, MissingWords.Count);
            if (share >= threshold)
            {
                yield return new SanctionsMatch(entry.Id, entry.Name, share);
            }
        }
    }

    private static void Add(List<Entry> entries, long id, string name, Dictionary<long, DateOnly> births)
    {
        DateOnly? birth = births.TryGetValue(id, out var known) ? known : null;
        foreach (var words in NameComparison.Writings(name).Where(words => words.Length > 0))
        {
            entries.Add(new Entry(id, name, words, birth));
        }
    }

    private static long Number(string field) => long.TryParse(field.Trim(), CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new InvalidDataException("A line of the sanctions list does not begin with a number.");

    /// <summary>The date of birth in an entry's remarks: "DOB 05 Mar 1961" or "DOB 1961".</summary>
    private static DateOnly? BirthDate(string remarks)
    {
        const string Marker = "DOB ";
        var start = remarks.IndexOf(Marker, StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        var text = remarks[(start + Marker.Length)..];
        var end = text.AsSpan().IndexOfAny(";.");
        text = (end < 0 ? text : text[..end]).Trim();
        return DateOnly.TryParseExact(text, ["dd MMM yyyy", "MMM yyyy", "yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : null;
    }

    private static HashSet<int> Bigrams(string[] words)
    {
        var bigrams = new HashSet<int>();
        foreach (var word in words)
        {
            for (var i = 0; i + 1 < word.Length; i++)
            {
                bigrams.Add((word[i] << 16) | word[i + 1]);
            }

            if (word.Length == 1)
            {
                bigrams.Add(word[0] << 16);
            }
        }

        return bigrams;
    }

    private sealed record Entry(long Id, string Name, string[] Words, DateOnly? BirthDate);
}
