using Idv.Imaging;

namespace Idv.Specimens.Drawing;

/// <summary>How a picture is printed on the paper.</summary>
/// <param name="Opacity">0 (invisible) to 1.</param>
/// <param name="Feather">The share of the shorter side over which the edges fade into the paper.</param>
/// <param name="Ink">When given, the picture is printed in this ink alone, its lightness as the amount of paper that shows.</param>
/// <param name="Oval">Whether the fading follows an ellipse and not the rectangle.</param>
internal sealed record PictureTone(double Opacity = 1, double Feather = 0, Colour? Ink = null, bool Oval = false)
{
    /// <summary>Writes the picture as premultiplied blue, green, red, alpha.</summary>
    public void Write(Image image, Span<byte> target, int stride)
    {
        var red = image.Format == PixelFormat.Rgb24 ? 0 : 2;
        for (var y = 0; y < image.Height; y++)
        {
            var source = image.Row(y);
            var row = target.Slice(y * stride, image.Width * 4);
            for (var x = 0; x < image.Width; x++)
            {
                double b, g, r;
                if (image.Channels == 1)
                {
                    b = g = r = source[x];
                }
                else
                {
                    r = source[(x * 3) + red];
                    g = source[(x * 3) + 1];
                    b = source[(x * 3) + 2 - red];
                }

                var alpha = Coverage(x, y, image.Width, image.Height);
                if (Ink is { } ink)
                {
                    var luma = ((0.299 * r) + (0.587 * g) + (0.114 * b)) / 255;
                    alpha *= 1 - luma;
                    (r, g, b) = (ink.Red * 255, ink.Green * 255, ink.Blue * 255);
                }

                row[x * 4] = (byte)((b * alpha) + 0.5);
                row[(x * 4) + 1] = (byte)((g * alpha) + 0.5);
                row[(x * 4) + 2] = (byte)((r * alpha) + 0.5);
                row[(x * 4) + 3] = (byte)((255 * alpha) + 0.5);
            }
        }
    }

    private double Coverage(int x, int y, int width, int height)
    {
        if (Feather <= 0)
        {
            return 1;
        }

        double inside;
        if (Oval)
        {
            var dx = ((x + 0.5) / width * 2) - 1;
            var dy = ((y + 0.5) / height * 2) - 1;
            inside = (1 - Math.Sqrt((dx * dx) + (dy * dy))) / (2 * Feather);
        }
        else
        {
            var edge = Math.Min(Math.Min(x + 0.5, width - x - 0.5), Math.Min(y + 0.5, height - y - 0.5));
            inside = edge / (Feather * Math.Min(width, height));
        }

        var share = Math.Clamp(inside, 0, 1);
        return share * share * (3 - (2 * share));
    }
}
