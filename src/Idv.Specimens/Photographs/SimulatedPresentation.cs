using Idv.Imaging;
using Idv.Specimens.Photographs;

namespace Idv.Specimens;

/// <summary>What a picture is presented to a camera with (ISO/IEC 30107-1: presentation attack instrument).</summary>
public enum PresentationInstrument
{
    /// <summary>A photograph on paper with a white border.</summary>
    Print,

    /// <summary>A screen with a dark frame.</summary>
    Screen,
}

/// <summary>
/// Photographs of a print or a screen that shows a picture, made by computation: less range and colour on paper, the beat of two grids and lifted
/// blacks on a screen, then the projection, light, lens and sensor of <see cref="SpecimenDegradation"/>. They show that the pipeline works and
/// what examples look like; error rates on them say nothing of real attacks.
/// </summary>
public static class SimulatedPresentation
{
    private const double Border = 0.05;

    /// <summary>Presents a picture and photographs it.</summary>
    /// <param name="picture">The picture, in the order blue, green, red; it is not changed.</param>
    /// <param name="instrument">What it is presented with.</param>
    /// <param name="seed">The pose, the background, the light and the noise.</param>
    public static Image Photograph(Image picture, PresentationInstrument instrument, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var random = SeededRandom.For(seed, nameof(SimulatedPresentation));
        using var side = new SpecimenSide(Present(picture, instrument), [], [], null, null, null, 1);
        var print = instrument == PresentationInstrument.Print;
        var photograph = new SpecimenDegradation
        {
            LongestSide = Math.Clamp(Math.Max(picture.Width, picture.Height), 64, 1280),
            Margin = random.Between(0.04, 0.12),
            Background = random.Pick<SpecimenBackground>([SpecimenBackground.Table, SpecimenBackground.Cloth, SpecimenBackground.Desk]),
            RotationDegrees = random.Between(-5, 5),
            TiltXDegrees = random.Between(-10, 10),
            TiltYDegrees = random.Between(-10, 10),
            Glare = random.NextUnit() < 0.5 ? random.Between(0.1, 0.4) : 0,
            Shadow = random.Between(0, 0.3),
            BlurSigma = random.Between(0.4, 1),
            NoiseSigma = random.Between(1, 4),
            Moire = print ? 0 : random.Between(0.2, 0.6),
            JpegQuality = random.Below(20) + 75,
        }.Apply(side, seed);
        using (photograph)
        {
            return photograph.Image.Clone();
        }
    }

    private static Image Present(Image picture, PresentationInstrument instrument)
    {
        var print = instrument == PresentationInstrument.Print;
        var border = Math.Max(2, (int)(Math.Max(picture.Width, picture.Height) * Border));
        var result = Image.Rent(picture.Width + (2 * border), picture.Height + (2 * border), PixelFormat.Bgr24);
        result.Pixels.Fill(print ? (byte)238 : (byte)18);
        for (var y = 0; y < picture.Height; y++)
        {
            var from = picture.Row(y);
            var to = result.Row(y + border)[(border * 3)..];
            for (var x = 0; x < from.Length; x += 3)
            {
                var luma = (0.114f * from[x]) + (0.587f * from[x + 1]) + (0.299f * from[x + 2]);
                for (var channel = 0; channel < 3; channel++)
                {
                    // Ink covers fewer colours than a sensor sees, and paper is never black; a screen glows, bluish, also where it shows black.
                    to[x + channel] = print
                        ? Composition.ToByte(34 + (0.78f * (luma + (0.72f * (from[x + channel] - luma)))))
                        : Composition.ToByte(22 + ((channel == 0 ? 0.98f : 0.88f) * from[x + channel]));
                }
            }
        }

        return result;
    }
}
