using System.Buffers.Binary;
using System.Text;

namespace Idv.Galleries.Storage;

/// <summary>
/// The bytes of a subject record: identifier (length byte, UTF-8), date (int64), number of tags (byte), then name and value of each
/// (length byte, UTF-8), names in ordinal order.
/// </summary>
internal static class SubjectRecordCodec
{
    /// <summary>Most bytes of a record: 32 tags of 64 and 255 bytes.</summary>
    public const int MaximumBytes = 1 + 255 + sizeof(long) + 1 + (MaximumTags * (2 + MaximumTagName + MaximumTagValue));

    /// <summary>Most tags of a subject.</summary>
    public const int MaximumTags = 32;

    /// <summary>Longest tag name in bytes of UTF-8.</summary>
    public const int MaximumTagName = 64;

    /// <summary>Longest tag value in bytes of UTF-8.</summary>
    public const int MaximumTagValue = 255;

    /// <summary>Bytes that a record takes.</summary>
    public static int Length(SubjectRecord subject)
    {
        var length = 1 + subject.Id.Length + sizeof(long) + 1;
        foreach (var (name, value) in subject.Tags)
        {
            length += 2 + Encoding.UTF8.GetByteCount(name) + Encoding.UTF8.GetByteCount(value);
        }

        return length;
    }

    /// <summary>Writes a record of <see cref="Length"/> bytes.</summary>
    public static void Write(SubjectRecord subject, Span<byte> bytes)
    {
        bytes[0] = (byte)subject.Id.Length;
        subject.Id.CopyTo(bytes[1..]);
        var at = 1 + subject.Id.Length;
        BinaryPrimitives.WriteInt64LittleEndian(bytes[at..], subject.EnrolledAt);
        at += sizeof(long);
        bytes[at++] = (byte)subject.Tags.Count;
        foreach (var (name, value) in subject.Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal))
        {
            at += WriteText(name, bytes[at..]);
            at += WriteText(value, bytes[at..]);
        }
    }

    /// <summary>Reads a record; false if the bytes are not exactly one.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out SubjectRecord subject)
    {
        subject = new SubjectRecord([], 0, NoTags);
        var rest = bytes;
        if (!TryReadBytes(ref rest, out var id) || id.IsEmpty || rest.Length < sizeof(long) + 1)
        {
            return false;
        }

        var enrolledAt = BinaryPrimitives.ReadInt64LittleEndian(rest);
        var count = rest[sizeof(long)];
        rest = rest[(sizeof(long) + 1)..];
        var tags = count == 0 ? NoTags : new Dictionary<string, string>(count, StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            if (!TryReadBytes(ref rest, out var name)
                || !TryReadBytes(ref rest, out var value)
                || !tags.TryAdd(Encoding.UTF8.GetString(name), Encoding.UTF8.GetString(value)))
            {
                return false;
            }
        }

        subject = new SubjectRecord(id.ToArray(), enrolledAt, tags);
        return rest.IsEmpty;
    }

    private static Dictionary<string, string> NoTags { get; } = [];

    private static int WriteText(string text, Span<byte> bytes)
    {
        var length = Encoding.UTF8.GetBytes(text, bytes[1..]);
        bytes[0] = (byte)length;
        return 1 + length;
    }

    private static bool TryReadBytes(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        if (rest.IsEmpty || rest.Length < 1 + rest[0])
        {
            return false;
        }

        bytes = rest.Slice(1, rest[0]);
        rest = rest[(1 + rest[0])..];
        return true;
    }
}
