using Idv.Imaging;
using Idv.Specimens.Photographs;

namespace Idv.Specimens;

/// <summary>
/// How a document is photographed or copied, and what goes wrong. Applied in the order of the light: copying, projection onto the background,
/// shadow and glare, lens, screen, sensor noise, JPEG. Everything random comes from the seed.
/// </summary>
public sealed record SpecimenDegradation
{
    /// <summary>A photograph that any reader should manage: a slight tilt on a wooden table, soft light.</summary>
    public static SpecimenDegradation MildPhotograph { get; } = new()
    {
        RotationDegrees = -2.2,
        TiltXDegrees = 7,
        TiltYDegrees = -5,
        Shadow = 0.25,
        NoiseSigma = 1.6,
        BlurSigma = 0.45,
        JpegQuality = 90,
    };

    /// <summary>The longest side of the photograph in pixels, 64 to 8,000.</summary>
    public int LongestSide { get; init; } = 1600;

    /// <summary>The share of the photograph's longest side that is free on each side of the document, 0 to 0.4.</summary>
    public double Margin { get; init; } = 0.06;

    /// <summary>What lies under the document.</summary>
    public SpecimenBackground Background { get; init; }

    /// <summary>The turn of the document in the picture, clockwise.</summary>
    public double RotationDegrees { get; init; }

    /// <summary>The tilt about the horizontal axis, -60 to 60: positive moves the upper edge away.</summary>
    public double TiltXDegrees { get; init; }

    /// <summary>The tilt about the vertical axis, -60 to 60: positive moves the left edge away.</summary>
    public double TiltYDegrees { get; init; }

    /// <summary>The standard deviation of defocus in pixels of the photograph.</summary>
    public double BlurSigma { get; init; }

    /// <summary>The length of motion blur in pixels of the photograph; its direction is drawn.</summary>
    public double MotionBlur { get; init; }

    /// <summary>The strength of a highlight on the laminate, 0 to 1; at 1 its centre is white.</summary>
    public double Glare { get; init; }

    /// <summary>The strength of a shadow that falls across the picture, 0 to 1.</summary>
    public double Shadow { get; init; }

    /// <summary>The standard deviation of the sensor's noise in grey levels.</summary>
    public double NoiseSigma { get; init; }

    /// <summary>The strength of the stripes that photographing a screen leaves, 0 to 1.</summary>
    public double Moire { get; init; }

    /// <summary>Whether what lies on the table is a copy in shades of grey.</summary>
    public bool GreyCopy { get; init; }

    /// <summary>The JPEG quality, 1 to 100; 0 leaves the pixels as they are.</summary>
    public int JpegQuality { get; init; }

    /// <summary>Draws a photograph from the seed.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="severity">0 (nearly a scan) to 1 (hardly usable).</param>
    public static SpecimenDegradation Draw(ulong seed, double severity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(severity);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(severity, 1);
        var random = SeededRandom.For(seed, nameof(SpecimenDegradation));
        return new SpecimenDegradation
        {
            Background = random.Pick<SpecimenBackground>([SpecimenBackground.Table, SpecimenBackground.Cloth, SpecimenBackground.Desk]),
            Margin = random.Between(0.03, 0.03 + (0.15 * severity)),
            RotationDegrees = severity * random.Between(-25, 25),
            TiltXDegrees = severity * random.Between(-25, 25),
            TiltYDegrees = severity * random.Between(-25, 25),
            BlurSigma = severity * random.Between(0.2, 1.6),
            MotionBlur = random.NextUnit() < 0.3 * severity ? random.Between(2, 6) : 0,
            Glare = random.NextUnit() < 0.5 * severity ? random.Between(0.3, 0.9) : 0,
            Shadow = severity * random.Between(0, 0.8),
            NoiseSigma = severity * random.Between(1, 9),
            JpegQuality = (int)random.Between(95 - (55 * severity), 96),
        };
    }

    /// <summary>Photographs one side.</summary>
    /// <param name="side">The side; it is not changed.</param>
    /// <param name="seed">Background, light and noise.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside its range.</exception>
    public DegradedSpecimen Apply(SpecimenSide side, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(side);
        Validate();
        var (quad, width, height) = Camera.Frame(this, side.Image.Width, side.Image.Height);
        var map = Homography.FromRectangle(side.Image.Width, side.Image.Height, quad);
        using var copy = GreyCopy ? PhotographEffects.GreyCopy(side.Image) : null;
        var photograph = Composition.Render(copy ?? side.Image, side.CornerRadius, map, width, height, new Texture(Background, seed));
        try
        {
            PhotographEffects.Light(photograph, Shadow, Glare, quad, SeededRandom.For(seed, "light"));
            if (BlurSigma > 0)
            {
                Replace(ref photograph, ImageFilter.GaussianBlur(photograph, BlurSigma));
            }

            if (MotionBlur >= 1)
            {
                Replace(ref photograph, PhotographEffects.MotionBlur(photograph, MotionBlur, SeededRandom.For(seed, "motion")));
            }

            PhotographEffects.Sense(photograph, Moire, NoiseSigma, SeededRandom.For(seed, "sensor"));
            byte[]? file = null;
            if (JpegQuality > 0)
            {
                file = ImageEncoder.EncodeJpeg(photograph, JpegQuality);
                using var decoded = ImageDecoder.Decode(file);
                Replace(ref photograph, decoded.Image!.Clone());
            }

            return new DegradedSpecimen(photograph, file, quad, map);
        }
        catch
        {
            photograph.Dispose();
            throw;
        }
    }

    private static void Replace(ref Image image, Image by)
    {
        image.Dispose();
        image = by;
    }

    private void Validate()
    {
        RequireRange(LongestSide, 64, 8000, nameof(LongestSide));
        RequireRange(Margin, 0, 0.4, nameof(Margin));
        RequireRange(TiltXDegrees, -60, 60, nameof(TiltXDegrees));
        RequireRange(TiltYDegrees, -60, 60, nameof(TiltYDegrees));
        RequireRange(BlurSigma, 0, 50, nameof(BlurSigma));
        RequireRange(MotionBlur, 0, 100, nameof(MotionBlur));
        RequireRange(Glare, 0, 1, nameof(Glare));
        RequireRange(Shadow, 0, 1, nameof(Shadow));
        RequireRange(NoiseSigma, 0, 255, nameof(NoiseSigma));
        RequireRange(Moire, 0, 1, nameof(Moire));
        RequireRange(JpegQuality, 0, 100, nameof(JpegQuality));
    }

    private static void RequireRange(double value, double low, double high, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, low, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, high, name);
    }
}

/// <summary>A photographed side with the truth about where the document lies.</summary>
public sealed class DegradedSpecimen : IDisposable
{
    internal DegradedSpecimen(Image image, byte[]? jpegFile, Quad quad, Homography photographFromDocument)
    {
        Image = image;
        JpegFile = jpegFile;
        Quad = quad;
        PhotographFromDocument = photographFromDocument;
    }

    /// <summary>The photograph, in the order blue, green, red; disposed with this object.</summary>
    public Image Image { get; }

    /// <summary>The JPEG file whose pixels <see cref="Image"/> holds, or <see langword="null"/> where no JPEG was asked for.</summary>
    public byte[]? JpegFile { get; }

    /// <summary>The document's corners in the photograph; the drawn corners are rounded.</summary>
    public Quad Quad { get; }

    /// <summary>Maps a point of the rendered side to the photograph, for the boxes of the ground truth.</summary>
    public Homography PhotographFromDocument { get; }

    /// <inheritdoc/>
    public void Dispose() => Image.Dispose();
}
