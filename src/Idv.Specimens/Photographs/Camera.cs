using System.Numerics;
using Idv.Imaging;

namespace Idv.Specimens.Photographs;

/// <summary>A pinhole camera two document widths above the table.</summary>
internal static class Camera
{
    /// <summary>Where the document's corners fall, and the size of the photograph that frames them.</summary>
    public static (Quad Quad, int Width, int Height) Frame(SpecimenDegradation settings, double width, double height)
    {
        var corners = new (double X, double Y)[4];
        for (var i = 0; i < 4; i++)
        {
            corners[i] = Project(settings, width, i is 0 or 3 ? -width / 2 : width / 2, i < 2 ? -height / 2 : height / 2);
        }

        var (left, right) = (corners.Min(c => c.X), corners.Max(c => c.X));
        var (top, bottom) = (corners.Min(c => c.Y), corners.Max(c => c.Y));
        var longest = Math.Max(right - left, bottom - top);
        var scale = settings.LongestSide * (1 - (2 * settings.Margin)) / longest;
        var margin = settings.LongestSide * settings.Margin;
        Vector2 Place((double X, double Y) corner) =>
            new((float)(((corner.X - left) * scale) + margin), (float)(((corner.Y - top) * scale) + margin));
        var quad = new Quad(Place(corners[0]), Place(corners[1]), Place(corners[2]), Place(corners[3]));
        return (quad,
            Math.Max(1, (int)Math.Round(((right - left) * scale) + (2 * margin))),
            Math.Max(1, (int)Math.Round(((bottom - top) * scale) + (2 * margin))));
    }

    private static (double X, double Y) Project(SpecimenDegradation settings, double width, double x, double y)
    {
        var (sinX, cosX) = Math.SinCos(settings.TiltXDegrees * Math.PI / 180);
        var (sinY, cosY) = Math.SinCos(settings.TiltYDegrees * Math.PI / 180);
        var (sin, cos) = Math.SinCos(settings.RotationDegrees * Math.PI / 180);
        var (turnedX, turnedY) = ((x * cos) - (y * sin), (x * sin) + (y * cos));
        var depth = (-turnedY * sinX) - (turnedX * sinY);
        var distance = 2 * width;
        var share = distance / (distance + depth);
        return (turnedX * cosY * share, turnedY * cosX * share);
    }
}
