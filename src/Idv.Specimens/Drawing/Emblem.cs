namespace Idv.Specimens.Drawing;

/// <summary>The arms of Utopia, invented for these specimens: a compass rose above three waves, ringed.</summary>
internal static class Emblem
{
    /// <summary>Draws the emblem within a circle.</summary>
    public static void Draw(Canvas canvas, double x, double y, double radius, Colour ink, Colour ground)
    {
        canvas.FillCircle(x, y, radius, ground);
        canvas.StrokeCircle(x, y, radius, radius * 0.07, ink);
        canvas.StrokeCircle(x, y, radius * 0.88, radius * 0.025, ink);
        DrawRose(canvas, x, y - (radius * 0.2), radius * 0.56, ink, ground);
        for (var wave = 0; wave < 3; wave++)
        {
            DrawWave(canvas, x, y + (radius * (0.46 + (0.14 * wave))), radius * (0.64 - (0.17 * wave)), radius * 0.05, ink);
        }
    }

    /// <summary>Eight points, each split into a dark and a light half.</summary>
    private static void DrawRose(Canvas canvas, double x, double y, double radius, Colour ink, Colour ground)
    {
        for (var pass = 0; pass < 2; pass++)
        {
            for (var i = 0; i < 4; i++)
            {
                var angle = (Math.PI * i / 2) + (pass == 0 ? Math.PI / 4 : 0);
                var reach = radius * (pass == 0 ? 0.62 : 1);
                var tip = (x + (reach * Math.Sin(angle)), y - (reach * Math.Cos(angle)));
                var waist = radius * 0.24;
                var left = (x + (waist * Math.Sin(angle - (Math.PI / 4))), y - (waist * Math.Cos(angle - (Math.PI / 4))));
                var right = (x + (waist * Math.Sin(angle + (Math.PI / 4))), y - (waist * Math.Cos(angle + (Math.PI / 4))));
                canvas.FillPolygon([(x, y), left, tip], ink);
                canvas.FillPolygon([(x, y), right, tip], ground);
                canvas.StrokeLine([(x, y), left, tip, right], radius * 0.045, ink, closed: true);
            }
        }
    }

    private static void DrawWave(Canvas canvas, double x, double y, double halfWidth, double lineWidth, Colour ink)
    {
        Span<(double X, double Y)> points = stackalloc (double, double)[49];
        for (var i = 0; i < points.Length; i++)
        {
            var along = (i / 24.0) - 1;
            points[i] = (x + (halfWidth * along), y + (lineWidth * 0.8 * Math.Cos(along * 3 * Math.PI)));
        }

        canvas.StrokeLine(points, lineWidth, ink);
    }
}
