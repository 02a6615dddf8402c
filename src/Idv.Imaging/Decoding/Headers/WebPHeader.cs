using System.Buffers.Binary;

namespace Idv.Imaging.Decoding;

/// <summary>Reads the RIFF chunks of a WebP file (RFC 9649 §2).</summary>
internal static class WebPHeader
{
    /// <summary>Reads the stored size, the EXIF orientation, and whether it is a still picture.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out StoredPicture picture)
    {
        picture = default;
        var chunks = bytes[12..];
        if (chunks.Length < 8)
        {
            return false;
        }

        var payload = chunks[8..];
        if (chunks.StartsWith("VP8 "u8))
        {
            // RFC 6386 §9.1: a 3-byte tag, the start code, then 14 bits each of width and height.
            if (payload.Length < 10 || !payload[3..].StartsWith((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A]))
            {
                return false;
            }

            picture = new StoredPicture(
                BinaryPrimitives.ReadUInt16LittleEndian(payload[6..]) & 0x3FFF,
                BinaryPrimitives.ReadUInt16LittleEndian(payload[8..]) & 0x3FFF);
        }
        else if (chunks.StartsWith("VP8L"u8))
        {
            if (payload.Length < 5 || payload[0] != 0x2F)
            {
                return false;
            }

            var bits = BinaryPrimitives.ReadUInt32LittleEndian(payload[1..]);
            picture = new StoredPicture((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1);
        }
        else if (chunks.StartsWith("VP8X"u8))
        {
            if (payload.Length < 10)
            {
                return false;
            }

            var animated = (payload[0] & 0x02) != 0;
            picture = new StoredPicture(
                UInt24(payload[4..]) + 1,
                UInt24(payload[7..]) + 1,
                FindOrientation(chunks),
                animated ? "animation" : null);
        }

        return picture is { Width: > 0, Height: > 0 };
    }

    private static Orientation FindOrientation(ReadOnlySpan<byte> chunks)
    {
        while (chunks.Length >= 8)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(chunks[4..]);
            if (length > chunks.Length - 8)
            {
                break;
            }

            if (chunks.StartsWith("EXIF"u8))
            {
                return ExifBlock.ReadOrientation(chunks.Slice(8, (int)length));
            }

            // Chunks are padded to an even length.
            var next = 8 + (long)length + (length & 1);
            chunks = next < chunks.Length ? chunks[(int)next..] : default;
        }

        return Orientation.TopLeft;
    }

    private static int UInt24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
