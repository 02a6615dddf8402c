namespace Idv.Specimens.Drawing;

/// <summary>Fine-line background work in the manner of security printing: woven wave bands and rosettes, both from the seed.</summary>
internal static class Guilloche
{
    private const double LineWidth = 0.075;
    private const double Step = 0.5;

    /// <summary>Covers the whole sheet: a wash of colour, wave bands across it and two rosettes.</summary>
    public static void DrawGround(Canvas canvas, Palette palette, SeededRandom random)
    {
        // One millimetre over the edge: the last row of pixels must not show through where the size is no whole number of pixels.
        canvas.FillGradient(0, 0, canvas.Width + 1, canvas.Height + 1, palette.Paper, palette.Wash, palette.Paper, palette.Wash);
        var bands = 4;
        for (var i = 0; i < bands; i++)
        {
            var centre = canvas.Height * (i + random.Between(0.3, 0.7)) / bands;
            var ink = i % 2 == 0 ? palette.Line : palette.SecondLine;
            DrawBand(canvas, centre, canvas.Height * random.Between(0.12, 0.18), ink with { Alpha = 0.34 }, random);
        }

        DrawRosette(
            canvas, canvas.Width * random.Between(0.68, 0.8), canvas.Height * random.Between(0.36, 0.46),
            canvas.Height * 0.34, palette.SecondLine with { Alpha = 0.30 }, random);
        DrawRosette(
            canvas, canvas.Width * random.Between(0.12, 0.22), canvas.Height * random.Between(0.52, 0.66),
            canvas.Height * 0.28, palette.Line with { Alpha = 0.28 }, random);
    }

    /// <summary>Draws lines that pass gradually from one wave into another, across the whole width.</summary>
    public static void DrawBand(Canvas canvas, double centre, double height, Colour ink, SeededRandom random)
    {
        const int Lines = 22;
        var upper = Wave.Draw(canvas.Width, random);
        var lower = Wave.Draw(canvas.Width, random);
        var points = new (double X, double Y)[(int)(canvas.Width / Step) + 2];
        for (var line = 0; line < Lines; line++)
        {
            var share = line / (Lines - 1.0);
            for (var i = 0; i < points.Length; i++)
            {
                var x = i * Step;
                var offset = ((1 - share) * upper.At(x)) + (share * lower.At(x));
                points[i] = (x, centre + (height * offset));
            }

            canvas.StrokeLine(points, LineWidth, ink);
        }
    }

    /// <summary>Draws two rings of interlaced petals: each ring is one closed curve, repeated with its phase moved on.</summary>
    public static void DrawRosette(Canvas canvas, double x, double y, double radius, Colour ink, SeededRandom random)
    {
        var petals = 9 + random.Below(6);
        var turn = random.Between(0, 2 * Math.PI);
        DrawRing(canvas, x, y, radius * 0.82, radius * 0.18, petals, turn, ink);
        DrawRing(canvas, x, y, radius * 0.42, radius * 0.2, petals - 3, -turn, ink);
    }

    private static void DrawRing(Canvas canvas, double x, double y, double radius, double swing, int petals, double turn, Colour ink)
    {
        const int Curves = 9;
        var points = new (double X, double Y)[60 * petals];
        for (var curve = 0; curve < Curves; curve++)
        {
            var phase = 2 * Math.PI * curve / Curves;
            for (var i = 0; i < points.Length; i++)
            {
                var angle = 2 * Math.PI * i / points.Length;
                var reach = radius + (swing * Math.Sin((petals * angle) + phase) * (0.8 + (0.2 * Math.Sin((2 * petals * angle) - phase))));
                points[i] = (x + (reach * Math.Cos(angle + turn)), y + (reach * Math.Sin(angle + turn)));
            }

            canvas.StrokeLine(points, LineWidth, ink, closed: true);
        }
    }

    /// <summary>A sum of three sines within [-1, 1], by the distance from the left edge in millimetres.</summary>
    private sealed record Wave(double First, double Second, double Third, double Phase, double Width)
    {
        public static Wave Draw(double width, SeededRandom random) => new(
            random.Between(1.2, 2.4), random.Between(3, 5), random.Between(6, 8), random.Between(0, 2 * Math.PI), width);

        public double At(double x)
        {
            var angle = 2 * Math.PI * x / Width;
            return (0.66 * Math.Sin((First * angle) + Phase))
                + (0.25 * Math.Sin((Second * angle) - Phase))
                + (0.09 * Math.Sin((Third * angle) + (2 * Phase)));
        }
    }
}
