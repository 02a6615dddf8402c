using System.Collections.ObjectModel;
using System.Text;

namespace Idv.Galleries.Index;

/// <summary>Distinct sets of tags by number. Changes belong to one writer at a time; <see cref="Sets"/> may be read meanwhile.</summary>
internal sealed class TagTable
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, string>[] _sets = new IReadOnlyDictionary<string, string>[4];

    /// <summary>Number of sets.</summary>
    public int Count => _numbers.Count;

    /// <summary>The sets given out so far; longer than <see cref="Count"/>.</summary>
    public ReadOnlySpan<IReadOnlyDictionary<string, string>> Sets => Volatile.Read(ref _sets);

    /// <summary>The number of a set, given now if it is new.</summary>
    public int Intern(IReadOnlyDictionary<string, string> tags)
    {
        var key = Key(tags);
        if (_numbers.TryGetValue(key, out var number))
        {
            return number;
        }

        number = _numbers.Count;
        if (number == _sets.Length)
        {
            var grown = new IReadOnlyDictionary<string, string>[number * 2];
            _sets.CopyTo(grown, 0);
            Volatile.Write(ref _sets, grown);
        }

        _sets[number] = new ReadOnlyDictionary<string, string>(new Dictionary<string, string>(tags, StringComparer.Ordinal));
        _numbers.Add(key, number);
        return number;
    }

    /// <summary>Equal for equal sets and for no others: names in order, each text with its length.</summary>
    private static string Key(IReadOnlyDictionary<string, string> tags)
    {
        if (tags.Count == 0)
        {
            return "";
        }

        var key = new StringBuilder();
        foreach (var (name, value) in tags.OrderBy(tag => tag.Key, StringComparer.Ordinal))
        {
            key.Append(name.Length).Append(':').Append(name).Append(value.Length).Append(':').Append(value);
        }

        return key.ToString();
    }
}
