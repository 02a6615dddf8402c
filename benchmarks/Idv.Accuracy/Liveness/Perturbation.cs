using Idv.Imaging;

namespace Idv.Accuracy.Liveness;

/// <summary>A change that networks, cameras and lamps make to a live picture and that must not turn it into an attack.</summary>
/// <param name="Name">What is done.</param>
/// <param name="Apply">Makes the changed copy.</param>
public sealed record Perturbation(string Name, Func<Image, Image> Apply)
{
    /// <summary>Every perturbation that is measured.</summary>
    public static IReadOnlyList<Perturbation> All { get; } =
    [
        new("as it is", image => image.Clone()),
        .. new[] { 90, 75, 60, 40, 20 }.Select(quality => new Perturbation($"JPEG quality {quality}", image => Compress(image, quality))),
        .. new[] { 0.75, 0.5, 0.35 }.Select(scale => new Perturbation(FormattableString.Invariant($"scaled to {scale:0%}"), image => Scale(image, scale))),
        .. new[] { 0.5, 0.7, 1.4, 2 }.Select(gamma => new Perturbation(FormattableString.Invariant($"gamma {gamma:0.0}"), image => Curve(image, gamma, 1, 1, 1))),
        new("warm white balance", image => Curve(image, 1, 0.78, 0.97, 1.15)),
        new("cool white balance", image => Curve(image, 1, 1.18, 1, 0.8)),
        new("greenish light", image => Curve(image, 1, 0.92, 1.08, 0.92)),
    ];

    private static Image Compress(Image image, int quality)
    {
        using var decoded = ImageDecoder.Decode(ImageEncoder.EncodeJpeg(image, quality));
        return decoded.Image!.Clone();
    }

    private static Image Scale(Image image, double scale) =>
        ImageTransform.Resize(image, Math.Max(1, (int)(image.Width * scale)), Math.Max(1, (int)(image.Height * scale)));

    private static Image Curve(Image image, double gamma, double blue, double green, double red)
    {
        double[] gains = [blue, green, red];
        var tables = gains.Select(gain => Enumerable.Range(0, 256)
            .Select(value => (byte)Math.Clamp(Math.Round(255 * Math.Pow(value / 255.0, gamma) * gain), 0, 255)).ToArray()).ToArray();
        var changed = image.Clone();
        var pixels = changed.Pixels;
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = tables[i % 3][pixels[i]];
        }

        return changed;
    }
}
