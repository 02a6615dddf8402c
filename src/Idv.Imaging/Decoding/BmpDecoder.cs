using System.Buffers.Binary;
using System.Numerics;

namespace Idv.Imaging.Decoding;

/// <summary>
/// Windows bitmaps: OS/2 1.x and all Windows headers; 1, 4, 8, 16, 24 and 32 bits a pixel, uncompressed or with bit fields.
/// Run-length coding and embedded JPEG or PNG are reported as unsupported.
/// </summary>
internal static class BmpDecoder
{
    private const int FileHeaderSize = 14;
    private const int CoreHeaderSize = 12;
    private const int InfoHeaderSize = 40;

    private enum Compression : uint
    {
        None = 0,
        RunLength8 = 1,
        RunLength4 = 2,
        BitFields = 3,
        Jpeg = 4,
        Png = 5,
        AlphaBitFields = 6,
    }

    /// <summary>Reads the stored size and whether the layout is supported.</summary>
    public static bool TryReadHeader(ReadOnlySpan<byte> bytes, out StoredPicture picture)
    {
        picture = default;
        if (!TryReadLayout(bytes, out var layout))
        {
            return false;
        }

        picture = new StoredPicture(layout.Width, layout.Height, Orientation.TopLeft, layout.UnsupportedFeature);
        return true;
    }

    /// <summary>Decodes into an image of the stored size, BGR or RGB; false when the file ends early.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, Image target)
    {
        if (!TryReadLayout(bytes, out var layout) || layout.Width != target.Width || layout.Height != target.Height)
        {
            return false;
        }

        // Rows are padded to four bytes.
        var stride = (((layout.Width * layout.BitsPerPixel) + 31) / 32) * 4;
        if (layout.PixelOffset > bytes.Length || stride * layout.Height > bytes.Length - layout.PixelOffset)
        {
            return false;
        }

        var pixels = bytes.Slice((int)layout.PixelOffset, (int)(stride * layout.Height));
        var rgb = target.Format == PixelFormat.Rgb24;
        if (layout.BitsPerPixel <= 8)
        {
            return TryDecodePalette(bytes, pixels, layout, (int)stride, target, rgb);
        }

        if (layout.BitsPerPixel == 24)
        {
            DecodeTrueColour(pixels, layout, (int)stride, target, rgb);
            return true;
        }

        DecodeFields(pixels, layout, (int)stride, target, rgb);
        return true;
    }

    private static bool TryReadLayout(ReadOnlySpan<byte> bytes, out Layout layout)
    {
        layout = default;
        if (bytes.Length < FileHeaderSize + CoreHeaderSize)
        {
            return false;
        }

        var pixelOffset = BinaryPrimitives.ReadUInt32LittleEndian(bytes[10..]);
        var header = bytes[FileHeaderSize..];
        var headerSize = BinaryPrimitives.ReadUInt32LittleEndian(header);
        if (headerSize == CoreHeaderSize)
        {
            layout = new Layout
            {
                Width = BinaryPrimitives.ReadUInt16LittleEndian(header[4..]),
                Height = BinaryPrimitives.ReadUInt16LittleEndian(header[6..]),
                BitsPerPixel = BinaryPrimitives.ReadUInt16LittleEndian(header[10..]),
                PixelOffset = pixelOffset,
                PaletteOffset = FileHeaderSize + CoreHeaderSize,
                PaletteEntrySize = 3,
            };
        }
        else if (headerSize >= InfoHeaderSize && headerSize <= 1024 && header.Length >= headerSize)
        {
            var height = BinaryPrimitives.ReadInt32LittleEndian(header[8..]);
            var bits = BinaryPrimitives.ReadUInt16LittleEndian(header[14..]);
            var compression = (Compression)BinaryPrimitives.ReadUInt32LittleEndian(header[16..]);
            var hasFields = compression is Compression.BitFields or Compression.AlphaBitFields;
            var hasAlpha = headerSize >= 56 || compression == Compression.AlphaBitFields;
            var masksAfterHeader = hasFields && headerSize == InfoHeaderSize ? (hasAlpha ? 16 : 12) : 0;
            if (header.Length < headerSize + masksAfterHeader)
            {
                return false;
            }

            layout = new Layout
            {
                Width = BinaryPrimitives.ReadInt32LittleEndian(header[4..]),
                Height = Math.Abs((long)height),
                TopDown = height < 0,
                BitsPerPixel = bits,
                Compression = compression,
                PixelOffset = pixelOffset,
                PaletteOffset = FileHeaderSize + headerSize + masksAfterHeader,
                PaletteEntrySize = 4,
                Fields = hasFields ? Fields.Read(header[InfoHeaderSize..], hasAlpha) : Fields.Default(bits),
            };
        }
        else
        {
            return false;
        }

        return layout is { Width: > 0, Height: > 0 };
    }

