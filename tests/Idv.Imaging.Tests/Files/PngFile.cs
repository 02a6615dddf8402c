using System.Buffers.Binary;
using System.IO.Compression;

namespace Idv.Imaging.Tests.Files;

/// <summary>Composes PNG files of every kind from raw samples, without any library.</summary>
internal static class PngFile
{
    public const byte Grey = 0;
    public const byte TrueColour = 2;
    public const byte Palette = 3;
    public const byte GreyAlpha = 4;
    public const byte TrueColourAlpha = 6;

    private static readonly uint[] CrcTable = MakeCrcTable();

    /// <summary>A file whose rows are given unfiltered, each <c>rowBytes</c> long, with further chunks before the image data.</summary>
    public static byte[] Compose(
        int width, int height, byte bitDepth, byte colourType, byte[] samples, params (string Type, byte[] Data)[] chunks)
    {
        var rowBytes = samples.Length / height;
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var y = 0; y < height; y++)
            {
                zlib.WriteByte(0);
                zlib.Write(samples, y * rowBytes, rowBytes);
            }
        }

        using var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        Write(file, "IHDR", Header(width, height, bitDepth, colourType));
        foreach (var (type, data) in chunks)
        {
            Write(file, type, data);
        }

        Write(file, "IDAT", compressed.ToArray());
        Write(file, "IEND", []);
        return file.ToArray();
    }

    /// <summary>A header that promises a picture, and nothing after it.</summary>
    public static byte[] HeaderOnly(int width, int height)
    {
        using var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        Write(file, "IHDR", Header(width, height, 8, TrueColour));
        return file.ToArray();
    }

    private static byte[] Header(int width, int height, byte bitDepth, byte colourType)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = bitDepth;
        header[9] = colourType;
        return header;
    }

    private static void Write(MemoryStream file, string type, byte[] data)
    {
        byte[] typed = [.. System.Text.Encoding.ASCII.GetBytes(type), .. data];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(typed);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(typed));
        file.Write(number);
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc = CrcTable[(byte)(crc ^ value)] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static uint[] MakeCrcTable()
    {
        var table = new uint[256];
        for (uint n = 0; n < 256; n++)
        {
            var value = n;
            for (var bit = 0; bit < 8; bit++)
            {
                value = (value & 1) != 0 ? 0xEDB88320 ^ (value >> 1) : value >> 1;
            }

            table[n] = value;
        }

        return table;
    }
}
