using System.Numerics;
using Idv.Faces.Alignment;
using Idv.Imaging;

namespace Idv.Accuracy.Attributes;

/// <summary>Draws masks, glasses, beards and hands onto faces by their landmarks, each time a little differently.</summary>
internal static class DrawnAttributes
{
    /// <summary>Draws a mask from the bridge of the nose to the chin, with folds, shading and ear loops.</summary>
    public static void Mask(Image image, FaceLandmarks face, Random random)
    {
        var points = face.Points;
        var unit = face.InterEyeDistance;
        var brush = new Brush(image);
        var nose = Vector2.Lerp(points[27], points[30], Between(random, 0.15, 0.75));
        var side = random.Next(1, 4);
        var grow = Between(random, 0.98, 1.14);
        var centre = (points[51] + points[57]) / 2;
        var outline = new List<Vector2>();
        for (var i = side; i <= 16 - side; i++)
        {
            outline.Add(centre + ((points[i] - centre) * grow));
        }

        // The upper edge runs over the cheeks to the nose, more or less arched.
        var (right, left) = (outline[^1], outline[0]);
        var arch = unit * Between(random, -0.05, 0.12);
        outline.Add(Vector2.Lerp(right, nose, 0.5f) - new Vector2(0, arch));
        outline.Add(nose + new Vector2(unit * 0.12f, 0));
        outline.Add(nose - new Vector2(unit * 0.12f, 0));
        outline.Add(Vector2.Lerp(left, nose, 0.5f) - new Vector2(0, arch));

        var colour = Cloth(random);
        var light = MeanLuma(image, face) / 150;
        var (folds, depth) = (random.Next(0, 5), Between(random, 0.03, 0.18));
        var (stripes, grain) = (random.Next(6) == 0 ? Between(random, 0.2, 0.6) : 0, Between(random, 0, 9));
        var width = Math.Max(Vector2.Distance(left, right), 1);
        var height = Math.Max(points[8].Y - nose.Y, 1);
        brush.Polygon(
            outline,
            point =>
            {
                var (across, down) = ((point.X - nose.X) / width, (point.Y - nose.Y) / height);
                var shade = light * (1 - (0.55f * across * across * 4 * 0.6f)) * (1 - (depth * MathF.Pow(MathF.Sin(down * folds * MathF.PI), 8)));
                var stripe = stripes > 0 && (int)MathF.Floor((across + down) * 9) % 2 == 0 ? 1 - stripes : 1;
                return (colour * shade * stripe) + new Vector3((random.NextSingle() - 0.5f) * grain);
            },
            Between(random, 0.93, 1));

        if (random.Next(4) > 0)
        {
            var loop = colour * light * Between(random, 0.7, 1.1);
            brush.Stroke(left, points[0], unit * Between(random, 0.02, 0.05), loop, 0.9f);
            brush.Stroke(right, points[16], unit * Between(random, 0.02, 0.05), loop, 0.9f);
        }
    }

    /// <summary>Draws glasses: clear lenses with glare, or dark ones.</summary>
    public static void Glasses(Image image, FaceLandmarks face, bool dark, Random random)
    {
        var (leftEye, rightEye, unit) = (face.LeftEye, face.RightEye, face.InterEyeDistance);
        var across = Vector2.Normalize(rightEye - leftEye);
        var down = new Vector2(-across.Y, across.X);
        var halfWidth = unit * Between(random, 0.34, 0.47);
        var halfHeight = halfWidth * Between(random, dark ? 0.62 : 0.5, 1.0);
        var corners = Between(random, 2, 5);
        var drop = unit * Between(random, -0.03, 0.12);
        var rim = unit * (dark ? Between(random, 0.01, 0.08) : Between(random, 0.025, 0.1));
        var frame = Frame(random);
        var lens = dark ? new Vector3(random.Next(5, 50), random.Next(5, 45), random.Next(5, 50)) : new Vector3(random.Next(180, 256));
        var opacity = dark ? Between(random, 0.78, 1) : Between(random, 0, 0.12);
        var gradient = dark ? Between(random, 0, 0.5) : 0;
        var glare = random.Next(3) == 0 ? Between(random, 0.2, 0.8) : 0;
        var glareAt = Between(random, -0.7, 0.7);
        var brush = new Brush(image);
        foreach (var eye in new[] { leftEye, rightEye })
        {
            var centre = eye + (down * drop);
            var reach = new Vector2(halfWidth + rim + unit * 0.1f);
            bool Within(Vector2 point, float extra)
            {
                var (x, y) = (Vector2.Dot(point - centre, across), Vector2.Dot(point - centre, down));
                return MathF.Pow(MathF.Abs(x) / (halfWidth + extra), corners) + MathF.Pow(MathF.Abs(y) / (halfHeight + extra), corners) <= 1;
            }

            brush.Paint(
                centre - reach,
                centre + reach,
                point => Within(point, 0),
                point => lens * (1 + (gradient * Vector2.Dot(point - centre, down) / halfHeight)),
                opacity);
            if (glare > 0)
            {
                brush.Paint(
                    centre - reach,
                    centre + reach,
                    point => Within(point, -rim / 2) && MathF.Abs(((Vector2.Dot(point - centre, across) + Vector2.Dot(point - centre, down)) / halfWidth) - glareAt) < 0.18f,
                    _ => new Vector3(235),
                    glare * (dark ? 0.4f : 0.7f));
            }

            brush.Paint(centre - reach, centre + reach, point => Within(point, rim / 2) && !Within(point, -rim / 2), _ => frame, 0.95f);
        }

        var bridge = down * (drop - (halfHeight * Between(random, 0, 0.5)));
        brush.Stroke(leftEye + bridge + (across * halfWidth), rightEye + bridge - (across * halfWidth), Math.Max(rim * 0.9f, 1), frame, 0.95f);
        var temple = down * (drop - (halfHeight * 0.4f));
        brush.Stroke(leftEye + temple - (across * halfWidth), face.Points[0], Math.Max(rim * 0.7f, 1), frame, 0.9f);
        brush.Stroke(rightEye + temple + (across * halfWidth), face.Points[16], Math.Max(rim * 0.7f, 1), frame, 0.9f);
    }

