using System.Buffers.Binary;

namespace Idv.Imaging.Tests.Files;

/// <summary>Composes Windows bitmaps from stored rows.</summary>
internal static class BmpFile
{
    /// <summary>A bitmap with the 40-byte header.</summary>
    /// <param name="width">The width.</param>
    /// <param name="height">The height; negative is top-down.</param>
    /// <param name="bits">Bits a pixel.</param>
    /// <param name="rows">The stored rows, padded to four bytes.</param>
    /// <param name="palette">Four bytes an entry: blue, green, red, 0.</param>
    /// <param name="compression">0 none, 1 and 2 run-length, 3 bit fields.</param>
    /// <param name="masks">Red, green, blue for bit fields.</param>
    public static byte[] Compose(
        int width, int height, int bits, byte[] rows, byte[]? palette = null, uint compression = 0, params uint[] masks)
    {
        palette ??= [];
        var dataAt = 54 + (masks.Length * 4) + palette.Length;
        var file = new byte[dataAt + rows.Length];
        "BM"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(2), file.Length);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(10), dataAt);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(14), 40);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(18), width);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(22), height);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(26), 1);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(28), (ushort)bits);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(30), compression);
        for (var i = 0; i < masks.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(54 + (i * 4)), masks[i]);
        }

        palette.CopyTo(file.AsSpan(54 + (masks.Length * 4)));
        rows.CopyTo(file.AsSpan(dataAt));
        return file;
    }

    /// <summary>A 24-bit bitmap of a BGR image.</summary>
    public static byte[] Of(Image bgr)
    {
        var stride = (bgr.Stride + 3) & ~3;
        var rows = new byte[stride * bgr.Height];
        for (var y = 0; y < bgr.Height; y++)
        {
            bgr.Row(y).CopyTo(rows.AsSpan((bgr.Height - 1 - y) * stride));
        }

        return Compose(bgr.Width, bgr.Height, 24, rows);
    }
}
