using System.Numerics;
using Idv.Imaging;

namespace Idv.Documents.Authenticity;

/// <summary>
/// A hash of 64 bits that changes little when a picture is taken again: whether each of 8 × 8 cells is brighter than the next (dHash). Two
/// photographs of one document differ in some bits, two documents of one type in more.
/// </summary>
public static class PerceptualHash
{
    private const int Side = 8;

    /// <summary>Hashes a rectified document or portrait.</summary>
    public static ulong Of(Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        using var grey = ImageTransform.Convert(image, PixelFormat.Grey8);
        using var cells = ImageTransform.Resize(grey, Side + 1, Side);
        ulong hash = 0;
        for (var y = 0; y < Side; y++)
        {
            var row = cells.Row(y);
            for (var x = 0; x < Side; x++)
            {
                hash = (hash << 1) | (row[x] > row[x + 1] ? 1UL : 0);
            }
        }

        return hash;
    }

    /// <summary>In how many of the 64 bits two hashes differ.</summary>
    public static int Distance(ulong first, ulong second) => BitOperations.PopCount(first ^ second);
}
