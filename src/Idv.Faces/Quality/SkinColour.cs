namespace Idv.Faces.Quality;

/// <summary>Judges whether a face has the colour of skin in white light.</summary>
internal static class SkinColour
{
    private const double LowestChroma = 5;
    private const double HighestRedGreen = 25;
    private const double HighestYellowBlue = 35;

    /// <summary>
    /// The distance of the mean colour of cheeks and nose from the box a* 5 to 25, b* 5 to 35 of CIELAB (sRGB, D65), the range that
    /// ISO/IEC 29794-5 takes as natural.
    /// </summary>
    /// <param name="colour">Planes of blue, green and red, 0 to 255, of an aligned face.</param>
    /// <param name="side">The planes' side.</param>
    public static double DistanceFromNatural(ReadOnlySpan<float> colour, int side)
    {
        // Below the eyes and above the mouth in the ArcFace template, away from hair and background.
        var (top, bottom, left, right) = (side * 58 / 112, side * 82 / 112, side * 30 / 112, side * 82 / 112);
        Span<double> mean = stackalloc double[3];
        for (var channel = 0; channel < 3; channel++)
        {
            double sum = 0;
            for (var y = top; y < bottom; y++)
            {
                foreach (var value in colour.Slice((channel * side * side) + (y * side) + left, right - left))
                {
                    sum += Linear(Math.Clamp(value / 255, 0, 1));
                }
            }

            mean[channel] = sum / ((bottom - top) * (right - left));
        }

        var (blue, green, red) = (mean[0], mean[1], mean[2]);
        var x = Lightness(((0.4124 * red) + (0.3576 * green) + (0.1805 * blue)) / 0.9505);
        var y1 = Lightness((0.2126 * red) + (0.7152 * green) + (0.0722 * blue));
        var z = Lightness(((0.0193 * red) + (0.1192 * green) + (0.9505 * blue)) / 1.089);
        return Math.Sqrt(Square(Outside(500 * (x - y1), HighestRedGreen)) + Square(Outside(200 * (y1 - z), HighestYellowBlue)));
    }

    private static double Outside(double value, double highest) => Math.Max(0, Math.Max(LowestChroma - value, value - highest));

    private static double Linear(double value) => value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);

    private static double Lightness(double share) => share > 0.008856 ? Math.Cbrt(share) : (7.787 * share) + (16 / 116.0);

    private static double Square(double value) => value * value;
}
