using Idv.Imaging;

namespace Idv.Documents.Mrz.Reading;

/// <summary>
/// The greatest of a pixel's three channels. Zones are printed in black, and coloured patterns, papers and lamps are bright in at least
/// one channel: what stays dark is ink.
/// </summary>
internal static class InkChannel
{
    /// <summary>A grey image of the greatest channel.</summary>
    public static Image Of(Image image)
    {
        var target = Image.Rent(image.Width, image.Height, PixelFormat.Grey8);
        var source = image.Pixels;
        var pixels = target.Pixels;
        for (int i = 0, at = 0; i < pixels.Length; i++, at += 3)
        {
            pixels[i] = Math.Max(source[at], Math.Max(source[at + 1], source[at + 2]));
        }

        return target;
    }

    /// <summary>The same for a planar tensor of three equally normalised planes: each plane receives the greatest value.</summary>
    public static void Apply(Span<float> planes)
    {
        var count = planes.Length / 3;
        var first = planes[..count];
        var second = planes.Slice(count, count);
        var third = planes[(2 * count)..];
        System.Numerics.Tensors.TensorPrimitives.Max(first, second, first);
        System.Numerics.Tensors.TensorPrimitives.Max(first, third, first);
        first.CopyTo(second);
        first.CopyTo(third);
    }
}
