using Idv.Documents.Mrz;
using Idv.Documents.VisualZone;

namespace Idv.Engine.Documents;

/// <summary>One data element as two zones give it.</summary>
/// <param name="Name">The element.</param>
/// <param name="Agrees">Whether both mean the same.</param>
/// <param name="Confidence">The confidence of the less certain reading, 0 to 1.</param>
public readonly record struct ComparedField(string Name, bool Agrees, double Confidence);

/// <summary>
/// Compares the elements that identify a person and a document between two zones: number, names, dates of birth and expiry. A forger
/// who alters one zone must alter the other as well.
/// </summary>
public static class ZoneComparison
{
    /// <summary>Fewer common elements than this say nothing.</summary>
    public const int LeastCompared = 3;

    /// <summary>The elements that are compared.</summary>
    internal static readonly string[] Names =
        [FieldNames.DocumentNumber, FieldNames.Surname, FieldNames.GivenNames, FieldNames.DateOfBirth, FieldNames.DateOfExpiry];

    /// <summary>Compares what both zones give.</summary>
    /// <param name="reading">The document.</param>
    /// <param name="trusted">The machine-made zone.</param>
    /// <param name="other">The zone to compare with it.</param>
    public static IReadOnlyList<ComparedField> Compare(DocumentReading reading, SourceZone trusted, SourceZone other)
    {
        ArgumentNullException.ThrowIfNull(reading);
        var compared = new List<ComparedField>();
        foreach (var name in Names)
        {
            if (reading.Field(name, trusted) is { } first && reading.Field(name, other) is { } second)
            {
                compared.Add(new ComparedField(name, Agree(name, first.Value, second.Value, reading.Mrz?.Record.NamesMayBeCut == true), Math.Min(first.Confidence, second.Confidence)));
            }
        }

        return compared;
    }

    /// <summary>Whether a printed value is exactly what a machine-readable zone prints for it, transliteration apart.</summary>
    /// <param name="name">The element.</param>
    /// <param name="trusted">The value of the machine-made zone.</param>
    /// <param name="printed">The printed value.</param>
    public static bool IsSame(string name, string trusted, string printed)
    {
        ArgumentNullException.ThrowIfNull(trusted);
        ArgumentNullException.ThrowIfNull(printed);
        return name switch
        {
            FieldNames.Surname or FieldNames.GivenNames => IsRendering(printed, trusted, mayBeCut: true),
            FieldNames.DocumentNumber => trusted == string.Concat(printed.Where(char.IsLetterOrDigit)),
            _ => trusted == printed,
        };
    }

    /// <summary>Whether two values of an element mean the same.</summary>
    /// <param name="name">The element.</param>
    /// <param name="trusted">The value of the machine-made zone.</param>
    /// <param name="other">The other value.</param>
    /// <param name="mayBeCut">Whether a machine-readable zone may hold only the beginning of a name.</param>
    internal static bool Agree(string name, string trusted, string other, bool mayBeCut) => name switch
    {
        FieldNames.DateOfBirth or FieldNames.DateOfExpiry =>
            DocumentDate.Parse(trusted) is { } first && DocumentDate.Parse(other) is { } second && first.Agrees(second),
        FieldNames.DocumentNumber => Number(trusted) == Number(other),
        _ => SameName(trusted, other, mayBeCut),
    };

    /// <summary>
    /// A printed number as a machine-made zone spells it, where both differ in nothing but O and 0 or I and 1: print does not tell these apart, the other zone does by
    /// its font, its check digit or its code.
    /// </summary>
    /// <param name="machineMade">The zone's number, or null where there is none.</param>
    /// <param name="printed">The printed number.</param>
    internal static string Spell(string? machineMade, string printed) =>
        machineMade is not null && machineMade.Length == printed.Length && machineMade.Zip(printed).All(pair => pair.First == pair.Second || AreAlike(pair.First, pair.Second))
            ? machineMade
            : printed;

    private static bool AreAlike(char a, char b) => (a, b) is ('O', '0') or ('0', 'O') or ('I', '1') or ('1', 'I');

    /// <summary>Zones differ in separators, and print cannot tell O from 0; check digits have judged that already.</summary>
    private static string Number(string text) => string.Concat(text.Where(char.IsLetterOrDigit).Select(character => char.ToUpperInvariant(character) switch
    {
        'O' or 'Q' or 'D' => '0',
        'I' => '1',
        var other => other,
    }));

    /// <summary>Whether the zone may print a name so, its accents read or lost.</summary>
    private static bool IsRendering(string printed, string trusted, bool mayBeCut) =>
        MrzTransliteration.Matches(printed, trusted, mayBeCut) || IsReadWithoutAccents(trusted, printed);

    /// <summary>
    /// Whether a name would be the zone's had its reader not lost the accents: zones spell <c>Ä</c>, <c>Ö</c>, <c>Ü</c> and <c>Å</c> with two letters (Doc 9303-3, section 6), so that
    /// <c>OEMER</c> is printed <c>ÖMER</c> and read <c>OMER</c>.
    /// </summary>
    private static bool IsReadWithoutAccents(string trusted, string read)
    {
        var (zone, print) = (Letters(PlainLetters.Of(trusted)), Letters(PlainLetters.Of(read)));
        var at = 0;
        for (var i = 0; i < zone.Length; i++)
        {
            if (at < print.Length && zone[i] == print[at])
            {
                at++;
            }
            else if (at == 0 || (print[at - 1], zone[i]) is not (('A' or 'O' or 'U', 'E') or ('A', 'A')))
            {
                return false;
            }
        }

        return at == print.Length && at > 0;

        static string Letters(string text) => string.Concat(text.Where(char.IsAsciiLetterUpper));
    }

    /// <summary>Any transliteration counts; one misread letter in six is forgiven, and so are further given names on one side.</summary>
    private static bool SameName(string trusted, string other, bool mayBeCut)
    {
        if (IsRendering(other, trusted, mayBeCut) || MrzTransliteration.Matches(trusted, other.ToUpperInvariant()))
        {
            return true;
        }

        if (!MrzTransliteration.TryToMrz(trusted, out var first, out _) || !MrzTransliteration.TryToMrz(other, out var second, out _))
        {
            return false;
        }

        var (a, b) = (first.Replace("<", "", StringComparison.Ordinal), second.Replace("<", "", StringComparison.Ordinal));
        var shorter = Math.Min(a.Length, b.Length);
        return shorter >= 3 && (EditDistance.Between(a, b) <= Math.Max(a.Length, b.Length) / 6
            || (first.Contains('<', StringComparison.Ordinal) != second.Contains('<', StringComparison.Ordinal)
                && (a.StartsWith(b, StringComparison.Ordinal) || b.StartsWith(a, StringComparison.Ordinal))));
    }
}
