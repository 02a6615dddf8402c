using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Idv.Galleries.Index;

namespace Idv.Galleries.Storage;

/// <summary>Replays a segment into an index that nobody searches yet.</summary>
/// <param name="segment">The segment.</param>
/// <param name="segmentNumber">Its place in the log, part of every location.</param>
/// <param name="index">What to fill.</param>
/// <param name="dimension">Coordinates of a template.</param>
internal sealed class SegmentLoader(SegmentFile segment, int segmentNumber, TemplateIndex index, int dimension)
{
    private const int WindowLength = 16 << 20;
    private const int RowsPerTask = 512;
    private readonly List<PendingRow> _pending = [];
    private byte[] _window = new byte[WindowLength];
    private long _windowStart = SegmentFile.HeaderLength;
    private int _windowFilled;

    /// <summary>Sequence of the last group replayed, or that of the segment before.</summary>
    public long LastSequence { get; private set; }

    /// <summary>Replays all groups.</summary>
    /// <param name="end">Bytes of the file that count.</param>
    /// <param name="mayBeTorn">
    /// Whether a damaged end may be the last write of a process that died: true for the segment that was being written. Damage that
    /// another group follows is never that, because a group is written only after the one before it is on the disk.
    /// </param>
    /// <param name="lastSequence">Sequence of the last group before this segment.</param>
    /// <param name="report">Receives the bytes replayed so far.</param>
    /// <returns>Bytes of whole groups, header included: less than <paramref name="end"/> when a torn write was found.</returns>
    /// <exception cref="GalleryException">The segment is damaged.</exception>
    public long Load(long end, bool mayBeTorn, long lastSequence, Action<long> report)
    {
        LastSequence = lastSequence;
        var at = (long)SegmentFile.HeaderLength;
        while (at < end)
        {
            if (!TryTakeGroup(at, end, out var header, out var body))
            {
                DecodePending();
                if (!mayBeTorn || IsFollowedByGroup(at, end))
                {
                    throw segment.Damaged(at);
                }

                return at;
            }

            Replay(body, header.ChangeCount, at + GroupHeader.Length);
            LastSequence = header.Sequence;
            at += GroupHeader.Length + header.BodyLength;
            report(at);
        }

        DecodePending();
        return at;
    }

    private bool TryTakeGroup(long at, long end, out GroupHeader header, out ReadOnlySpan<byte> body)
    {
        body = default;
        header = default;
        if (end - at < GroupHeader.Length
            || !GroupHeader.TryRead(Window(at, GroupHeader.Length, end), out header)
            || header.Sequence <= LastSequence
            || end - at - GroupHeader.Length < header.BodyLength)
        {
            return false;
        }

        body = Window(at, GroupHeader.Length + header.BodyLength, end)[GroupHeader.Length..];
        return Crc32C.Of(body) == header.BodyCrc;
    }

    /// <summary>Bytes of the file, from memory where they were read already.</summary>
    private ReadOnlySpan<byte> Window(long offset, int length, long end)
    {
        if (offset < _windowStart || offset + length > _windowStart + _windowFilled)
        {
            // Rows waiting for their codes point into the window.
            DecodePending();
            if (length > _window.Length)
            {
                _window = new byte[length];
            }

            _windowStart = offset;
            _windowFilled = segment.Read(_window.AsSpan(0, (int)Math.Min(_window.Length, end - offset)), offset);
        }

        var within = (int)(offset - _windowStart);
        return _window.AsSpan(within, Math.Min(length, _windowFilled - within));
    }

    private void Replay(ReadOnlySpan<byte> body, int changes, long offset)
    {
        var at = 0;
        Span<byte> record = stackalloc byte[SubjectRecordCodec.MaximumBytes];
        for (var i = 0; i < changes; i++)
        {
            if (body.Length - at < SegmentFile.ChangeHeaderLength)
            {
                throw segment.Damaged(offset + at);
            }

            var header = body.Slice(at, SegmentFile.ChangeHeaderLength);
            var kind = (ChangeKind)header[0];
            var templates = BinaryPrimitives.ReadUInt16LittleEndian(header[2..]);
            var recordLength = BinaryPrimitives.ReadInt32LittleEndian(header[4..]);
            at += SegmentFile.ChangeHeaderLength;
            if (recordLength < 0 || recordLength > record.Length || body.Length - at < recordLength + SegmentCipher.TagBytes
                || !segment.Cipher.TryDecrypt(
                    offset + at, body.Slice(at, recordLength + SegmentCipher.TagBytes), record[..recordLength], header)
                || !SubjectRecordCodec.TryRead(record[..recordLength], out var subject))
            {
                throw segment.Damaged(offset + at);
            }

            at += recordLength + SegmentCipher.TagBytes;
            if (body.Length - at < (long)templates * segment.SealedVectorLength)
            {
                throw segment.Damaged(offset + at);
            }

            Apply(kind, subject, templates, offset + at);
            at += templates * segment.SealedVectorLength;
        }

        if (at != body.Length)
        {
            throw segment.Damaged(offset + at);
        }
    }

    private void Apply(ChangeKind kind, SubjectRecord subject, int templates, long offset)
    {
        var ordinal = index.Subjects.FindOrAdd(subject.Id);
        if (kind is ChangeKind.Delete or ChangeKind.Replace)
        {
            index.KillRows(ordinal);
        }

        var tagSet = templates > 0 ? index.Tags.Intern(subject.Tags) : 0;
        for (var i = 0; i < templates; i++)
        {
            var vectorOffset = offset + ((long)i * segment.SealedVectorLength);
            var row = index.AddRow(ordinal, tagSet, subject.EnrolledAt, SegmentLog.Location(segmentNumber, vectorOffset));
            _pending.Add(new PendingRow(row, vectorOffset));
        }
    }

    /// <summary>Decrypts and codes the rows added since the last call, on all processors.</summary>
    private void DecodePending()
    {
        if (_pending.Count == 0)
        {
            return;
        }

        ParallelLoop.Run(
            (_pending.Count + RowsPerTask - 1) / RowsPerTask,
            Environment.ProcessorCount,
            task =>
            {
                var vector = new float[dimension];
                for (var i = task * RowsPerTask; i < Math.Min(_pending.Count, (task + 1) * RowsPerTask); i++)
                {
                    var (row, offset) = _pending[i];
                    if (index.IsDead(row))
                    {
                        continue;
                    }

                    var sealedVector = _window.AsSpan((int)(offset - _windowStart), segment.SealedVectorLength);
                    if (!segment.Cipher.TryDecrypt(offset, sealedVector, MemoryMarshal.AsBytes(vector.AsSpan()), default))
                    {
                        throw segment.Damaged(offset);
                    }

                    index.WriteCode(row, vector);
                }
            });
        _pending.Clear();
    }

    /// <summary>Whether a later group begins anywhere after a damaged one.</summary>
    private bool IsFollowedByGroup(long at, long end)
    {
        for (var from = at + 1; end - from >= GroupHeader.Length;)
        {
            var bytes = Window(from, (int)Math.Min(WindowLength, end - from), end);
            var start = bytes.IndexOf(GroupHeader.Magic);
            if (start < 0)
            {
                from += bytes.Length - GroupHeader.Magic.Length + 1;
            }
            else if (bytes.Length - start < GroupHeader.Length && start > 0)
            {
                from += start;
            }
            else if (GroupHeader.TryRead(bytes[start..], out var header) && header.Sequence > LastSequence)
            {
                return true;
            }
            else
            {
                from += start + 1;
            }
        }

        return false;
    }

    private readonly record struct PendingRow(int Row, long Offset);
}
