using System.Buffers.Binary;

namespace Idv.Imaging.Tests.Files;

/// <summary>EXIF blocks composed by hand: a TIFF header and one directory with the orientation tag.</summary>
internal static class ExifBytes
{
    /// <summary>A TIFF structure that states an orientation.</summary>
    public static byte[] Block(int orientation, bool littleEndian)
    {
        var block = new byte[26];
        (littleEndian ? "II"u8 : "MM"u8).CopyTo(block);
        UInt16(block, 2, 42, littleEndian);
        UInt32(block, 4, 8, littleEndian);
        UInt16(block, 8, 1, littleEndian);
        UInt16(block, 10, 274, littleEndian);
        UInt16(block, 12, 3, littleEndian);
        UInt32(block, 14, 1, littleEndian);
        UInt16(block, 18, orientation, littleEndian);
        return block;
    }

    /// <summary>The JPEG with an APP1 segment right after its first marker.</summary>
    public static byte[] InJpeg(byte[] jpeg, byte[] block)
    {
        var segment = new byte[10 + block.Length];
        segment[0] = 0xFF;
        segment[1] = 0xE1;
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(2), (ushort)(segment.Length - 2));
        "Exif\0\0"u8.CopyTo(segment.AsSpan(4));
        block.CopyTo(segment.AsSpan(10));
        return [.. jpeg[..2], .. segment, .. jpeg[2..]];
    }

    private static void UInt16(byte[] bytes, int at, int value, bool little)
    {
        bytes[at + (little ? 0 : 1)] = (byte)value;
        bytes[at + (little ? 1 : 0)] = (byte)(value >> 8);
    }

    private static void UInt32(byte[] bytes, int at, int value, bool little)
    {
        UInt16(bytes, at + (little ? 0 : 2), value, little);
        UInt16(bytes, at + (little ? 2 : 0), value >> 16, little);
    }
}
