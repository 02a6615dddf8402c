namespace Idv.Verifications.Comparisons;

/// <summary>Which parts of a name one side may lack.</summary>
public enum MissingWords
{
    /// <summary>None: every word counts.</summary>
    Count,

    /// <summary>Further words may be missing on either side as long as one is there: second given names, a second surname.</summary>
    AreAllowed,
}

/// <summary>
/// How much of two names agrees. Names are compared as ICAO Doc 9303 would write them, in each spelling where there is a choice; words may
/// stand in another order, and may be joined or split differently.
/// </summary>
public static class NameComparison
{
    private const int LongestWord = 64;
    private const int MostWords = 16;

    /// <summary>
    /// The share of matching characters, 0 (nothing) to 1 (equal); null when either name has no letter that can be compared.
    /// One character too many, missing, different, or two neighbours swapped is one that does not match.
    /// </summary>
    public static double? Share(string? a, string? b, MissingWords missing = MissingWords.Count)
    {
        if (string.IsNullOrWhiteSpace(a) || string.IsNullOrWhiteSpace(b))
        {
            return null;
        }

        double? best = null;
        foreach (var wordsA in Writings(a))
        {
            foreach (var wordsB in Writings(b))
            {
                if (wordsA.Length > 0 && wordsB.Length > 0)
                {
                    best = Math.Max(best ?? 0, ShareOfWords(wordsA, wordsB, missing));
                }

                if (best >= 1)
                {
                    return best;
                }
            }
        }

        return best;
    }

    /// <summary>The share of matching characters of two lists of words in A to Z.</summary>
    internal static double ShareOfWords(string[] a, string[] b, MissingWords missing)
    {
        var joined = ShareOfText(string.Concat(a), string.Concat(b));
        return joined >= 1 ? 1 : Math.Max(joined, ShareOfPairs(a, b, missing));
    }

    /// <summary>
    /// The share of matching characters of two texts: 1 − d ÷ length of the longer, d being the optimal string alignment distance (restricted Damerau-Levenshtein).
    /// </summary>
    internal static double ShareOfText(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var longer = Math.Max(a.Length, b.Length);
        return longer == 0 ? 1 : 1 - ((double)Distance(a, b) / longer);
    }

    /// <summary>The different spellings of a name: one for most, three at most.</summary>
    internal static List<string[]> Writings(string name)
    {
        var writings = new List<string[]>(3);
        foreach (var spelling in (ReadOnlySpan<Spelling>)[Spelling.Preferred, Spelling.Second, Spelling.Ukrainian])
        {
            var words = Limit(IcaoTransliteration.Words(name, spelling));
            if (!writings.Exists(known => known.AsSpan().SequenceEqual(words)))
            {
                writings.Add(words);
            }
        }

        return writings;
    }

    private static string[] Limit(string[] words)
    {
        var limited = words.Length > MostWords ? words[..MostWords] : words;
        return Array.ConvertAll(limited, word => word.Length > LongestWord ? word[..LongestWord] : word);
    }

    /// <summary>Pairs the words that agree most, best pair first; what stays over matches nothing, unless it may be missing.</summary>
    private static double ShareOfPairs(string[] a, string[] b, MissingWords missing)
    {
        var candidates = new List<(double Matching, int A, int B)>(a.Length * b.Length);
        for (var i = 0; i < a.Length; i++)
        {
            for (var j = 0; j < b.Length; j++)
            {
                candidates.Add((ShareOfText(a[i], b[j]) * Math.Max(a[i].Length, b[j].Length), i, j));
            }
        }

        // Ties are broken by the words themselves, so that the order of the arguments does not matter.
        candidates.Sort((x, y) =>
        {
            var order = y.Matching.CompareTo(x.Matching);
            order = order != 0 ? order : Math.Max(a[x.A].Length, b[x.B].Length).CompareTo(Math.Max(a[y.A].Length, b[y.B].Length));
            return order != 0 ? order : CompareUnordered(a[x.A], b[x.B], a[y.A], b[y.B]);
        });
        Span<bool> usedA = stackalloc bool[a.Length];
        Span<bool> usedB = stackalloc bool[b.Length];
        double matching = 0;
        double total = 0;
        foreach (var (pairMatching, i, j) in candidates)
        {
            if (!usedA[i] && !usedB[j])
            {
                usedA[i] = usedB[j] = true;
                matching += pairMatching;
                total += Math.Max(a[i].Length, b[j].Length);
            }
        }

        if (missing == MissingWords.Count)
        {
            total += Unused(a, usedA) + Unused(b, usedB);
        }

        return matching / total;
    }

    private static int CompareUnordered(string x1, string x2, string y1, string y2)
    {
        var (xLow, xHigh) = string.CompareOrdinal(x1, x2) <= 0 ? (x1, x2) : (x2, x1);
        var (yLow, yHigh) = string.CompareOrdinal(y1, y2) <= 0 ? (y1, y2) : (y2, y1);
        var order = string.CompareOrdinal(xLow, yLow);
        return order != 0 ? order : string.CompareOrdinal(xHigh, yHigh);
    }

    private static int Unused(string[] words, ReadOnlySpan<bool> used)
    {
        var length = 0;
        for (var i = 0; i < words.Length; i++)
        {
            length += used[i] ? 0 : words[i].Length;
        }

        return length;
    }

    private static int Distance(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var width = b.Length + 1;
        var cells = width * 3;
        Span<int> memory = cells <= 768 ? stackalloc int[cells] : new int[cells];
        var beforePrevious = memory[..width];
        var previous = memory.Slice(width, width);
        var current = memory.Slice(2 * width, width);
        for (var j = 0; j < width; j++)
        {
            previous[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j < width; j++)
            {
                var substitution = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                var distance = Math.Min(substitution, Math.Min(previous[j], current[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    distance = Math.Min(distance, beforePrevious[j - 2] + 1);
                }

                current[j] = distance;
            }

            var oldest = beforePrevious;
            beforePrevious = previous;
            previous = current;
            current = oldest;
        }

        return previous[b.Length];
    }
}
