using System.Buffers.Binary;

namespace Idv.Imaging.Tests.Files;

/// <summary>Composes uncompressed little-endian TIFF files of one strip.</summary>
internal static class TiffFile
{
    public const ushort WhiteIsZero = 0;
    public const ushort BlackIsZero = 1;
    public const ushort Rgb = 2;
    public const ushort Separated = 5;

    /// <summary>A file of chunky samples.</summary>
    /// <param name="width">Tag 256.</param>
    /// <param name="height">Tag 257.</param>
    /// <param name="bits">Tag 258, the same for every sample.</param>
    /// <param name="photometric">Tag 262.</param>
    /// <param name="samplesPerPixel">Tag 277; a fourth sample of RGB is unassociated alpha.</param>
    /// <param name="data">The strip.</param>
    /// <param name="orientation">Tag 274.</param>
    /// <param name="compression">Tag 259.</param>
    public static byte[] Compose(
        int width, int height, ushort bits, ushort photometric, ushort samplesPerPixel, byte[] data, ushort orientation = 1, ushort compression = 1)
    {
        const int EntriesAt = 10;
        List<(ushort Tag, ushort Type, uint Count, uint Value)> entries =
        [
            (256, 4, 1, (uint)width),
            (257, 4, 1, (uint)height),
            (258, 3, samplesPerPixel, samplesPerPixel == 1 ? bits : 0u),
            (259, 3, 1, compression),
            (262, 3, 1, photometric),
            (273, 4, 1, 0),
            (274, 3, 1, orientation),
            (277, 3, 1, samplesPerPixel),
            (278, 4, 1, (uint)height),
            (279, 4, 1, (uint)data.Length),
        ];
        if (photometric == Rgb && samplesPerPixel == 4)
        {
            entries.Add((338, 3, 1, 2));
        }

        var bitsAt = EntriesAt + (entries.Count * 12) + 4;
        var dataAt = bitsAt + (samplesPerPixel * 2);
        var file = new byte[dataAt + data.Length];
        "II*\0"u8.CopyTo(file);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(4), 8);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(8), (ushort)entries.Count);
        for (var i = 0; i < entries.Count; i++)
        {
            var (tag, type, count, value) = entries[i];
            var entry = file.AsSpan(EntriesAt + (i * 12));
            BinaryPrimitives.WriteUInt16LittleEndian(entry, tag);
            BinaryPrimitives.WriteUInt16LittleEndian(entry[2..], type);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[4..], count);
            var stored = tag == 273 ? (uint)dataAt : tag == 258 && samplesPerPixel > 2 ? (uint)bitsAt : value;
            BinaryPrimitives.WriteUInt32LittleEndian(entry[8..], stored);
        }

        for (var s = 0; s < samplesPerPixel; s++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(bitsAt + (s * 2)), bits);
        }

        data.CopyTo(file.AsSpan(dataAt));
        return file;
    }
}
