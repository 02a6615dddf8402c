using System.Numerics;
using Idv.Imaging;

namespace Idv.Documents.Authenticity;

/// <summary>
/// A hash of 64 bits by which a portrait is recognised when its document is photographed again: cut by eyes and mouth, freed of light that changes slowly,
/// then the signs of its lowest frequencies, which shadow, blur and noise mostly leave as they are.
/// </summary>
public static class PerceptualHash
{
    /// <summary>Pixels of the cut face, cells that they are averaged to, and frequencies that count, each along a side.</summary>
    private const int Side = 64, Cells = 16, Frequencies = 8;

    /// <summary>How far the cut reaches from its middle, in distances of the eyes or of eyes and mouth, whichever is longer.</summary>
    private const float Reach = 1.25f;

    private static readonly float[] Cosines = [.. Enumerable.Range(0, Frequencies * Cells).Select(i =>
        MathF.Cos(((2 * (i % Cells)) + 1) * (i / Cells) * MathF.PI / (2 * Cells)))];

    /// <summary>Hashes a face. Points that lie beyond the picture or on each other give a hash that means nothing.</summary>
    /// <param name="picture">The picture, in <see cref="PixelFormat.Bgr24"/>.</param>
    /// <param name="leftEye">The eye on the picture's left, in pixels.</param>
    /// <param name="rightEye">The other eye.</param>
    /// <param name="mouth">The middle of the mouth.</param>
    public static ulong OfFace(Image picture, Vector2 leftEye, Vector2 rightEye, Vector2 mouth)
    {
        ArgumentNullException.ThrowIfNull(picture);
        using var cut = Cut(picture, leftEye, rightEye, mouth);
        using var grey = ImageTransform.Convert(cut, PixelFormat.Grey8);
        using var light = ImageFilter.GaussianBlur(grey, Side / 5.0);
        Span<float> cells = stackalloc float[Cells * Cells];
        cells.Clear();
        for (var y = 0; y < Side; y++)
        {
            var row = grey.Row(y);
            var slow = light.Row(y);
            for (var x = 0; x < Side; x++)
            {
                cells[(y * Cells / Side * Cells) + (x * Cells / Side)] += MathF.Log((row[x] + 8f) / (slow[x] + 8f));
            }
        }

        ulong hash = 0;
        for (var i = 0; i < Frequencies * Frequencies; i++)
        {
            hash = (hash << 1) | (Coefficient(cells, i % Frequencies, i / Frequencies) > 0 ? 1UL : 0);
        }

        return hash;
    }

    /// <summary>In how many of the 64 bits two hashes differ.</summary>
    public static int Distance(ulong first, ulong second) => BitOperations.PopCount(first ^ second);

    private static Image Cut(Image picture, Vector2 leftEye, Vector2 rightEye, Vector2 mouth)
    {
        var eyes = (leftEye + rightEye) / 2;
        var across = rightEye - leftEye;
        across = across.LengthSquared() < 1 ? Vector2.UnitX : Vector2.Normalize(across);
        var down = new Vector2(-across.Y, across.X);
        var reach = Reach * MathF.Max(1, MathF.Max(Vector2.Distance(leftEye, rightEye), MathF.Abs(Vector2.Dot(mouth - eyes, down))));
        var middle = (eyes + mouth) / 2;
        (across, down) = (across * reach, down * reach);
        return ImageTransform.WarpPerspective(picture, new Quad(middle - across - down, middle + across - down, middle + across + down, middle - across + down), Side, Side);
    }

    /// <summary>A coefficient of the discrete cosine transform, without its scale.</summary>
    private static float Coefficient(ReadOnlySpan<float> cells, int u, int v)
    {
        var sum = 0f;
        for (var y = 0; y < Cells; y++)
        {
            for (var x = 0; x < Cells; x++)
            {
                sum += cells[(y * Cells) + x] * Cosines[(u * Cells) + x] * Cosines[(v * Cells) + y];
            }
        }

        return sum;
    }
}
