using Idv.Imaging;

namespace Idv.Accuracy.Attributes;

/// <summary>Varies a picture as cameras do: light, colour, blur, resolution, noise and compression.</summary>
internal static class Photography
{
    /// <summary>A varied copy.</summary>
    public static Image Vary(Image image, Random random)
    {
        var scale = random.Next(2) == 0 ? 1 : 0.25 + (0.75 * random.NextDouble());
        using var resized = ImageTransform.Resize(image, (int)(image.Width * scale), (int)(image.Height * scale));
        var blurred = random.Next(3) == 0 ? ImageFilter.GaussianBlur(resized, 0.3 + (1.2 * random.NextDouble() * scale)) : resized.Clone();
        Tone(blurred, random);
        if (random.Next(2) == 0)
        {
            return blurred;
        }

        using (blurred)
        using (var decoded = ImageDecoder.Decode(ImageEncoder.EncodeJpeg(blurred, random.Next(20, 90))))
        {
            return decoded.Image!.Clone();
        }
    }

    private static void Tone(Image image, Random random)
    {
        var grey = random.Next(3) == 0;
        var gamma = Math.Pow(2, (random.NextDouble() * 1.6) - 0.8);
        var (gain, lift) = (0.55 + (0.6 * random.NextDouble()), random.Next(-10, 30));
        double[] tint = [0.85 + (0.3 * random.NextDouble()), 1, 0.85 + (0.3 * random.NextDouble())];
        var noise = random.Next(2) == 0 ? 0 : 14 * random.NextDouble();
        var pixels = image.Pixels;
        for (var i = 0; i + 2 < pixels.Length; i += 3)
        {
            var luma = (0.114 * pixels[i]) + (0.587 * pixels[i + 1]) + (0.299 * pixels[i + 2]);
            var shift = (random.NextDouble() - 0.5) * noise;
            for (var channel = 0; channel < 3; channel++)
            {
                var value = grey ? luma : pixels[i + channel] * tint[channel];
                value = (255 * gain * Math.Pow(Math.Min(value, 255) / 255, gamma)) + lift + shift;
                pixels[i + channel] = (byte)Math.Clamp(value, 0, 255);
            }
        }
    }
}
