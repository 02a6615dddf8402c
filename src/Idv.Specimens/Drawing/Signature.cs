namespace Idv.Specimens.Drawing;

/// <summary>A scribble that nobody signs with, from the seed.</summary>
internal static class Signature
{
    /// <summary>Draws it within the rectangle, in millimetres.</summary>
    public static void Draw(Canvas canvas, double x, double y, double width, double height, SeededRandom random)
    {
        var ink = Colour.FromHex(0x1B2B6B) with { Alpha = 0.9 };
        var loops = 5 + random.Below(3);
        var advance = width * 0.8 / loops;
        var points = new List<(double X, double Y)> { (x, y + (height * 0.7)) };
        for (var i = 0; i < loops; i++)
        {
            var left = x + (i * advance);
            var rise = height * (i == 0 ? 0.95 : random.Between(0.25, 0.7));
            var drop = random.NextUnit() < 0.25 ? height * 0.3 : 0;
            points.Add((left + (advance * random.Between(0.3, 0.9)), y + (height * 0.7) - (rise * 1.1)));
            points.Add((left + (advance * random.Between(0.0, 0.5)), y + (height * 0.5) + drop));
            points.Add((left + advance, y + (height * random.Between(0.55, 0.75))));
        }

        points.Add((x + (width * 0.9), y + (height * 0.95)));
        points.Add((x + (width * 0.5), y + (height * 1.1)));
        points.Add((x + width, y + (height * 0.5)));
        canvas.StrokeCurve(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(points), 0.32, ink);
    }
}
