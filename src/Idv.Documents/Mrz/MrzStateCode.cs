using System.Collections.Frozen;

namespace Idv.Documents.Mrz;

/// <summary>What a three-letter code stands for.</summary>
public enum MrzStateKind
{
    /// <summary>A state or territory, present or former.</summary>
    State,

    /// <summary>A nationality below a state's citizenship, such as a British overseas citizen.</summary>
    NationalityVariant,

    /// <summary>An international organisation.</summary>
    Organisation,

    /// <summary>A person without a nationality, a refugee or a person whose nationality is not specified.</summary>
    Stateless,

    /// <summary>A code for specimens.</summary>
    Specimen,
}

/// <summary>
/// A code that may stand for an issuing state or a nationality: ISO 3166-1 alpha-3 with the additions of ICAO Doc 9303-3, section 5,
/// and the codes of former states that old documents still bear.
/// </summary>
/// <param name="Code">The code as printed, without filler: <c>FRA</c>, <c>D</c>.</param>
/// <param name="Alpha2">The two-letter code, or empty where there is none.</param>
/// <param name="Kind">What it stands for.</param>
/// <param name="Name">English name.</param>
public sealed record MrzStateCode(string Code, string Alpha2, MrzStateKind Kind, string Name)
{
    private static readonly FrozenDictionary<string, MrzStateCode> ByCode = Load();

    private static readonly FrozenDictionary<string, MrzStateCode>.AlternateLookup<ReadOnlySpan<char>> BySpan =
        ByCode.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>All codes.</summary>
    public static IReadOnlyCollection<MrzStateCode> All => ByCode.Values;

    /// <summary>Finds a code, with or without its fillers.</summary>
    /// <returns>The code, or <see langword="null"/> when it is unknown.</returns>
    public static MrzStateCode? Find(ReadOnlySpan<char> code) => BySpan.TryGetValue(code.TrimEnd('<'), out var found) ? found : null;

    private static FrozenDictionary<string, MrzStateCode> Load()
    {
        using var stream = typeof(MrzStateCode).Assembly.GetManifestResourceStream("Idv.Documents.Mrz.state-codes.tsv")
            ?? throw new InvalidOperationException("The list of state codes is missing from the assembly.");
        using var reader = new StreamReader(stream);
        var codes = new Dictionary<string, MrzStateCode>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            var columns = line.Split('\t');
            codes.Add(columns[0], new MrzStateCode(columns[0], columns[1], Enum.Parse<MrzStateKind>(columns[2]), columns[3]));
        }

        return codes.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
