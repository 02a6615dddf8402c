using Idv.Galleries.Index;
using Idv.Galleries.Scanning;

namespace Idv.Galleries.Searching;

/// <summary>A filter made ready for one scan: each distinct set of tags is judged once, and a row costs two array reads.</summary>
internal sealed class CompiledFilter
{
    private readonly bool[] _allowed;
    private readonly long _from;
    private readonly long _before;

    private CompiledFilter(bool[] allowed, long from, long before)
    {
        _allowed = allowed;
        _from = from;
        _before = before;
    }

    /// <summary>Judges the sets of tags that a snapshot knows.</summary>
    public static CompiledFilter For(GalleryFilter filter, Snapshot snapshot)
    {
        var sets = snapshot.Tags.Sets;
        var allowed = new bool[sets.Length];
        for (var i = 0; i < sets.Length; i++)
        {
            // Sets beyond those given out are null, and belong to no row of the snapshot.
            allowed[i] = sets[i] is { } tags
                && filter.Tags.All(wanted => tags.TryGetValue(wanted.Key, out var value) && wanted.Value.Contains(value));
        }

        return new CompiledFilter(
            allowed,
            filter.EnrolledFrom is { } from ? CeilingMilliseconds(from) : long.MinValue,
            filter.EnrolledBefore is { } before ? CeilingMilliseconds(before) : long.MaxValue);
    }

    /// <summary>The rows of a block that pass, as bits.</summary>
    public uint Mask(Slab slab, int block)
    {
        var first = block * BlockLayout.Rows;
        var sets = slab.TagSets.AsSpan(first, BlockLayout.Rows);
        var dates = slab.EnrolledAt.AsSpan(first, BlockLayout.Rows);
        var mask = 0u;
        for (var i = 0; i < BlockLayout.Rows; i++)
        {
            // Rows that a writer is adding just now may carry a set that this filter has not seen.
            var set = (uint)sets[i];
            if (set < (uint)_allowed.Length && _allowed[set] && dates[i] >= _from && dates[i] < _before)
            {
                mask |= 1u << i;
            }
        }

        return mask;
    }

    /// <summary>Rows carry whole milliseconds: at or after a moment is at or after the next whole one.</summary>
    private static long CeilingMilliseconds(DateTimeOffset moment)
    {
        var whole = moment.ToUnixTimeMilliseconds();
        return DateTimeOffset.FromUnixTimeMilliseconds(whole) < moment ? whole + 1 : whole;
    }
}
