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
        return Compose(Header(width, height, bitDepth, colourType), samples.Chunk(rowBytes), chunks);
    }

    /// <summary>An interlaced true-colour file with alpha (Adam7, ISO/IEC 15948 §8.2).</summary>
    public static byte[] ComposeInterlaced(int width, int height, byte[] rgba)
    {
        (int X, int Y, int StepX, int StepY)[] passes =
            [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];
        var rows = new List<byte[]>();
        foreach (var pass in passes)
        {
            for (var y = pass.Y; y < height && pass.X < width; y += pass.StepY)
            {
                var row = new List<byte>();
                for (var x = pass.X; x < width; x += pass.StepX)
                {
                    row.AddRange(rgba.AsSpan(((y * width) + x) * 4, 4));
                }

                rows.Add([.. row]);
            }
        }

        var header = Header(width, height, 8, TrueColourAlpha);
        header[12] = 1;
        return Compose(header, rows, []);
    }

    private static byte[] Compose(byte[] header, IEnumerable<byte[]> rows, (string Type, byte[] Data)[] chunks)
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            foreach (var row in rows)
            {
                zlib.WriteByte(0);
                zlib.Write(row);
            }
        }

        using var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        Write(file, "IHDR", header);
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
