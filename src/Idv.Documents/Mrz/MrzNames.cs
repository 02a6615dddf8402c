namespace Idv.Documents.Mrz;

/// <summary>Splits and joins the name element: parts separated by one filler, identifiers by two (ICAO Doc 9303-3, section 4.6).</summary>
internal static class MrzNames
{
    private const string Separator = "<<";

    /// <summary>Splits a joint element into both identifiers.</summary>
    /// <returns>Whether more than one separator stood between names.</returns>
    public static bool Split(ReadOnlySpan<char> element, out string surname, out string givenNames)
    {
        var names = element.TrimEnd('<');
        var separator = names.IndexOf(Separator);
        if (separator < 0)
        {
            surname = ToText(names);
            givenNames = "";
            return false;
        }

        var given = names[(separator + Separator.Length)..].TrimStart('<');
        surname = ToText(names[..separator]);
        givenNames = ToText(given);
        return given.IndexOf(Separator) >= 0;
    }

    /// <summary>Puts a space where one or more fillers stand.</summary>
    public static string ToText(ReadOnlySpan<char> element)
    {
        element = element.Trim('<');
        if (!element.Contains('<'))
        {
            return element.ToString();
        }

        Span<char> text = stackalloc char[MrzParser.LongestLine];
        var length = 0;
        for (var i = 0; i < element.Length; i++)
        {
            if (element[i] != '<')
            {
                text[length++] = element[i];
            }
            else if (text[length - 1] != ' ')
            {
                text[length++] = ' ';
            }
        }

        return text[..length].ToString();
    }

    /// <summary>
    /// Joins both identifiers and cuts them to <paramref name="length"/> as ICAO Doc 9303-4, section 4.2.3, describes: the end of the
    /// given names goes first; where the surname leaves no room for them, its longest parts are shortened until the first letters fit;
    /// and a name that was cut ends in a letter.
    /// </summary>
    /// <param name="surname">Transliterated parts separated by single fillers.</param>
    /// <param name="givenNames">Transliterated parts separated by single fillers; may be empty.</param>
    /// <param name="length">The length of the element.</param>
    public static string Join(string surname, string givenNames, int length)
    {
        var whole = givenNames.Length == 0 ? surname : surname + Separator + givenNames;
        if (whole.Length <= length)
        {
            return whole.PadRight(length, '<');
        }

        var room = givenNames.Length == 0 ? length : length - Separator.Length - FirstPartLength(givenNames, length);
        var cutSurname = Shorten(surname, room);
        var given = givenNames.Length == 0 ? "" : Separator + givenNames;
        var cut = (cutSurname + given)[..Math.Min(length, cutSurname.Length + given.Length)];
        if (cut[^1] != '<')
        {
            return cut.PadRight(length, '<');
        }

        // The cut fell on a separator. Giving up a letter of the surname moves the next name's initial into the last place.
        var lost = given.Length == 0 ? 0 : cut.Length - cut.TrimEnd('<').Length;
        cutSurname = Shorten(cutSurname, cutSurname.Length - lost);
        cut = (cutSurname + given)[..Math.Min(length, cutSurname.Length + given.Length)];
        return cut.PadRight(length, '<');
    }

    private static int FirstPartLength(string givenNames, int length)
    {
        var end = givenNames.IndexOf('<');
        return Math.Min(end < 0 ? givenNames.Length : end, length / 8);
    }

    /// <summary>Takes the last letter off the longest part until the text fits.</summary>
    private static string Shorten(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        var parts = text.Split('<');
        for (var excess = text.Length - length; excess > 0; excess--)
        {
            var longest = 0;
            for (var i = 1; i < parts.Length; i++)
            {
                if (parts[i].Length >= parts[longest].Length)
                {
                    longest = i;
                }
            }

            if (parts[longest].Length == 1)
            {
                break;
            }

            parts[longest] = parts[longest][..^1];
        }

        var joined = string.Join('<', parts);
        return joined.Length <= length ? joined : joined[..length].TrimEnd('<');
    }
}
