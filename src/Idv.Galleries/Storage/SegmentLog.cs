using Idv.Galleries.Index;

namespace Idv.Galleries.Storage;

/// <summary>The segments of a gallery in order, the last of which grows. Reads may run concurrently with one writer.</summary>
internal sealed class SegmentLog : ITemplateReader
{
    private const int OffsetBits = 40;
    private readonly GalleryFolder _folder;
    private readonly long _segmentBytes;
    private SegmentFile[] _segments = [];
    private SegmentFile? _active;
    private long _sequence;

    /// <summary>Creates a log without segments.</summary>
    /// <param name="folder">Names new files, and is told of them.</param>
    /// <param name="keys">The gallery's keys.</param>
    /// <param name="segmentBytes">A new segment is begun after this many bytes.</param>
    public SegmentLog(GalleryFolder folder, GalleryKeys keys, long segmentBytes)
    {
        _folder = folder;
        _segmentBytes = segmentBytes;
        Keys = keys;
    }

    /// <summary>The keys that the segments are written with.</summary>
    public GalleryKeys Keys { get; }

    /// <summary>Whether each append ends with a flush to disk; else only the end of a segment does.</summary>
    public bool FlushEachAppend { get; set; }

    /// <summary>The segments, oldest first.</summary>
    public IReadOnlyList<SegmentFile> Segments => _segments;

    /// <summary>The segment that grows; null until the next append.</summary>
    public SegmentFile? Active => _active;

    /// <summary>Bytes of all segments.</summary>
    public long Bytes => _segments.Sum(segment => segment.Length);

    /// <summary>Where a vector is: the segment's place in the log, and the offset.</summary>
    public static long Location(int segment, long offset) => ((long)segment << OffsetBits) | offset;

    /// <summary>Takes a segment that was read from disk; it will not grow.</summary>
    public void AddSealed(SegmentFile segment) => Volatile.Write(ref _segments, [.. _segments, segment]);

    /// <summary>Sets the sequence that the next group follows.</summary>
    public void ContinueAfter(long lastSequence) => _sequence = lastSequence;

    /// <summary>Writes changes as one group: after a crash all of them are there or none.</summary>
    /// <returns>The location of each vector, in the order of the changes.</returns>
    /// <exception cref="GalleryException">Nothing was written: the disk is full or failed.</exception>
    public long[] Append(IReadOnlyList<Change> changes) => StorageFailure.Translate("writing to the gallery", () =>
    {
        _folder.ThrowIfInDoubt();
        if (_active is null || _active.Length >= _segmentBytes)
        {
            BeginSegment();
        }

        var segment = _active!;
        var before = segment.Length;
        var offsets = new List<long>();
        try
        {
            segment.Append(_sequence + 1, changes, offsets);
            if (FlushEachAppend)
            {
                segment.FlushToDisk();
            }
        }
        catch
        {
            // The bytes after the old end are unknown, and their nonces used: this segment ends here.
            segment.Abandon(before);
            _active = null;
            throw;
        }

        _sequence++;
        var number = _segments.Length - 1;
        return offsets.ConvertAll(offset => Location(number, offset)).ToArray();
    });

    /// <summary>Ends the growing segment, flushed to disk.</summary>
    public void Seal()
    {
        _active?.FlushToDisk();
        _active = null;
    }

    /// <inheritdoc/>
    public void Read(long location, Span<float> vector) =>
        Volatile.Read(ref _segments)[(int)(location >> OffsetBits)].ReadVector(location & ((1L << OffsetBits) - 1), vector);

    /// <summary>Closes all files; nothing may be reading.</summary>
    public void Close()
    {
        foreach (var segment in _segments)
        {
            segment.Close();
        }
    }

    private void BeginSegment()
    {
        Seal();
        var segment = _folder.CreateSegment(Keys);
        Volatile.Write(ref _segments, [.. _segments, segment]);
        _active = segment;
        try
        {
            _folder.SegmentBegun(this);
        }
        catch
        {
            // A segment that the manifest doesn't name must not receive anything.
            _active = null;
            Volatile.Write(ref _segments, _segments[..^1]);
            segment.Close();
            throw;
        }
    }
}
