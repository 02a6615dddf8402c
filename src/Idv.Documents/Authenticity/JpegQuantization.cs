using Idv.Imaging;

namespace Idv.Documents.Authenticity;

/// <summary>The steps to which a JPEG file rounds the coefficients of brightness.</summary>
public static class JpegQuantization
{
    private const int Coefficients = 64;

    /// <summary>ITU-T T.81, table K.1, in rows.</summary>
    private static readonly byte[] Standard =
    [
        16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62,
        18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
    ];

    /// <summary>The position in rows of each coefficient in the order of a file (ITU-T T.81, figure A.6).</summary>
    private static readonly byte[] ZigZag =
    [
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
        35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
    ];

    /// <summary>
    /// The steps of a file: those of a JPEG's brightness, 1 for formats that keep every pixel as it is, <see langword="null"/> for all others.
    /// </summary>
    /// <param name="format">What the file is.</param>
    /// <param name="file">Its bytes.</param>
    public static int[]? Of(ImageFileFormat format, ReadOnlySpan<byte> file) => format switch
    {
        ImageFileFormat.Jpeg => Read(file),
        ImageFileFormat.Png or ImageFileFormat.Bmp => Of(100),
        _ => null,
    };

    /// <summary>
    /// The steps of a file's first table, which is that of brightness, in rows; <see langword="null"/> for what is no JPEG file or ends before it.
    /// </summary>
    public static int[]? Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < 4 || file[0] != 0xFF || file[1] != 0xD8)
        {
            return null;
        }

        for (var at = 2; at + 4 <= file.Length && file[at] == 0xFF;)
        {
            var (marker, length) = (file[at + 1], (file[at + 2] << 8) | file[at + 3]);
            if (length < 2 || marker == 0xDA || at + 2 + length > file.Length)
            {
                return null;
            }

            if (marker == 0xDB && Table(file.Slice(at + 4, length - 2)) is { } steps)
            {
                return steps;
            }

            at += 2 + length;
        }

        return null;
    }

    /// <summary>The steps that the Independent JPEG Group's library, and most programs after it, takes for a quality of 1 to 100.</summary>
    public static int[] Of(int quality)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
        var scale = quality < 50 ? 5000 / quality : 200 - (2 * quality);
        return Array.ConvertAll(Standard, step => Math.Clamp(((step * scale) + 50) / 100, 1, 255));
    }

    /// <summary>Table 0 of a segment of tables, or <see langword="null"/>.</summary>
    private static int[]? Table(ReadOnlySpan<byte> segment)
    {
        while (segment.Length > 0)
        {
            var (bytes, number) = ((segment[0] >> 4) + 1, segment[0] & 15);
            var length = 1 + (Coefficients * bytes);
            if (bytes > 2 || segment.Length < length)
            {
                return null;
            }

            if (number == 0)
            {
                var steps = new int[Coefficients];
                for (var i = 0; i < Coefficients; i++)
                {
                    steps[ZigZag[i]] = bytes == 1 ? segment[1 + i] : (segment[1 + (2 * i)] << 8) | segment[2 + (2 * i)];
                }

                return Array.TrueForAll(steps, step => step > 0) ? steps : null;
            }

            segment = segment[length..];
        }

        return null;
    }
}
