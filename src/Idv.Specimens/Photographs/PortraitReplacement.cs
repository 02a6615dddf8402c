using Idv.Imaging;
using Idv.Specimens.Layouts;
using Idv.Specimens.Photographs;

namespace Idv.Specimens;

/// <summary>Documents whose portrait somebody replaced: on the document, before it is photographed, or in the photograph's file.</summary>
public static class PortraitReplacement
{
    /// <summary>
    /// A side with another photograph glued over its portrait: cut with straight edges, not quite in place, on paper of its own white, casting a
    /// thin shadow.
    /// </summary>
    /// <param name="side">The side; it is not changed.</param>
    /// <param name="portrait">The other photograph.</param>
    /// <param name="seed">How well it was cut and placed.</param>
    /// <returns>The side; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">The side has no portrait.</exception>
    public static SpecimenSide OnDocument(SpecimenSide side, Image portrait, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(side);
        ArgumentNullException.ThrowIfNull(portrait);
        var place = side.Portrait ?? throw new ArgumentException("The side has no portrait.", nameof(side));
        var random = SeededRandom.For(seed, nameof(PortraitReplacement));
        var millimetre = (float)side.PixelsPerMillimetre;
        var growth = (float)random.Between(0, 0.8) * millimetre;
        var box = new Box(
            place.X - growth + ((float)random.Between(-0.4, 0.4) * millimetre),
            place.Y - growth + ((float)random.Between(-0.4, 0.4) * millimetre),
            place.Width + (2 * growth),
            place.Height + (2 * growth));
        var (contrast, lift) = ((float)random.Between(0.85, 1.05), (float)random.Between(-8, 14));
        var (thickness, depth) = ((float)random.Between(0.12, 0.35) * millimetre, (float)random.Between(0.15, 0.5));
        var image = side.Image.Clone();
        using var fitted = PortraitCrop.To(portrait, box.Width / box.Height);
        using var print = ImageTransform.Resize(fitted, (int)box.Width, (int)box.Height);
        for (var y = 0; y < image.Height; y++)
        {
            var row = image.Row(y);
            for (var x = 0; x < image.Width; x++)
            {
                var (u, v) = (x - (int)box.X, y - (int)box.Y);
                var pixel = row.Slice(x * 3, 3);
                if (u >= 0 && v >= 0 && u < print.Width && v < print.Height)
                {
                    var from = print.Row(v).Slice(u * 3, 3);
                    for (var channel = 0; channel < 3; channel++)
                    {
                        pixel[channel] = Composition.ToByte(((from[channel] - 128) * contrast) + 128 + lift);
                    }
                }
                else if (u >= 0 && v >= 0 && Math.Max(u - print.Width, v - print.Height) is var beyond && beyond < thickness)
                {
                    var shade = 1 - (depth * (1 - (Math.Max(0, beyond) / thickness)));
                    for (var channel = 0; channel < 3; channel++)
                    {
                        pixel[channel] = Composition.ToByte(pixel[channel] * shade);
                    }
                }
            }
        }

        return new SpecimenSide(
            image, side.Fields, side.MrzLines, box, side.GhostPortrait, side.Barcode, side.PixelsPerMillimetre);
    }

    /// <summary>
    /// The file of a photograph into which another portrait was pasted over the document's, with a soft edge and the brightness of what it covers.
    /// </summary>
    /// <param name="photograph">The photograph; it is not changed.</param>
    /// <param name="place">The portrait's rectangle on the rendered side.</param>
    /// <param name="portrait">The other photograph.</param>
    /// <param name="quality">The JPEG quality at which the file is saved, 1 to 100.</param>
    public static byte[] InFile(DegradedSpecimen photograph, Box place, Image portrait, int quality)
    {
        ArgumentNullException.ThrowIfNull(photograph);
        ArgumentNullException.ThrowIfNull(portrait);
        using var fitted = PortraitCrop.To(portrait, place.Width / place.Height);
        using var image = photograph.Image.Clone();
        var quad = photograph.PhotographFromDocument.Map(place);
        var back = Homography.FromRectangle(fitted.Width, fitted.Height, quad).Inverse();
        var bounds = quad.Bounds;
        var (left, top) = (Math.Max(0, (int)bounds.X), Math.Max(0, (int)bounds.Y));
        var (right, bottom) = (Math.Min(image.Width - 1, (int)bounds.Right), Math.Min(image.Height - 1, (int)bounds.Bottom));

        // A portrait of more pixels than its place is averaged down first, as an editor does.
        var scale = Math.Min(1, bounds.Width / fitted.Width);
        using var reduced = ImageTransform.Resize(fitted, Math.Max(2, (int)(fitted.Width * scale)), Math.Max(2, (int)(fitted.Height * scale)));
        var gain = Mean(image, left, top, right, bottom) / Math.Max(1, Mean(reduced, 0, 0, reduced.Width - 1, reduced.Height - 1));
        for (var y = top; y <= bottom; y++)
        {
            var row = image.Row(y);
            for (var x = left; x <= right; x++)
            {
                var point = back.Map(x + 0.5, y + 0.5);
                var (u, v) = (point.X / fitted.Width, point.Y / fitted.Height);
                var edge = Math.Min(Math.Min(u, 1 - u) * bounds.Width, Math.Min(v, 1 - v) * bounds.Height);
                var share = Math.Clamp((edge + 0.5f) / 2, 0, 1);
                if (share <= 0)
                {
                    continue;
                }

                var from = Composition.Bilinear(reduced, u * reduced.Width, v * reduced.Height);
                row[x * 3] = Composition.ToByte(row[x * 3] + (share * ((from.Blue * gain) - row[x * 3])));
                row[(x * 3) + 1] = Composition.ToByte(row[(x * 3) + 1] + (share * ((from.Green * gain) - row[(x * 3) + 1])));
                row[(x * 3) + 2] = Composition.ToByte(row[(x * 3) + 2] + (share * ((from.Red * gain) - row[(x * 3) + 2])));
            }
        }

        return ImageEncoder.EncodeJpeg(image, quality);
    }

    private static float Mean(Image image, int left, int top, int right, int bottom)
    {
        var (sum, count) = (0L, 0L);
        for (var y = top; y <= bottom; y++)
        {
            foreach (var value in image.Row(y)[(left * 3)..((right + 1) * 3)])
            {
                sum += value;
                count++;
            }
        }

        return sum / (float)Math.Max(1, count);
    }
}
