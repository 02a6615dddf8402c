namespace Idv.Documents.Aamva;

/// <summary>Finds the standard's own elements, D + two letters, by their id without a search.</summary>
internal readonly ref struct AamvaElementIndex
{
    /// <summary>One slot per pair of letters.</summary>
    public const int Size = 26 * 26;

    private readonly ReadOnlySpan<ushort> _slots;
    private readonly ReadOnlySpan<AamvaElement> _elements;

    /// <param name="slots">For each pair of letters the element's place plus 1, or 0.</param>
    /// <param name="elements">The elements.</param>
    public AamvaElementIndex(ReadOnlySpan<ushort> slots, ReadOnlySpan<AamvaElement> elements)
    {
        _slots = slots;
        _elements = elements;
    }

    /// <summary>The value as encoded, or <see langword="null"/> when there is no such element.</summary>
    public string? Raw(string id)
    {
        var slot = _slots[SlotOf(id[1], id[2])];
        return slot == 0 ? null : _elements[slot - 1].Value;
    }

    /// <summary>The value, or <see langword="null"/> when it is absent, blank or says that there is none.</summary>
    public string? Text(string id)
    {
        var text = Raw(id);
        if (text is null)
        {
            return null;
        }

        if (text.Length > 0 && text[^1] == ',')
        {
            text = text.TrimEnd(',', ' ');
        }

        return text.Length == 0 || IsAbsence(text) ? null : text;
    }

    public DateOnly? Date(string id) => AamvaCodes.Date(Raw(id));

    public static int SlotOf(char second, char third) => ((second - 'A') * 26) + third - 'A';

    private static bool IsAbsence(string text) => text.Length switch
    {
        4 => text.Equals("NONE", StringComparison.OrdinalIgnoreCase),
        5 => text.Equals("UNAVL", StringComparison.OrdinalIgnoreCase),
        7 => text.Equals("UNAVAIL", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };
}
