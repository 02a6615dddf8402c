using Idv.Imaging;

namespace Idv.Accuracy.Faces;

/// <summary>A picture made hard and where its face then is.</summary>
/// <param name="Image">The picture, owned by the caller.</param>
/// <param name="Face">The face's box.</param>
internal sealed record StressPicture(Image Image, Box Face);

/// <summary>One way in which people take pictures badly.</summary>
/// <param name="Name">What is done.</param>
/// <param name="IsScene">Whether to search as in a scene with a document, where faces are small.</param>
/// <param name="Make">Makes the picture from a good one and its face's box.</param>
internal sealed record StressSet(string Name, bool IsScene, Func<Image, Box, StressPicture> Make);

/// <summary>The ways that are measured.</summary>
internal static class StressSets
{
    public static IReadOnlyList<StressSet> All { get; } =
    [
        new("as it is", false, (image, face) => new StressPicture(image.Clone(), face)),
        new("frame-filling", false, (image, face) => Filling(image, face, 1)),
        new("frame-filling × 1.15", false, (image, face) => Filling(image, face, 1.15f)),
        .. new[] { 24, 32, 48, 64 }.Select(height => new StressSet($"{height} px in 1280×960", true, (image, face) => Small(image, face, height))),
        .. new[] { 1, 2, 3 }.Select(quarters => new StressSet($"turned {quarters * 90}°", false, (image, face) => Turned(image, face, quarters))),
        new("12% light", false, (image, face) => Dark(image, face, noise: 0)),
        new("12% light with noise", false, (image, face) => Dark(image, face, noise: 3)),
    ];

    private static StressPicture Filling(Image image, Box face, float scale)
    {
        const int Width = 480;
        var frame = face.Scale(scale);
        using var crop = ImageTransform.Crop(image, (int)frame.X, (int)frame.Y, (int)frame.Width, (int)frame.Height);
        var zoom = Width / frame.Width;
        var large = ImageTransform.Resize(crop, Width, (int)(Width * frame.Height / frame.Width), Interpolation.Linear);
        return new StressPicture(large, new Box((face.X - frame.X) * zoom, (face.Y - frame.Y) * zoom, face.Width * zoom, face.Height * zoom));
    }

    private static StressPicture Small(Image image, Box face, int height)
    {
        var scale = height / face.Height;
        using var small = ImageTransform.Resize(image, Math.Max(1, (int)(image.Width * scale)), Math.Max(1, (int)(image.Height * scale)));
        var scene = Image.Rent(1280, 960, PixelFormat.Bgr24);
        scene.Pixels.Fill(128);
        var random = new Random(((int)face.X * 7) + (int)face.Y);
        var (x, y) = (random.Next(scene.Width - small.Width), random.Next(scene.Height - small.Height));
        for (var row = 0; row < small.Height; row++)
        {
            small.Row(row).CopyTo(scene.Row(y + row)[(x * 3)..]);
        }

        return new StressPicture(scene, new Box(x + (face.X * scale), y + (face.Y * scale), face.Width * scale, face.Height * scale));
    }

    private static StressPicture Turned(Image image, Box face, int quarters) => new(
        ImageTransform.RotateQuarters(image, quarters),
        quarters switch
        {
            1 => new Box(image.Height - face.Bottom, face.X, face.Height, face.Width),
            2 => new Box(image.Width - face.Right, image.Height - face.Bottom, face.Width, face.Height),
            _ => new Box(face.Y, image.Width - face.Right, face.Height, face.Width),
        });

    private static StressPicture Dark(Image image, Box face, double noise)
    {
        var dark = image.Clone();
        var random = new Random((int)face.X);
        foreach (ref var value in dark.Pixels)
        {
            value = (byte)Math.Clamp((value * 0.12) + (((random.NextDouble() * 2) - 1) * noise), 0, 255);
        }

        return new StressPicture(dark, face);
    }
}
