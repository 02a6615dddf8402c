using Idv.Storage.Keys;
using Idv.Verifications.Comparisons;
using Idv.Verifications.People;

namespace Idv.Storage;

/// <summary>
/// Finds sealed records by the beginnings of names (2 to 8 characters) and of external ids and their parts (2 to 24): each beginning is kept as a keyed
/// hash. The database therefore learns how many records share a beginning, but not which.
/// </summary>
internal static class SearchTokens
{
    private const int Shortest = 2;
    private const int LongestOfName = 8;
    private const int LongestOfId = 24;
    private const int MostWords = 12;

    /// <summary>The tokens under which something is found.</summary>
    public static IReadOnlyCollection<string> Of(TenantKeys keys, IEnumerable<PersonalData?> people, string? externalId)
    {
        var tokens = new HashSet<string>();
        foreach (var word in people.SelectMany(person => person is null ? [] : IcaoTransliteration.Words(person.FullName)).Distinct().Take(MostWords))
        {
            AddBeginnings(keys, tokens, "name", word, LongestOfName);
        }

        if (externalId?.ToUpperInvariant() is { } id)
        {
            AddBeginnings(keys, tokens, "id", id, LongestOfId);
            foreach (var part in id.Split([' ', '@', '.', '_', '-', '/', ':'], StringSplitOptions.RemoveEmptyEntries).Take(MostWords))
            {
                AddBeginnings(keys, tokens, "id", part, LongestOfId);
            }
        }

        return tokens;
    }

    /// <summary>For each word of a search term, the tokens of which one must be there: as a name or as an id. Words of one character are ignored.</summary>
    public static IReadOnlyList<string[]> ForTerm(TenantKeys keys, string term) =>
    [
        .. term.ToUpperInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length >= Shortest).Take(MostWords).Select(word =>
            IcaoTransliteration.Words(word).Where(form => form.Length >= Shortest).Select(form => keys.Token("name", Cut(form, LongestOfName)))
                .Append(keys.Token("id", Cut(word, LongestOfId))).ToArray()),
    ];

    private static string Cut(string text, int length) => text.Length > length ? text[..length] : text;

    private static void AddBeginnings(TenantKeys keys, HashSet<string> tokens, string kind, string word, int longest)
    {
        for (var length = Shortest; length <= Math.Min(word.Length, longest); length++)
        {
            tokens.Add(keys.Token(kind, word[..length]));
        }
    }
}
