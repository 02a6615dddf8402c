using System.Buffers;

namespace Idv.Documents.Aamva;

/// <summary>
/// Cuts a barcode's data into sub-files and elements. The directory's offsets and lengths are often wrong in issued cards and are not
/// relied upon: a sub-file begins where its type stands before an element's id. Any control character ends an element.
/// </summary>
internal ref struct AamvaReader
{
    private const int MostElements = 512;

    /// <summary>Elements of version 1 and of later versions, for payloads that lost their separators.</summary>
    private const string OldIds = "DAA DAG DAH DAI DAJ DAK DAQ DAR DAS DAT DAU DAW DAY DAZ DBA DBB DBC DBD DBF DBG DBH";

    private const string NewIds =
        "DCA DCB DCD DBA DCS DAC DAD DCT DBD DBB DBC DAY DAU DAG DAH DAI DAJ DAK DAQ DCF DCG DDE DDF DDG DAZ DCH DCI DCJ DCK DCU DCE DDA DDB DDC DDD DAW DDK DDL";

    private static readonly SearchValues<char> Separators = SearchValues.Create(ControlCharacters());

    private readonly ReadOnlySpan<char> _directory;
    private readonly Span<ushort> _slots;
    private readonly List<AamvaSubfile> _subfiles;
    private AamvaElement[] _elements;
    private int _count;
    private int _first;
    private string _type;

    /// <param name="header">The header.</param>
    /// <param name="slots">Cleared slots for <see cref="AamvaElementIndex"/>.</param>
    public AamvaReader(AamvaHeader header, Span<ushort> slots)
    {
        _directory = header.Directory;
        _slots = slots;
        _subfiles = new List<AamvaSubfile>(2);
        _elements = ArrayPool<AamvaElement>.Shared.Rent(64);
        _type = _directory.IsEmpty ? "DL" : TypeName(_directory[..2]);
    }

    public readonly ReadOnlySpan<AamvaElement> Elements => _elements.AsSpan(0, _count);

    public readonly IReadOnlyList<AamvaSubfile> Subfiles => _subfiles;

    public void Read(ReadOnlySpan<char> data, int version)
    {
        if (data.IndexOfAny(Separators) < 0 && data.Length > 40)
        {
            ReadUnmarked(data, version == 1 ? OldIds : NewIds);
        }
        else
        {
            ReadLines(data);
        }

        EndSubfile();
    }

    public readonly void Dispose() => ArrayPool<AamvaElement>.Shared.Return(_elements, clearArray: true);

    private void ReadLines(ReadOnlySpan<char> data)
    {
        var lost = FindLostBoundary(data);
        if (lost > 0)
        {
            ReadLines(data[..lost]);
            data = data[lost..];
        }

        var isFirst = true;
        while (!data.IsEmpty)
        {
            var end = data.IndexOfAny(Separators);
            var line = (end < 0 ? data : data[..end]).Trim(' ');
            data = end < 0 ? [] : data[(end + 1)..];
            if (!line.IsEmpty)
            {
                ReadLine(isFirst && _directory.IsEmpty ? SkipRubbish(line) : line);
                isFirst = false;
            }
        }
    }

    private void ReadLine(ReadOnlySpan<char> line)
    {
        if (TypeAt(line) is { } type)
        {
            EndSubfile();
            _type = type;
            line = line[2..];
        }

        if (AamvaElementIds.Begins(line))
        {
            Add(line[..3], line[3..].Trim(' '));
        }
    }

    private void Add(ReadOnlySpan<char> id, ReadOnlySpan<char> value)
    {
        if (_count == MostElements)
        {
            return;
        }

        if (_count == _elements.Length)
        {
            var larger = ArrayPool<AamvaElement>.Shared.Rent(_count * 2);
            _elements.AsSpan(0, _count).CopyTo(larger);
            ArrayPool<AamvaElement>.Shared.Return(_elements, clearArray: true);
            _elements = larger;
        }

        _elements[_count++] = new AamvaElement(AamvaElementIds.Intern(id), value.IsEmpty ? "" : value.ToString());
        if (id[0] == 'D' && char.IsAsciiLetterUpper(id[2]))
        {
            ref var slot = ref _slots[AamvaElementIndex.SlotOf(id[1], id[2])];
            slot = slot == 0 ? (ushort)_count : slot;
        }
    }

    private void EndSubfile()
    {
        if (_count > _first)
        {
            _subfiles.Add(new AamvaSubfile(_type, _elements.AsSpan(_first, _count - _first).ToArray()));
            _first = _count;
        }
    }

    /// <summary>The type that stands before an element's id at the beginning of a line, or <see langword="null"/>.</summary>
    private readonly string? TypeAt(ReadOnlySpan<char> line)
    {
        if (line.Length < 5 || !AamvaElementIds.Begins(line[2..]))
        {
            return null;
        }

        var isStandard = line is ['D', 'L', 'D', ..] or ['I', 'D', 'D', ..] or ['E', 'N', 'D', ..];
        var isOwn = line[0] == 'Z' && line[2] == 'Z' && line[3] == line[1] && !line.StartsWith(_type);
        return isStandard || isOwn ? TypeName(line[..2]) : null;
    }

    /// <summary>Where a jurisdiction's sub-file follows an element without a separator, or −1.</summary>
    private readonly int FindLostBoundary(ReadOnlySpan<char> data)
    {
        for (var at = 0; at + 10 <= _directory.Length; at += 10)
        {
            if (_directory[at] != 'Z')
            {
                continue;
            }

            ReadOnlySpan<char> twice = [_directory[at], _directory[at + 1], _directory[at], _directory[at + 1]];
            var found = FindBoundary(data, twice);
            if (found > 0 && !Separators.Contains(data[found - 1]))
            {
                return found;
            }
        }

        return -1;
    }

    /// <summary>The sub-file's beginning after a separator, or else the first place that looks like one; −1 when there is neither.</summary>
    private readonly int FindBoundary(ReadOnlySpan<char> data, ReadOnlySpan<char> twice)
    {
        var first = -1;
        for (var at = data.IndexOf(twice); at >= 0;)
        {
            if (TypeAt(data[at..]) is not null)
            {
                if (at == 0 || Separators.Contains(data[at - 1]))
                {
                    return at;
                }

                first = first < 0 ? at : first;
            }

            var next = data[(at + 1)..].IndexOf(twice);
            at = next < 0 ? -1 : at + 1 + next;
        }

        return first;
    }

    /// <summary>Some Canadian cards have letters where the directory should be.</summary>
    private static ReadOnlySpan<char> SkipRubbish(ReadOnlySpan<char> line)
    {
        var head = line[..Math.Min(line.Length, 24)];
        var start = head.IndexOf("DLD");
        return start > 0 && AamvaElementIds.Begins(line[(start + 2)..]) ? line[start..] : line;
    }

    /// <summary>Finds each expected id once, from left to right.</summary>
    private void ReadUnmarked(ReadOnlySpan<char> data, string expected)
    {
        Span<bool> seen = stackalloc bool[(expected.Length / 4) + 1];
        seen.Clear();
        var idAt = -1;
        for (var at = 0; at + 3 <= data.Length; at++)
        {
            if (data[at] == 'Z' && TypeAt(data[at..]) is { } type)
            {
                CloseUnmarked(data, idAt, at);
                EndSubfile();
                _type = type;
                idAt = at + 2;
                at += 4;
            }
            else if (data[at] == 'Z' && _type[0] == 'Z' && data[at..].StartsWith(_type) && char.IsAsciiLetterUpper(data[at + 2]))
            {
                CloseUnmarked(data, idAt, at);
                idAt = at;
                at += 2;
            }
            else if (data[at] == 'D' && _type[0] != 'Z')
            {
                var place = expected.AsSpan().IndexOf(data.Slice(at, 3));
                if (place >= 0 && place % 4 == 0 && !seen[place / 4])
                {
                    seen[place / 4] = true;
                    CloseUnmarked(data, idAt, at);
                    idAt = at;
                    at += 2;
                }
            }
        }

        CloseUnmarked(data, idAt, data.Length);
    }

    private void CloseUnmarked(ReadOnlySpan<char> data, int idAt, int end)
    {
        if (idAt >= 0 && idAt + 3 <= end)
        {
            Add(data.Slice(idAt, 3), data[(idAt + 3)..end].Trim(' '));
        }
    }

    private static string TypeName(ReadOnlySpan<char> type) => type switch
    {
        "DL" => "DL",
        "ID" => "ID",
        "EN" => "EN",
        _ => type.ToString(),
    };

    private static string ControlCharacters()
    {
        Span<char> characters = stackalloc char[32 + 33];
        for (var i = 0; i < 32; i++)
        {
            characters[i] = (char)i;
        }

        for (var i = 0; i < 33; i++)
        {
            characters[32 + i] = (char)(0x7F + i);
        }

        return characters.ToString();
    }
}
