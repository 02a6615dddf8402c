using System.Globalization;

namespace Idv.Documents.VisualZone;

/// <summary>Brings printed values to one form, and refuses what cannot be a value of the element.</summary>
internal static class FieldValue
{
    private static readonly HashSet<string> Dates = new(StringComparer.Ordinal) { "dateOfBirth", "dateOfIssue", "dateOfExpiry" };

    /// <summary>The longest code of a type of document, and of a state with its translation.</summary>
    private const int LongestType = 4, LongestState = 12;

    private const int MostSmallLetters = 1;

    /// <summary>Whether the element is a date.</summary>
    public static bool IsDate(string field) => Dates.Contains(field);

    /// <summary>The value of an element, or null where the text cannot be one.</summary>
    public static string? Normalise(string field, string text)
    {
        text = text.Trim(' ', ':', '/', '.', ',', '-', '_', '|', '*', '\'');
        if (text.Length == 0 || text.Contains('<', StringComparison.Ordinal))
        {
            return null;
        }

        return field switch
        {
            _ when IsDate(field) => PrintedDate.Find(text, latestTwoDigitYear: field == "dateOfBirth" ? DateTime.UtcNow.Year : 2060)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            "sex" => Sex(text),
            "surname" or "givenNames" => Name(text),
            "documentNumber" or "personalNumber" => Number(text),
            "height" => text.Any(char.IsAsciiDigit) ? text : null,
            "nationality" => text.Any(char.IsAsciiDigit) ? null : text,
            "type" => text.Length <= LongestType ? text : null,
            "issuingState" => text.Length <= LongestState && !text.Any(char.IsAsciiDigit) ? text : null,
            "signature" or "title" => null,
            _ => text,
        };
    }

    /// <summary>A stroke between two languages is often read as a letter or not at all: <c>MIM</c> and <c>MM</c> are <c>M/M</c>.</summary>
    private static string? Sex(string text) => text switch
    {
        [_, 'I' or 'l' or '1' or '|' or '7', var second] => OneSex($"{second}"),
        [var first, var second] when char.IsLetter(first) && (first == second || first is not ('F' or 'M')) => OneSex($"{second}"),
        _ => OneSex(text),
    };

    private static string? OneSex(string text) => text.ToUpperInvariant().Split(['/', ' ', '-', '.']) switch
    {
        { } parts when parts.Any(part => part is "F" or "FEMALE" or "N" or "W" or "Ж" or "ЖЕН") => "F",
        { } parts when parts.Any(part => part is "M" or "MALE" or "H" or "М" or "МУЖ" or "Ч") => "M",
        { } parts when parts.Any(part => part is "X" or "×") => "X",
        _ => null,
    };

    /// <summary>Of a name in two scripts or spellings the last counts: it is the one in Latin letters.</summary>
    private static string? Name(string text)
    {
        text = text[(text.LastIndexOf('/') + 1)..].Trim();
        var letters = text.Count(char.IsLetter);
        return letters >= 2 && !text.Any(character => char.IsAsciiDigit(character) || character is ':' or '(' or ')' or '*') && letters * 10 >= text.Count(character => character != ' ') * 7 && HasCaseOfNames(text)
            ? text
            : null;
    }

    /// <summary>
    /// Names are printed in capitals, or each with one: what a misread label looks like has capitals in the midst of words, or none. Particles
    /// (<c>van der</c>) and prefixes (<c>McDonald</c>, <c>d'Angelo</c>) are names' own.
    /// </summary>
    private static bool HasCaseOfNames(string text)
    {
        if (!text.Any(char.IsUpper))
        {
            return false;
        }

        var capitals = text.Count(char.IsUpper);
        var small = text.Count(char.IsLower);
        if (small * 8 <= capitals)
        {
            return true;
        }

        var words = text.Split([' ', '-', '\'', ','], StringSplitOptions.RemoveEmptyEntries);
        return words[^1].Any(char.IsUpper) && words.All(word =>
            word.Skip(1).All(character => !char.IsUpper(character)) || word.All(character => !char.IsLower(character))
            || (word.Length > 4 && word.StartsWith("Mc", StringComparison.Ordinal) && word.Skip(3).All(character => !char.IsUpper(character))));
    }

    /// <summary>Numbers are printed in capitals and figures; more small letters than one that was misread are a label's. A trailing label and blanks within are not part of them.</summary>
    private static string? Number(string text)
    {
        var number = string.Concat(text.ToUpperInvariant().Where(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '/'));
        return number.Any(char.IsAsciiDigit) && text.Count(char.IsLower) <= MostSmallLetters && number.Length is >= 5 and <= 20 && PrintedDate.Find(text) is null ? number : null;
    }
}
