using System.Buffers.Binary;

namespace Idv.Imaging.Decoding;

/// <summary>Reads a PNG's IHDR and eXIf chunks (ISO/IEC 15948 §11.2.2; PNG 1.5 extensions §3.7).</summary>
internal static class PngHeader
{
    /// <summary>The eight bytes that every PNG begins with.</summary>
    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Reads the stored size and the EXIF orientation.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out StoredPicture picture)
    {
        picture = default;
        if (bytes.Length < 33 || !bytes[12..].StartsWith("IHDR"u8))
        {
            return false;
        }

        var width = BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]);
        var height = BinaryPrimitives.ReadUInt32BigEndian(bytes[20..]);
        if (width is 0 or > int.MaxValue || height is 0 or > int.MaxValue)
        {
            return false;
        }

        picture = new StoredPicture(width, height, FindOrientation(bytes[Signature.Length..]));
        return true;
    }

    private static Orientation FindOrientation(ReadOnlySpan<byte> chunks)
    {
        while (chunks.Length >= 12)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(chunks);
            if (length > chunks.Length - 12)
            {
                break;
            }

            if (chunks[4..].StartsWith("eXIf"u8))
            {
                return ExifBlock.ReadOrientation(chunks.Slice(8, (int)length));
            }

            chunks = chunks[((int)length + 12)..];
        }

        return Orientation.TopLeft;
    }
}
