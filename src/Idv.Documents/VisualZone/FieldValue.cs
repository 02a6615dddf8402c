using System.Globalization;

namespace Idv.Documents.VisualZone;

/// <summary>Brings printed values to one form, and refuses what cannot be a value of the element.</summary>
internal static class FieldValue
{
    private static readonly HashSet<string> Dates = new(StringComparer.Ordinal) { "dateOfBirth", "dateOfIssue", "dateOfExpiry" };

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
            _ => text,
        };
    }

    private static string? Sex(string text) => text.ToUpperInvariant().Split(['/', ' ', '-']) switch
    {
        { } parts when parts.Any(part => part is "F" or "FEMALE" or "N" or "W" or "Ж") => "F",
        { } parts when parts.Any(part => part is "M" or "MALE" or "H" or "М") => "M",
        { } parts when parts.Any(part => part is "X") => "X",
        _ => null,
    };

    private static string? Name(string text)
    {
        var letters = text.Count(char.IsLetter);
        return letters >= 2 && !text.Any(character => char.IsAsciiDigit(character) || character is '/' or ':') && letters * 10 >= text.Count(character => character != ' ') * 7 ? text : null;
    }

    /// <summary>Numbers have figures; a trailing label and blanks within are not part of them.</summary>
    private static string? Number(string text)
    {
        var number = string.Concat(text.ToUpperInvariant().Where(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '/'));
        return number.Any(char.IsAsciiDigit) && number.Length is >= 5 and <= 20 && PrintedDate.Find(text) is null ? number : null;
    }
}
