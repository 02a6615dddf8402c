using System.Collections.Frozen;
using System.Text;

namespace Idv.Documents.Mrz;

/// <summary>
/// Names between the visual zone and the machine-readable zone: Latin, Cyrillic and Arabic letters by ICAO Doc 9303-3, section 6, and
/// Greek by ELOT 743, which Greek and Cypriot documents use.
/// </summary>
public static class MrzTransliteration
{
    private const char CombiningDiaeresis = '\u0308';
    private const char CombiningRingAbove = '\u030A';

    /// <summary>Every letter's renderings, the recommended one first.</summary>
    private static readonly FrozenDictionary<char, string[]> Renderings = MrzTransliterationTable.Build();

    private static readonly FrozenDictionary<string, char> ArabicByRendering = MrzTransliterationTable.ReverseArabic();

    /// <summary>
    /// Writes a name as it is printed in the zone, parts separated by one filler. Apostrophes and full stops vanish; spaces, hyphens and
    /// commas separate parts.
    /// </summary>
    /// <param name="name">A name in any known script, either case.</param>
    /// <param name="text">A to Z and single fillers between parts.</param>
    /// <param name="unknownAt">The index of the first character without a transliteration, or −1.</param>
    /// <returns>Whether every character could be written.</returns>
    public static bool TryToMrz(string name, out string text, out int unknownAt)
    {
        ArgumentNullException.ThrowIfNull(name);
        var builder = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var letter = Compose(name, ref i);
            if (IsSeparator(letter))
            {
                AppendSeparator(builder);
            }
            else if (!IsSilent(letter))
            {
                if (!TryRender(letter, out var renderings))
                {
                    text = "";
                    unknownAt = i;
                    return false;
                }

                builder.Append(IsGreekU(name, i) ? "U" : renderings[0]);
            }
        }

        text = builder.ToString().Trim('<');
        unknownAt = -1;
        return true;
    }

    /// <summary>
    /// Writes a name from the zone in Arabic letters, which Doc 9303's table permits since no two letters share a rendering that could be
    /// confused. Short vowels, which documents do not print, stay absent.
    /// </summary>
    /// <param name="text">A to Z and fillers.</param>
    /// <returns>The name, or <see langword="null"/> where the text does not follow the table.</returns>
    public static string? ToArabic(ReadOnlySpan<char> text)
    {
        var byRendering = ArabicByRendering.GetAlternateLookup<ReadOnlySpan<char>>();
        var builder = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            if (text[i] == '<')
            {
                builder.Append(' ');
                i++;
                continue;
            }

            var length = text[i] == 'X' ? 3 : 1;
            if (i + length > text.Length || !byRendering.TryGetValue(text.Slice(i, length), out var letter))
            {
                // Escapes have two or three letters, and no two-letter escape begins a three-letter one.
                length = 2;
                if (text[i] != 'X' || i + length > text.Length || !byRendering.TryGetValue(text.Slice(i, length), out letter))
                {
                    return null;
                }
            }

            builder.Append(letter);
            i += length;
        }

        return builder.ToString().TrimEnd();
    }

    /// <summary>
    /// Whether a name of the visual zone may be printed as <paramref name="text"/>: any rendering that Doc 9303 permits counts, and so do
    /// plain letters for accented ones. Separators are disregarded, since issuers differ in them.
    /// </summary>
    /// <param name="name">A name in any known script.</param>
    /// <param name="text">A name of the machine-readable zone, with fillers or spaces.</param>
    /// <param name="mayBeCut">Whether <paramref name="text"/> may hold only the beginning of the name.</param>
    public static bool Matches(string name, ReadOnlySpan<char> text, bool mayBeCut = false)
    {
        ArgumentNullException.ThrowIfNull(name);
        var target = Squeeze(text);
        var reached = new bool[target.Length + 1];
        reached[0] = true;
        for (var i = 0; i < name.Length; i++)
        {
            var letter = Compose(name, ref i);
            if (IsSeparator(letter) || IsSilent(letter))
            {
                continue;
            }

            if (!TryRender(letter, out var renderings))
            {
                return false;
            }

            if (mayBeCut && reached[target.Length])
            {
                return true;
            }

            reached = Advance(reached, target, renderings);
        }

        return reached[target.Length];
    }

    private static bool[] Advance(bool[] reached, string target, string[] renderings)
    {
        var next = new bool[reached.Length];
        for (var at = 0; at < reached.Length; at++)
        {
            if (!reached[at])
            {
                continue;
            }

            foreach (var rendering in renderings)
            {
                if (target.AsSpan(at).StartsWith(rendering, StringComparison.Ordinal))
                {
                    next[at + rendering.Length] = true;
                }
            }
        }

        return next;
    }

    private static string Squeeze(ReadOnlySpan<char> text)
    {
        var builder = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (char.IsAsciiLetterUpper(character))
            {
                builder.Append(character);
            }
        }

        return builder.ToString();
    }

    private static bool TryRender(char letter, out string[] renderings)
    {
        if (Renderings.TryGetValue(letter, out var found) || Renderings.TryGetValue(char.ToUpperInvariant(letter), out found))
        {
            renderings = found;
            return true;
        }

        renderings = [];
        return false;
    }

    /// <summary>Joins a letter with the combining marks that follow it: those that change its rendering count, others vanish.</summary>
    private static char Compose(string name, ref int index)
    {
        var letter = name[index];
        while (index + 1 < name.Length && name[index + 1] is >= '\u0300' and <= '\u036F')
        {
            index++;
            letter = (char.ToUpperInvariant(letter), name[index]) switch
            {
                ('A', CombiningDiaeresis) => 'Ä',
                ('O', CombiningDiaeresis) => 'Ö',
                ('U', CombiningDiaeresis) => 'Ü',
                ('A', CombiningRingAbove) => 'Å',
                ('N', '\u0303') => 'Ñ',
                _ => letter,
            };
        }

        return letter;
    }

    private static void AppendSeparator(StringBuilder builder)
    {
        if (builder.Length > 0 && builder[^1] != '<')
        {
            builder.Append('<');
        }
    }

    private static bool IsSeparator(char character) => character is ' ' or '\u00A0' or '-' or '\u2010' or '\u2011' or '\u2013' or ',' or '<' or '/';

    /// <summary>ELOT 743 writes omicron and upsilon together as OU.</summary>
    private static bool IsGreekU(string name, int index) =>
        index > 0 && name[index] is ('Υ' or 'υ' or 'Ύ' or 'ύ') && name[index - 1] is ('Ο' or 'ο');

    private static bool IsSilent(char character) =>
        character is '\'' or '’' or '‘' or 'ʼ' or '`' or '´' or '.' or 'Ь' or 'ь' or '\u0640'
        || character is (>= '\u0300' and <= '\u036F') or (>= '\u064B' and <= '\u0652') or '\u0670';
}
