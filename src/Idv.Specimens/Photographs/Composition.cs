using Idv.Imaging;

namespace Idv.Specimens.Photographs;

/// <summary>Lays a document with rounded corners and a soft contact shadow on a background.</summary>
internal static class Composition
{
    public static Image Render(Image document, double cornerRadius, Homography photographFromDocument, int width, int height, Texture texture)
    {
        var documentFromPhotograph = photographFromDocument.Inverse();
        var result = Image.Rent(width, height, PixelFormat.Bgr24);
        var textureScale = 1600f / Math.Max(width, height);
        Parallel.For(0, height, y =>
        {
            var row = result.Row(y);
            var next = documentFromPhotograph.Map(0.5, y + 0.5);
            for (var x = 0; x < width; x++)
            {
                var here = next;
                next = documentFromPhotograph.Map(x + 1.5, y + 0.5);
                var pixel = Math.Max(0.2f, (next - here).Length());
                var distance = RoundedDistance(here.X, here.Y, document.Width, document.Height, (float)cornerRadius);
                var coverage = Math.Clamp(0.5f - (distance / pixel), 0, 1);
                var (blue, green, red) = coverage < 1 ? texture.At(x * textureScale, y * textureScale) : default;
                if (coverage < 1)
                {
                    var reach = document.Width * 0.022f;
                    var away = RoundedDistance(
                        here.X - (reach * 0.35f), here.Y - (reach * 0.5f), document.Width, document.Height, (float)cornerRadius);
                    var shade = 1 - (0.55f * Math.Clamp(1 - (away / reach), 0, 1));
                    (blue, green, red) = (blue * shade, green * shade, red * shade);
                }

                if (coverage > 0)
                {
                    var (b, g, r) = Sample(document, here.X, here.Y, pixel);
                    blue += coverage * (b - blue);
                    green += coverage * (g - green);
                    red += coverage * (r - red);
                }

                row[x * 3] = ToByte(blue);
                row[(x * 3) + 1] = ToByte(green);
                row[(x * 3) + 2] = ToByte(red);
            }
        });
        return result;
    }

    public static byte ToByte(float value) => (byte)Math.Clamp(value + 0.5f, 0, 255);

    /// <summary>The distance from a point to a rounded rectangle at the origin, negative within it.</summary>
    private static float RoundedDistance(float x, float y, float width, float height, float radius)
    {
        var dx = Math.Abs(x - (width / 2)) - (width / 2) + radius;
        var dy = Math.Abs(y - (height / 2)) - (height / 2) + radius;
        var outside = MathF.Sqrt((Math.Max(dx, 0) * Math.Max(dx, 0)) + (Math.Max(dy, 0) * Math.Max(dy, 0)));
        return outside + Math.Min(Math.Max(dx, dy), 0) - radius;
    }

    /// <summary>The mean over the pixel's footprint, of samples at most one document pixel apart.</summary>
    private static (float Blue, float Green, float Red) Sample(Image image, float x, float y, float pixel)
    {
        var count = Math.Clamp((int)MathF.Ceiling(pixel), 1, 8);
        if (count == 1)
        {
            return Bilinear(image, x, y);
        }

        var (blue, green, red) = (0f, 0f, 0f);
        for (var j = 0; j < count; j++)
        {
            for (var i = 0; i < count; i++)
            {
                var (b, g, r) = Bilinear(
                    image, x + (pixel * (((i + 0.5f) / count) - 0.5f)), y + (pixel * (((j + 0.5f) / count) - 0.5f)));
                blue += b;
                green += g;
                red += r;
            }
        }

        var share = 1f / (count * count);
        return (blue * share, green * share, red * share);
    }

    /// <summary>Interpolates at a point, in pixels from the corner.</summary>
    public static (float Blue, float Green, float Red) Bilinear(Image image, float x, float y)
    {
        x = Math.Clamp(x - 0.5f, 0, image.Width - 1.001f);
        y = Math.Clamp(y - 0.5f, 0, image.Height - 1.001f);
        var (left, top) = ((int)x, (int)y);
        var (fx, fy) = (x - left, y - top);
        var upper = image.Row(top).Slice(left * 3, 6);
        var lower = image.Row(top + 1).Slice(left * 3, 6);
        return (Mix(upper, lower, 0, fx, fy), Mix(upper, lower, 1, fx, fy), Mix(upper, lower, 2, fx, fy));
    }

    private static float Mix(ReadOnlySpan<byte> upper, ReadOnlySpan<byte> lower, int channel, float fx, float fy)
    {
        var a = upper[channel] + (fx * (upper[channel + 3] - upper[channel]));
        var b = lower[channel] + (fx * (lower[channel + 3] - lower[channel]));
        return a + (fy * (b - a));
    }
}
