using Idv.Galleries.Protection;

namespace Idv.Galleries.Searching;

/// <summary>The rows nearest by Hamming distance: distances are small integers, so a histogram replaces a heap.</summary>
internal sealed class SketchShortList
{
    private readonly int _capacity;
    private readonly int[] _rows;
    private readonly short[] _distances;
    private readonly int[] _histogram = new int[GalleryTransform.SketchBits + 1];
    private int _count;

    public SketchShortList(int capacity)
    {
        _capacity = capacity;
        _rows = new int[2 * capacity];
        _distances = new short[2 * capacity];
    }

    /// <summary>Rows at this distance or further are refused.</summary>
    public int Limit { get; private set; } = GalleryTransform.SketchBits + 1;

    /// <summary>Adds a row that is nearer than <see cref="Limit"/>.</summary>
    public void Add(int row, int distance)
    {
        _rows[_count] = row;
        _distances[_count] = (short)distance;
        _count++;
        _histogram[distance]++;
        if (_count == _rows.Length)
        {
            Shrink();
        }
    }

    /// <summary>Adds what another list holds.</summary>
    public void AddAll(SketchShortList other)
    {
        for (var i = 0; i < other._count; i++)
        {
            if (other._distances[i] < Limit)
            {
                Add(other._rows[i], other._distances[i]);
            }
        }
    }

    /// <summary>The nearest rows, at most the capacity, in no order.</summary>
    public ReadOnlySpan<int> Nearest()
    {
        if (_count > _capacity)
        {
            Shrink();
        }

        return _rows.AsSpan(0, _count);
    }

    /// <summary>Keeps the nearest; among those at the last distance, the first that came.</summary>
    private void Shrink()
    {
        var last = 0;
        var nearer = 0;
        while (nearer + _histogram[last] < _capacity)
        {
            nearer += _histogram[last++];
        }

        var room = _capacity - nearer;
        var kept = 0;
        for (var i = 0; i < _count; i++)
        {
            if (_distances[i] < last || (_distances[i] == last && room-- > 0))
            {
                (_rows[kept], _distances[kept]) = (_rows[i], _distances[i]);
                kept++;
            }
        }

        _count = kept;
        Array.Clear(_histogram, last + 1, _histogram.Length - last - 1);
        _histogram[last] = _capacity - nearer;
        Limit = last;
    }
}
