using System.Runtime.CompilerServices;

namespace Idv.Galleries.Scanning;

/// <summary>The best rows seen so far: a bounded min-heap, so that most rows are refused by one comparison.</summary>
internal sealed class ShortList
{
    private readonly int _capacity;
    private float[] _scores;
    private int[] _rows;

    /// <summary>Creates an empty list.</summary>
    /// <param name="capacity">Rows to keep.</param>
    /// <param name="floor">Rows with this score or less are refused from the start.</param>
    public ShortList(int capacity, float floor = float.NegativeInfinity)
    {
        _capacity = capacity;
        _scores = new float[Math.Min(capacity, 256)];
        _rows = new int[_scores.Length];
        Threshold = floor;
    }

    /// <summary>Rows held.</summary>
    public int Count { get; private set; }

    /// <summary>Whether rows above the floor may have been turned away.</summary>
    public bool IsFull => Count == _capacity;

    /// <summary>A row with this score or less is refused: the floor, or the lowest score of a full list.</summary>
    public float Threshold { get; private set; }

    /// <summary>The rows held, in no order.</summary>
    public ReadOnlySpan<int> Rows => _rows.AsSpan(0, Count);

    /// <summary>Their scores, in the same order.</summary>
    public ReadOnlySpan<float> Scores => _scores.AsSpan(0, Count);

    /// <summary>Offers a row; keeps it if it beats the threshold.</summary>
    public void Offer(float score, int row)
    {
        if (!(score > Threshold))
        {
            return;
        }

        if (IsFull)
        {
            SiftDown(score, row);
            Threshold = _scores[0];
            return;
        }

        if (Count == _scores.Length)
        {
            var larger = Math.Min(_capacity, Count * 4);
            Array.Resize(ref _scores, larger);
            Array.Resize(ref _rows, larger);
        }

        SiftUp(Count++, score, row);
        if (IsFull)
        {
            Threshold = _scores[0];
        }
    }

    /// <summary>Offers what another list holds.</summary>
    public void OfferAll(ShortList other)
    {
        for (var i = 0; i < other.Count; i++)
        {
            Offer(other._scores[i], other._rows[i]);
        }
    }

    private void SiftUp(int hole, float score, int row)
    {
        while (hole > 0)
        {
            var parent = (hole - 1) / 2;
            if (_scores[parent] <= score)
            {
                break;
            }

            Move(parent, hole);
            hole = parent;
        }

        _scores[hole] = score;
        _rows[hole] = row;
    }

    private void SiftDown(float score, int row)
    {
        var hole = 0;
        while (true)
        {
            var child = (2 * hole) + 1;
            if (child >= Count)
            {
                break;
            }

            if (child + 1 < Count && _scores[child + 1] < _scores[child])
            {
                child++;
            }

            if (_scores[child] >= score)
            {
                break;
            }

            Move(child, hole);
            hole = child;
        }

        _scores[hole] = score;
        _rows[hole] = row;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Move(int from, int to)
    {
        _scores[to] = _scores[from];
        _rows[to] = _rows[from];
    }
}
