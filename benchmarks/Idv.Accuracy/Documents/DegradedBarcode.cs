using System.Numerics;
using System.Text;
using Idv.Imaging;
using Idv.Imaging.Barcodes;
using Idv.Specimens;

namespace Idv.Accuracy.Documents;

/// <summary>How a licence's barcode is photographed badly.</summary>
/// <param name="Name">What is wrong.</param>
/// <param name="PixelsPerModule">The width of a module in the picture.</param>
/// <param name="LeastTurn">The least turn in degrees, to either side.</param>
/// <param name="MostTurn">The most.</param>
/// <param name="Perspective">How far a corner moves at most, as a share of the symbol's height.</param>
/// <param name="Blur">Standard deviation of the blur in pixels.</param>
/// <param name="Motion">Length of the motion in pixels, across the bars.</param>
/// <param name="Light">The darkest part's light, as a share of the brightest's.</param>
/// <param name="Noise">Standard deviation of the noise in grey levels.</param>
internal sealed record BarcodeLevel(
    string Name, double PixelsPerModule, double LeastTurn, double MostTurn, double Perspective, double Blur, double Motion, double Light, double Noise)
{
    /// <summary>The levels that are reported.</summary>
    public static IReadOnlyList<BarcodeLevel> All { get; } =
    [
        new("2 px/module, perspective", 2, 0, 8, 0.16, 0.7, 0, 0.8, 5),
        new("1.6 px/module, uneven light", 1.6, 0, 3, 0.03, 0.75, 0, 0.25, 5),
        new("1.3 px/module", 1.3, 0, 2, 0, 0.45, 0, 0.9, 3),
        new("2 px/module, turned 25-65°", 2, 25, 65, 0.03, 0.7, 0, 0.8, 4),
        new("2.5 px/module, out of focus", 2.5, 0, 4, 0.03, 1.7, 0, 0.8, 3),
        new("2.5 px/module, motion", 2.5, 0, 4, 0.03, 0.6, 6, 0.8, 3),
    ];
}

/// <summary>Draws the barcode of an invented licence and photographs it badly; the same seed is always the same picture.</summary>
internal static class DegradedBarcode
{
    /// <summary>Pixels per module of the drawing, and how much finer than the picture it is sampled.</summary>
    private const int Drawn = 8, Oversampling = 4;

    private const byte Paper = 232;

    /// <summary>The payload and its picture, in grey, as it comes out of a JPEG of quality 85.</summary>
    public static (byte[] Payload, Image Picture) Draw(BarcodeLevel level, int seed)
    {
        var random = new Noise((ulong)seed);
        var text = AamvaText.Compose(SpecimenPeople.Next((ulong)(7_000 + seed)));
        using var modules = BarcodeEncoder.EncodePdf417(text, 5);
        using var printed = Print(modules);
        using var projected = Project(printed, level, modules, random);
        using var blurred = level.Blur > 0 ? ImageFilter.GaussianBlur(projected, level.Blur) : projected.Clone();
        using var moved = Move(blurred, level.Motion, random);
        Sense(moved, level, random);
        using var decoded = ImageDecoder.Decode(ImageEncoder.EncodeJpeg(moved, 85), PixelFormat.Grey8);
        return (Encoding.Latin1.GetBytes(text), decoded.Image!.Clone());
    }

    /// <summary>The symbol with its quiet zone on paper.</summary>
    private static Image Print(Image modules)
    {
        using var symbol = ImageTransform.Resize(modules, modules.Width * Drawn, modules.Height * Drawn, Interpolation.Nearest);
        foreach (ref var pixel in symbol.Pixels)
        {
            pixel = pixel == 0 ? (byte)28 : Paper;
        }

        return ImageTransform.Crop(symbol, -6 * Drawn, -6 * Drawn, symbol.Width + (12 * Drawn), symbol.Height + (12 * Drawn), Paper);
    }

    private static Image Project(Image printed, BarcodeLevel level, Image modules, Noise random)
    {
        var scale = (float)(level.PixelsPerModule * Oversampling / Drawn);
        var (width, height) = (printed.Width * scale, printed.Height * scale);
        var turn = (float)((level.LeastTurn + (random.Unit() * (level.MostTurn - level.LeastTurn))) * Math.PI / 180) * (random.Unit() < 0.5 ? -1 : 1);
        var side = (int)MathF.Ceiling(MathF.Sqrt((width * width) + (height * height)) * 1.08f / Oversampling) * Oversampling;
        var jitter = (float)(level.Perspective * modules.Height * level.PixelsPerModule * Oversampling);
        Vector2 Corner(float x, float y) =>
            Vector2.Transform(new Vector2(x * width, y * height), Matrix3x2.CreateRotation(turn)) + new Vector2(side / 2f) + (new Vector2((float)random.Unit() - 0.5f, (float)random.Unit() - 0.5f) * 2 * jitter);
        var quad = new Quad(Corner(-0.5f, -0.5f), Corner(0.5f, -0.5f), Corner(0.5f, 0.5f), Corner(-0.5f, 0.5f));

        // The warp maps a quad of its source onto the whole target: the target's corners as seen from the drawing.
        var map = Homographies.Between(quad, new Vector2(printed.Width, printed.Height));
        var view = new Quad(map(Vector2.Zero), map(new Vector2(side, 0)), map(new Vector2(side, side)), map(new Vector2(0, side)));
        using var fine = ImageTransform.WarpPerspective(printed, view, side, side, Interpolation.Linear, Paper);
        return ImageTransform.Resize(fine, side / Oversampling, side / Oversampling);
    }

    private static Image Move(Image source, double length, Noise random)
    {
        var result = source.Clone();
        if (length <= 0)
        {
            return result;
        }

        var steps = (int)(length * 2);
        var lean = (float)((random.Unit() - 0.5) * 0.4);
        for (var y = 0; y < source.Height; y++)
        {
            for (var x = 0; x < source.Width; x++)
            {
                var sum = 0;
                for (var i = 0; i < steps; i++)
                {
                    var along = ((i / (float)(steps - 1)) - 0.5f) * (float)length;
                    sum += source.Row(Math.Clamp((int)MathF.Round(y + (along * lean)), 0, source.Height - 1))[Math.Clamp((int)MathF.Round(x + along), 0, source.Width - 1)];
                }

                result.Row(y)[x] = (byte)(sum / steps);
            }
        }

        return result;
    }

    /// <summary>Light that falls off to one side, and the sensor's noise.</summary>
    private static void Sense(Image image, BarcodeLevel level, Noise random)
    {
        var angle = random.Unit() * 2 * Math.PI;
        var (sin, cos) = Math.SinCos(angle);
        for (var y = 0; y < image.Height; y++)
        {
            var row = image.Row(y);
            for (var x = 0; x < row.Length; x++)
            {
                var across = Math.Clamp(((((x / (double)image.Width) - 0.5) * cos) + (((y / (double)image.Height) - 0.5) * sin)) + 0.5, 0, 1);
                row[x] = (byte)Math.Clamp((row[x] * (level.Light + ((1 - level.Light) * across))) + (level.Noise * random.Normal()), 0, 255);
            }
        }
    }

    /// <summary>SplitMix64, so that the pictures are the same with every version of .NET.</summary>
    private sealed class Noise(ulong seed)
    {
        private ulong _state = seed * 0x9E3779B97F4A7C15UL;

        public double Unit()
        {
            _state += 0x9E3779B97F4A7C15UL;
            var z = _state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
        }

        public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Unit())) * Math.Cos(2 * Math.PI * Unit());
    }
}
