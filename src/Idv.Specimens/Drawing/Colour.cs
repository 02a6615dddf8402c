namespace Idv.Specimens.Drawing;

/// <summary>A colour in sRGB; every channel and the opacity are 0 to 1.</summary>
internal readonly record struct Colour(double Red, double Green, double Blue, double Alpha = 1)
{
    public static Colour Black { get; } = new(0.07, 0.07, 0.09);

    public static Colour White { get; } = new(1, 1, 1);

    /// <summary>The colour of 24 bits written as 0xRRGGBB.</summary>
    public static Colour FromHex(int rgb) => new(((rgb >> 16) & 255) / 255.0, ((rgb >> 8) & 255) / 255.0, (rgb & 255) / 255.0);

    public static Colour Mix(Colour a, Colour b, double share) => new(
        a.Red + ((b.Red - a.Red) * share),
        a.Green + ((b.Green - a.Green) * share),
        a.Blue + ((b.Blue - a.Blue) * share),
        a.Alpha + ((b.Alpha - a.Alpha) * share));
}
