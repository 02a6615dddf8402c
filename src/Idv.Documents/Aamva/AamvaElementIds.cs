namespace Idv.Documents.Aamva;

/// <summary>Keeps one string per element id, since the same forty ids occur in every barcode.</summary>
internal static class AamvaElementIds
{
    private const int Symbols = 36;

    // A race at worst makes a string twice.
    private static readonly string?[] Known = new string?[Symbols * Symbols * Symbols];

    /// <summary>Whether a line begins with an id: D or Z, a capital, and a capital or digit.</summary>
    public static bool Begins(ReadOnlySpan<char> line) =>
        line.Length >= 3 && line[0] is 'D' or 'Z' && char.IsAsciiLetterUpper(line[1]) && (char.IsAsciiLetterUpper(line[2]) || char.IsAsciiDigit(line[2]));

    public static string Intern(ReadOnlySpan<char> id) =>
        Known[(((Symbol(id[0]) * Symbols) + Symbol(id[1])) * Symbols) + Symbol(id[2])] ??= id.ToString();

    private static int Symbol(char character) => char.IsAsciiDigit(character) ? character - '0' : character - 'A' + 10;
}
