using System.Buffers.Binary;

namespace Idv.Imaging.Decoding;

/// <summary>
/// The first image file directory of a TIFF structure (TIFF 6.0 §2, BigTIFF): a TIFF file, or the EXIF block of another file.
/// Only single unsigned values are read; every offset is checked.
/// </summary>
internal readonly ref struct TiffDirectory
{
    private const ushort Byte = 1;
    private const ushort Short = 3;
    private const ushort Long = 4;
    private const ushort Long8 = 16;

    private readonly ReadOnlySpan<byte> _entries;
    private readonly bool _littleEndian;
    private readonly int _entrySize;

    private TiffDirectory(ReadOnlySpan<byte> entries, bool littleEndian, int entrySize)
    {
        _entries = entries;
        _littleEndian = littleEndian;
        _entrySize = entrySize;
    }

    /// <summary>Finds the first directory.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out TiffDirectory directory)
    {
        directory = default;
        if (bytes.Length < 8)
        {
            return false;
        }

        var little = bytes.StartsWith("II"u8);
        if (!little && !bytes.StartsWith("MM"u8))
        {
            return false;
        }

        var version = UInt16(bytes[2..], little);
        if (version == 42)
        {
            var offset = UInt32(bytes[4..], little);
            if (offset > bytes.Length - 2)
            {
                return false;
            }

            var count = UInt16(bytes[(int)offset..], little);
            return TryTake(bytes[((int)offset + 2)..], count, 12, little, out directory);
        }

        if (version == 43 && bytes.Length >= 16 && UInt16(bytes[4..], little) == 8)
        {
            var offset = UInt64(bytes[8..], little);
            if (bytes.Length < 8 || offset > (ulong)bytes.Length - 8)
            {
                return false;
            }

            var count = UInt64(bytes[(int)offset..], little);
            return count <= ushort.MaxValue && TryTake(bytes[((int)offset + 8)..], (int)count, 20, little, out directory);
        }

        return false;
    }

    /// <summary>The value of a tag that holds one unsigned integer; null when it is absent or of another kind.</summary>
    public long? Find(ushort tag)
    {
        for (var at = 0; at < _entries.Length; at += _entrySize)
        {
            var entry = _entries.Slice(at, _entrySize);
            if (UInt16(entry, _littleEndian) != tag)
            {
                continue;
            }

            var count = _entrySize == 12 ? UInt32(entry[4..], _littleEndian) : UInt64(entry[4..], _littleEndian);
            var value = entry[(_entrySize == 12 ? 8 : 12)..];
            if (count != 1)
            {
                return null;
            }

            return UInt16(entry[2..], _littleEndian) switch
            {
                Byte => value[0],
                Short => UInt16(value, _littleEndian),
                Long => UInt32(value, _littleEndian),
                Long8 when _entrySize == 20 && UInt64(value, _littleEndian) <= long.MaxValue => (long)UInt64(value, _littleEndian),
                _ => null,
            };
        }

        return null;
    }

    /// <summary>Tag 274; upright when it is absent or not one of the eight values.</summary>
    public Orientation FindOrientation() => Find(274) is >= 1 and <= 8 and var value ? (Orientation)value : Orientation.TopLeft;

    private static bool TryTake(ReadOnlySpan<byte> bytes, int count, int entrySize, bool little, out TiffDirectory directory)
    {
        // A directory that runs over the end is read as far as it goes: EXIF blocks are cut in practice.
        var whole = Math.Min(count, bytes.Length / entrySize);
        directory = new TiffDirectory(bytes[..(whole * entrySize)], little, entrySize);
        return true;
    }

    private static ushort UInt16(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint UInt32(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);

    private static ulong UInt64(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt64LittleEndian(bytes) : BinaryPrimitives.ReadUInt64BigEndian(bytes);
}