    /// <summary>Draws a beard: dark, grainy, half transparent; it must not be taken for a mask.</summary>
    public static void Beard(Image image, FaceLandmarks face, Random random)
    {
        var points = face.Points;
        var first = random.Next(2, 6);
        var outline = new List<Vector2>();
        for (var i = first; i <= 16 - first; i++)
        {
            outline.Add(points[i]);
        }

        outline.Add(points[54]);
        outline.Add(Vector2.Lerp(points[33], points[51], 0.4f));
        outline.Add(points[48]);
        var colour = new Vector3(random.Next(10, 150)) * new Vector3(0.8f, 0.9f, 1);
        var grain = Between(random, 20, 60);
        new Brush(image).Polygon(outline, _ => colour + new Vector3((random.NextSingle() - 0.5f) * grain), Between(random, 0.35, 0.9));
    }

    /// <summary>Puts a patch of the face's own colour or of any other on a part of the face: a hand, a microphone, a fringe.</summary>
    public static void Patch(Image image, FaceLandmarks face, Random random)
    {
        var unit = face.InterEyeDistance;
        var at = face.Points[random.Next(FaceLandmarks.Count)] + (new Vector2(random.NextSingle() - 0.5f, random.NextSingle() - 0.5f) * unit);
        var size = unit * Between(random, 0.15, 0.5);
        var stretch = Between(random, 0.5, 2);
        var colour = random.Next(2) == 0 ? new Vector3(110, 140, 190) * (MeanLuma(image, face) / 150) : Any(random);
        var grain = Between(random, 0, 25);
        var reach = new Vector2(size * stretch, size);
        new Brush(image).Paint(
            at - reach,
            at + reach,
            point => ((point - at) / reach).LengthSquared() <= 1,
            _ => colour + new Vector3((random.NextSingle() - 0.5f) * grain),
            1);
    }

    private static Vector3 Cloth(Random random) => random.Next(10) switch
    {
        0 or 1 or 2 => new Vector3(random.Next(185, 235), random.Next(170, 215), random.Next(110, 185)),
        3 or 4 => new Vector3(random.Next(195, 245)),
        5 or 6 => new Vector3(random.Next(10, 60)),
        7 => new Vector3(random.Next(150, 200), random.Next(190, 220), random.Next(140, 190)),
        8 => new Vector3(random.Next(60, 180)),
        _ => Any(random),
    };

    private static Vector3 Frame(Random random) => random.Next(4) switch
    {
        0 or 1 => new Vector3(random.Next(5, 55)),
        2 => new Vector3(random.Next(20, 70), random.Next(30, 90), random.Next(60, 140)),
        _ => new Vector3(random.Next(90, 220)),
    };

    private static Vector3 Any(Random random) => new(random.Next(256), random.Next(256), random.Next(256));

    private static float MeanLuma(Image image, FaceLandmarks face)
    {
        float sum = 0;
        foreach (var point in face.Points)
        {
            var row = image.Row(Math.Clamp((int)point.Y, 0, image.Height - 1));
            var x = 3 * Math.Clamp((int)point.X, 0, image.Width - 1);
            sum += (0.114f * row[x]) + (0.587f * row[x + 1]) + (0.299f * row[x + 2]);
        }

        return sum / FaceLandmarks.Count;
    }

    private static float Between(Random random, double low, double high) => (float)(low + ((high - low) * random.NextDouble()));
}
