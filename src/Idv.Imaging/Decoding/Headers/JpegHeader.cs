using System.Buffers.Binary;

namespace Idv.Imaging.Decoding;

/// <summary>Reads JPEG markers up to the frame header (ITU-T T.81 §B.2).</summary>
internal static class JpegHeader
{
    // Encoders write about ten scans. Each costs a pass over every coefficient, so a small file with hundreds would take minutes.
    private const int MostScans = 100;

    private const byte StartOfScan = 0xDA;
    private const byte EndOfImage = 0xD9;
    private const byte App1 = 0xE1;

    /// <summary>Reads the stored size, the EXIF orientation, and whether the coding process is supported.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out StoredPicture picture)
    {
        picture = default;
        Orientation? orientation = null;
        var at = 2;
        while (at + 4 <= bytes.Length)
        {
            if (bytes[at] != 0xFF)
            {
                // Stray bytes between segments: go on at the next marker, as decoders do.
                var next = bytes[at..].IndexOf((byte)0xFF);
                if (next < 0)
                {
                    return false;
                }

                at += next;
                continue;
            }

            var marker = bytes[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }

            if (marker is 0x00 or 0x01 or (>= 0xD0 and <= 0xD8))
            {
                at += 2;
                continue;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
            if (marker is StartOfScan or EndOfImage || length < 2 || at + 2 + length > bytes.Length)
            {
                return false;
            }

            var segment = bytes.Slice(at + 4, length - 2);
            if (marker == App1 && orientation is null && segment.StartsWith(ExifBlock.Prefix))
            {
                orientation = ExifBlock.ReadOrientation(segment);
            }
            else if (IsFrameHeader(marker))
            {
                return TryReadFrame(marker, segment, bytes[at..], orientation ?? Orientation.TopLeft, out picture);
            }

            at += 2 + length;
        }

        return false;
    }

    private static bool IsFrameHeader(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static bool TryReadFrame(
        byte marker, ReadOnlySpan<byte> frame, ReadOnlySpan<byte> rest, Orientation orientation, out StoredPicture picture)
    {
        picture = default;
        if (frame.Length < 6)
        {
            return false;
        }

        var height = BinaryPrimitives.ReadUInt16BigEndian(frame[1..]);
        var width = BinaryPrimitives.ReadUInt16BigEndian(frame[3..]);
        if (width == 0)
        {
            return false;
        }

        var unsupported = UnsupportedFeature(marker, frame[0], height);
        picture = new StoredPicture(width, Math.Max(height, (ushort)1), orientation, unsupported);
        return true;
    }

    /// <summary>
    /// Whether a file has more scans than any encoder writes. Counts up to the end of the image: phones append films and further pictures.
    /// </summary>
    public static bool HasTooManyScans(ReadOnlySpan<byte> bytes)
    {
        var scans = 0;
        var at = 2;
        while (at < bytes.Length)
        {
            var next = bytes[at..].IndexOf((byte)0xFF);
            if (next < 0 || at + next + 4 > bytes.Length)
            {
                return false;
            }

            at += next;
            switch (bytes[at + 1])
            {
                case EndOfImage:
                    return false;
                case 0xFF:
                    at++;
                    break;
                case <= 0x01 or (>= 0xD0 and <= 0xD8):
                    // A stuffed byte of entropy-coded data, or a marker without a segment.
                    at += 2;
                    break;
                case StartOfScan when ++scans > MostScans:
                    return true;
                default:
                    at += 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
                    break;
            }
        }

        return false;
    }

    private static string? UnsupportedFeature(byte marker, byte precision, int height)
    {
        if (height == 0)
        {
            return "a height that is given only at the end (DNL)";
        }

        if (precision != 8)
        {
            return $"{precision} bits a sample";
        }

        return marker is 0xC0 or 0xC1 or 0xC2 or 0xC9 or 0xCA ? null : "lossless or hierarchical coding";
    }
}
