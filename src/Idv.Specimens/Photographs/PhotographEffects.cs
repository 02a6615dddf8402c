using Idv.Imaging;

namespace Idv.Specimens.Photographs;

/// <summary>What light, lens and sensor do to a picture in the order blue, green, red.</summary>
internal static class PhotographEffects
{
    /// <summary>A copy in shades of grey with the hard contrast of an office copier.</summary>
    public static Image GreyCopy(Image source)
    {
        var result = Image.Rent(source.Width, source.Height, PixelFormat.Bgr24);
        var from = source.Pixels;
        var to = result.Pixels;
        for (var i = 0; i < to.Length; i += 3)
        {
            var luma = (0.114f * from[i]) + (0.587f * from[i + 1]) + (0.299f * from[i + 2]);
            to.Slice(i, 3).Fill(Composition.ToByte(((luma - 128) * 1.15f) + 134));
        }

        return result;
    }

    /// <summary>Darkens one side with a soft edge and lays a highlight on the document.</summary>
    public static void Light(Image image, double shadow, double glare, Quad document, SeededRandom random)
    {
        var angle = random.Between(0, 2 * Math.PI);
        var (sin, cos) = ((float)Math.Sin(angle), (float)Math.Cos(angle));
        var edge = (float)random.Between(-0.2, 0.25);
        var (u, v) = ((float)random.Between(0.25, 0.75), (float)random.Between(0.15, 0.8));
        var upper = document.TopLeft + (u * (document.TopRight - document.TopLeft));
        var lower = document.BottomLeft + (u * (document.BottomRight - document.BottomLeft));
        var centre = upper + (v * (lower - upper));
        var (width, height) = (image.Width, image.Height);
        var (reachX, reachY) = (width * (float)random.Between(0.08, 0.16), height * (float)random.Between(0.07, 0.14));
        var (dark, bright) = ((float)shadow, (float)glare);
        if (dark <= 0 && bright <= 0)
        {
            return;
        }

        Parallel.For(0, height, y =>
        {
            var row = image.Row(y);
            for (var x = 0; x < width; x++)
            {
                var across = ((((x / (float)width) - 0.5f) * cos) + (((y / (float)height) - 0.5f) * sin) - edge) * 2.2f;
                var shade = 1 - (0.6f * dark * Smooth(across + 0.5f));
                var dx = (x - centre.X) / reachX;
                var dy = (y - centre.Y) / reachY;
                var highlight = bright * MathF.Exp(-0.5f * MathF.Pow((dx * dx) + (dy * dy), 1.3f));
                foreach (ref var channel in row.Slice(x * 3, 3))
                {
                    var lit = channel * shade;
                    channel = Composition.ToByte(lit + (highlight * (255 - lit)));
                }
            }
        });
    }

    /// <summary>Averages along a line whose direction is drawn.</summary>
    public static Image MotionBlur(Image source, double length, SeededRandom random)
    {
        var angle = random.Between(0, Math.PI);
        var (width, height) = (source.Width, source.Height);
        var steps = (int)Math.Ceiling(length);
        var offsets = new (int X, int Y)[steps];
        for (var i = 0; i < steps; i++)
        {
            var along = (i - ((steps - 1) / 2.0)) * length / steps;
            offsets[i] = ((int)Math.Round(along * Math.Cos(angle)), (int)Math.Round(along * Math.Sin(angle)));
        }

        var result = Image.Rent(width, height, PixelFormat.Bgr24);
        Parallel.For(0, height, y =>
        {
            var row = result.Row(y);
            for (var x = 0; x < width; x++)
            {
                var (b, g, r) = (0, 0, 0);
                foreach (var (dx, dy) in offsets)
                {
                    var pixel = source.Row(Math.Clamp(y + dy, 0, height - 1))[(Math.Clamp(x + dx, 0, width - 1) * 3)..];
                    b += pixel[0];
                    g += pixel[1];
                    r += pixel[2];
                }

                row[x * 3] = (byte)(b / steps);
                row[(x * 3) + 1] = (byte)(g / steps);
                row[(x * 3) + 2] = (byte)(r / steps);
            }
        });
        return result;
    }

    /// <summary>
    /// Adds the beat between a screen's grid and the sensor's, a little different for each colour because a screen's sub-pixels lie side by
    /// side, and then the sensor's noise.
    /// </summary>
    public static void Sense(Image image, double moire, double noiseSigma, SeededRandom random)
    {
        if (moire <= 0 && noiseSigma <= 0)
        {
            return;
        }

        var angle = random.Between(0, Math.PI);
        var period = random.Between(5, 9);
        var (kx, ky) = ((float)(2 * Math.PI / period * Math.Cos(angle)), (float)(2 * Math.PI / period * Math.Sin(angle)));
        var strength = (float)(0.22 * moire);
        var noise = (float)(0.7 * noiseSigma);
        for (var y = 0; y < image.Height; y++)
        {
            var row = image.Row(y);
            for (var x = 0; x < image.Width; x++)
            {
                // Half of the noise is common to the channels: raw noise becomes luma noise when a camera interpolates colours.
                var common = noise > 0 ? random.NextNearlyNormal() : 0;
                for (var channel = 0; channel < 3; channel++)
                {
                    var own = noise > 0 ? random.NextNearlyNormal() : 0;
                    var stripe = strength > 0 ? strength * Stripe(x, y, channel) : 0;
                    ref var value = ref row[(x * 3) + channel];
                    value = Composition.ToByte((value * (1 + stripe)) + (noise * (common + own)));
                }
            }
        }

        float Stripe(int x, int y, int channel) =>
            MathF.Sin((kx * x) + (ky * y * (1 + (0.06f * MathF.Sin(x * 0.002f)))) + (channel * 2.1f));
    }

    private static float Smooth(float share)
    {
        share = Math.Clamp(share, 0, 1);
        return share * share * (3 - (2 * share));
    }
}
