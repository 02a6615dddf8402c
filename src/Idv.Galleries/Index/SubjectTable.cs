using System.Text;

namespace Idv.Galleries.Index;

/// <summary>
/// Subject identifiers by ordinal, as UTF-8 in large arrays: ten million identifiers are a few hundred megabytes and a few hundred
/// objects. Ordinals are never reused for another identifier.
/// </summary>
/// <remarks>Lookups by identifier and changes belong to one writer at a time; <see cref="Utf8(int)"/> may run concurrently with them.</remarks>
internal sealed class SubjectTable
{
    /// <summary>Longest identifier in bytes of UTF-8.</summary>
    public const int MaximumIdBytes = 255;

    private const int ChunkBits = 12;
    private const int ChunkSize = 1 << ChunkBits;
    private const int TextChunk = 1 << 20;
    private const int FirstTextChunk = 1 << 12;

    private Chunk[] _chunks = [];
    private byte[][] _texts = [];
    private int[] _slots = new int[64];
    private int _textUsed;

    /// <summary>Ordinals given out.</summary>
    public int Count { get; private set; }

    /// <summary>Subjects that have a row.</summary>
    public int LiveCount { get; private set; }

    /// <summary>Bytes held.</summary>
    public long Bytes => (_chunks.Length * (long)ChunkSize * (sizeof(long) + sizeof(int))) + _texts.Sum(text => (long)text.Length) + (_slots.Length * (long)sizeof(int));

    /// <summary>An identifier's bytes.</summary>
    public ReadOnlySpan<byte> Utf8(int ordinal)
    {
        var place = Volatile.Read(ref _chunks)[ordinal >> ChunkBits].Places[ordinal & (ChunkSize - 1)];
        var text = Volatile.Read(ref _texts)[(int)(place >> 32)];
        return text.AsSpan((int)((place >> 8) & 0xFFFFFF), (int)(place & 0xFF));
    }

    /// <summary>An identifier.</summary>
    public string Id(int ordinal) => Encoding.UTF8.GetString(Utf8(ordinal));

    /// <summary>The first row of a subject, or −1 when it has none.</summary>
    public int FirstRow(int ordinal) => _chunks[ordinal >> ChunkBits].FirstRows[ordinal & (ChunkSize - 1)];

    /// <summary>Sets the first row of a subject; −1 for none.</summary>
    public void SetFirstRow(int ordinal, int row)
    {
        ref var first = ref _chunks[ordinal >> ChunkBits].FirstRows[ordinal & (ChunkSize - 1)];
        LiveCount += (row >= 0 ? 1 : 0) - (first >= 0 ? 1 : 0);
        first = row;
    }

    /// <summary>Finds an identifier's ordinal, or −1.</summary>
    public int Find(ReadOnlySpan<byte> id)
    {
        for (var slot = Hash(id); ; slot++)
        {
            var entry = _slots[slot & (uint)(_slots.Length - 1)];
            if (entry == 0)
            {
                return -1;
            }

            if (Utf8(entry - 1).SequenceEqual(id))
            {
                return entry - 1;
            }
        }
    }

    /// <summary>Finds an identifier's ordinal, or gives it one.</summary>
    public int FindOrAdd(ReadOnlySpan<byte> id)
    {
        var known = Find(id);
        if (known >= 0)
        {
            return known;
        }

        if ((Count + 1) * 3L > _slots.Length * 2L)
        {
            GrowSlots();
        }

        var ordinal = Count;
        if (ordinal >> ChunkBits == _chunks.Length)
        {
            Volatile.Write(ref _chunks, [.. _chunks, new Chunk()]);
        }

        _chunks[ordinal >> ChunkBits].Places[ordinal & (ChunkSize - 1)] = Store(id);
        Count++;
        Insert(ordinal, id);
        return ordinal;
    }

    private static uint Hash(ReadOnlySpan<byte> id)
    {
        // Keyed per process, so that nobody can choose identifiers that collide.
        var hash = default(HashCode);
        hash.AddBytes(id);
        return (uint)hash.ToHashCode();
    }

    private long Store(ReadOnlySpan<byte> id)
    {
        if (_texts.Length == 0 || _textUsed + id.Length > _texts[^1].Length)
        {
            // The first chunk is small: most galleries of a many-tenant site are.
            Volatile.Write(ref _texts, [.. _texts, new byte[_texts.Length == 0 ? FirstTextChunk : TextChunk]]);
            _textUsed = 0;
        }

        id.CopyTo(_texts[^1].AsSpan(_textUsed));
        var place = ((long)(_texts.Length - 1) << 32) | ((long)_textUsed << 8) | (long)id.Length;
        _textUsed += id.Length;
        return place;
    }

    private void GrowSlots()
    {
        _slots = new int[_slots.Length * 2];
        for (var ordinal = 0; ordinal < Count; ordinal++)
        {
            Insert(ordinal, Utf8(ordinal));
        }
    }

    private void Insert(int ordinal, ReadOnlySpan<byte> id)
    {
        var slot = Hash(id);
        while (_slots[slot & (uint)(_slots.Length - 1)] != 0)
        {
            slot++;
        }

        _slots[slot & (uint)(_slots.Length - 1)] = ordinal + 1;
    }

    private sealed class Chunk
    {
        public Chunk() => Array.Fill(FirstRows, -1);

        /// <summary>Per ordinal: text array (upper 32 bits), offset in it (24 bits), length (8 bits).</summary>
        public long[] Places { get; } = new long[ChunkSize];

        public int[] FirstRows { get; } = new int[ChunkSize];
    }
}