    private static bool TryDecodePalette(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> pixels, Layout layout, int stride, Image target, bool rgb)
    {
        var available = (layout.PixelOffset - layout.PaletteOffset) / layout.PaletteEntrySize;
        var entries = (int)Math.Clamp(available, 0, 1 << layout.BitsPerPixel);
        if (entries == 0 || layout.PaletteOffset + (entries * layout.PaletteEntrySize) > bytes.Length)
        {
            return false;
        }

        // An index beyond the palette is black.
        Span<byte> palette = stackalloc byte[256 * 3];
        palette.Clear();
        for (var i = 0; i < entries; i++)
        {
            var entry = bytes.Slice((int)layout.PaletteOffset + (i * layout.PaletteEntrySize), 3);
            Write(palette[(i * 3)..], entry[0], entry[1], entry[2], rgb);
        }

        var perByte = 8 / layout.BitsPerPixel;
        var mask = (1 << layout.BitsPerPixel) - 1;
        for (var y = 0; y < target.Height; y++)
        {
            var from = pixels.Slice(layout.StoredRow(y) * stride, stride);
            var to = target.Row(y);
            for (var x = 0; x < target.Width; x++)
            {
                var shift = 8 - (layout.BitsPerPixel * ((x % perByte) + 1));
                var index = (from[x / perByte] >> shift) & mask;
                palette.Slice(index * 3, 3).CopyTo(to[(x * 3)..]);
            }
        }

        return true;
    }

    private static void DecodeTrueColour(ReadOnlySpan<byte> pixels, Layout layout, int stride, Image target, bool rgb)
    {
        for (var y = 0; y < target.Height; y++)
        {
            var from = pixels.Slice(layout.StoredRow(y) * stride, target.Width * 3);
            var to = target.Row(y);
            if (!rgb)
            {
                from.CopyTo(to);
                continue;
            }

            for (var x = 0; x < from.Length; x += 3)
            {
                Write(to[x..], from[x], from[x + 1], from[x + 2], rgb);
            }
        }
    }

    private static void DecodeFields(ReadOnlySpan<byte> pixels, Layout layout, int stride, Image target, bool rgb)
    {
        var size = layout.BitsPerPixel / 8;
        var fields = layout.Fields;

        // Many writers leave every alpha at 0 and mean an opaque picture.
        var transparent = fields.Alpha != 0 && AnyBitSet(pixels, layout, stride, size);
        for (var y = 0; y < target.Height; y++)
        {
            var from = pixels.Slice(layout.StoredRow(y) * stride, stride);
            var to = target.Row(y);
            for (var x = 0; x < target.Width; x++)
            {
                var value = Value(from[(x * size)..], size);
                var alpha = transparent ? Fields.Extract(value, fields.Alpha) : 255;
                Write(
                    to[(x * 3)..],
                    OnWhite(Fields.Extract(value, fields.Blue), alpha),
                    OnWhite(Fields.Extract(value, fields.Green), alpha),
                    OnWhite(Fields.Extract(value, fields.Red), alpha),
                    rgb);
            }
        }
    }

    private static bool AnyBitSet(ReadOnlySpan<byte> pixels, Layout layout, int stride, int size)
    {
        for (var y = 0; y < layout.Height; y++)
        {
            for (var x = 0; x < layout.Width; x++)
            {
                if ((Value(pixels[((y * stride) + (x * size))..], size) & layout.Fields.Alpha) != 0)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static uint Value(ReadOnlySpan<byte> pixel, int size) =>
        size == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(pixel) : BinaryPrimitives.ReadUInt32LittleEndian(pixel);

    private static byte OnWhite(int value, int alpha) => (byte)(((value * alpha) + (255 * (255 - alpha)) + 127) / 255);

    private static void Write(Span<byte> target, byte blue, byte green, byte red, bool rgb)
    {
        target[0] = rgb ? red : blue;
        target[1] = green;
        target[2] = rgb ? blue : red;
    }

    private readonly record struct Fields(uint Red, uint Green, uint Blue, uint Alpha)
    {
        public static Fields Default(int bits) => bits == 16 ? new Fields(0x7C00, 0x03E0, 0x001F, 0) : new Fields(0xFF0000, 0xFF00, 0xFF, 0);

        public static Fields Read(ReadOnlySpan<byte> masks, bool hasAlpha) => new(
            BinaryPrimitives.ReadUInt32LittleEndian(masks),
            BinaryPrimitives.ReadUInt32LittleEndian(masks[4..]),
            BinaryPrimitives.ReadUInt32LittleEndian(masks[8..]),
            hasAlpha ? BinaryPrimitives.ReadUInt32LittleEndian(masks[12..]) : 0);

        /// <summary>The bits under a mask as 0 to 255.</summary>
        public static int Extract(uint value, uint mask)
        {
            if (mask == 0)
            {
                return 0;
            }

            var shift = BitOperations.TrailingZeroCount(mask);
            ulong most = mask >> shift;
            return (int)(((((ulong)(value & mask) >> shift) * 255) + (most / 2)) / most);
        }
    }

    private readonly record struct Layout
    {
        public long Width { get; init; }

        public long Height { get; init; }

        public bool TopDown { get; init; }

        public int BitsPerPixel { get; init; }

        public Compression Compression { get; init; }

        public long PixelOffset { get; init; }

        public long PaletteOffset { get; init; }

        public int PaletteEntrySize { get; init; }

        public Fields Fields { get; init; }

        public string? UnsupportedFeature => (Compression, BitsPerPixel) switch
        {
            (Compression.None, 1 or 4 or 8 or 16 or 24 or 32) => null,
            (Compression.BitFields or Compression.AlphaBitFields, 16 or 32) => null,
            (Compression.RunLength4 or Compression.RunLength8, _) => "run-length coding",
            (Compression.Jpeg or Compression.Png, _) => "embedded JPEG or PNG",
            _ => $"{BitsPerPixel} bits a pixel",
        };

        public int StoredRow(int y) => TopDown ? y : (int)Height - 1 - y;
    }
}
