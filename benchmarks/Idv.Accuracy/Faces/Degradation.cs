using Idv.Imaging;

namespace Idv.Accuracy.Faces;

/// <summary>
/// Makes good pictures bad as cameras and networks do: blur, darkness with noise, compression, reduction. Kind and
/// strength follow from the picture's name and the variant, so that every run makes the same set.
/// </summary>
internal static class Degradation
{
    private const int Kinds = 4;

    /// <summary>A degraded copy.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="interEyeDistance">The face's inter-eye distance in it, which blur and reduction are relative to.</param>
    /// <param name="untouched">The share of pictures that are left as they are.</param>
    /// <param name="seed">What kind and strength follow from.</param>
    public static Image Apply(Image image, float interEyeDistance, double untouched, int seed)
    {
        var random = new Random(seed);
        if (random.NextDouble() < untouched)
        {
            return image.Clone();
        }

        var kind = random.Next(Kinds);
        var strength = random.NextDouble();
        return kind switch
        {
            0 => ImageFilter.GaussianBlur(image, Range(0.02, 0.12, strength) * interEyeDistance),
            1 => Darken(image, Range(0.35, 0.04, strength), random),
            2 => Compress(image, (int)Range(30, 4, strength)),
            _ => Reduce(image, Range(24, 7, strength) / interEyeDistance),
        };
    }

    private static double Range(double mild, double strong, double strength) => mild * Math.Pow(strong / mild, strength);

    private static Image Darken(Image image, double gain, Random random)
    {
        var dark = image.Clone();
        foreach (ref var value in dark.Pixels)
        {
            // The sum of three uniform numbers is near enough to a sensor's noise of 2 levels.
            var noise = (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 4;
            value = (byte)Math.Clamp(Math.Round((value * gain) + noise), 0, 255);
        }

        return dark;
    }

    private static Image Compress(Image image, int quality)
    {
        using var decoded = ImageDecoder.Decode(ImageEncoder.EncodeJpeg(image, quality));
        return decoded.Image!.Clone();
    }

    private static Image Reduce(Image image, double scale)
    {
        var limited = Math.Min(scale, 1);
        return ImageTransform.Resize(image, Math.Max(1, (int)(image.Width * limited)), Math.Max(1, (int)(image.Height * limited)));
    }
}
