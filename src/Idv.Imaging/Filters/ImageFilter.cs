using Idv.Imaging.Native;

namespace Idv.Imaging;

/// <summary>
/// Filters and the shapes that they bring out. Each returns a new image of the source's size; all but the blur take and return
/// <see cref="PixelFormat.Grey8"/>.
/// </summary>
public static class ImageFilter
{
    /// <summary>A Gaussian blur of an image in any format; pixels beyond the edge repeat the edge.</summary>
    /// <param name="source">The image.</param>
    /// <param name="sigma">The standard deviation in pixels, above 0 and at most 500.</param>
    public static unsafe Image GaussianBlur(Image source, double sigma)
    {
        ArgumentNullException.ThrowIfNull(source);
        return NativeCall.Transform(source, source.Width, source.Height, source.Format, nameof(GaussianBlur), (from, to) =>
            NativeImaging.GaussianBlur(from, to, sigma));
    }

    /// <summary>Morphology with a rectangular element.</summary>
    /// <param name="grey">The image.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="kernelWidth">The element's width in pixels, 1 to 1001.</param>
    /// <param name="kernelHeight">The element's height in pixels, 1 to 1001.</param>
    public static unsafe Image Morphology(Image grey, MorphologyOperation operation, int kernelWidth, int kernelHeight)
    {
        RequireGrey(grey);
        return NativeCall.Transform(grey, grey.Width, grey.Height, grey.Format, nameof(Morphology), (from, to) =>
            NativeImaging.Morphology(from, to, (int)operation, kernelWidth, kernelHeight));
    }

    /// <summary>The magnitude of the horizontal Scharr derivative, stretched so that its least value is 0 and its greatest 255.</summary>
    /// <param name="grey">The image; a constant derivative gives 0 everywhere.</param>
    public static unsafe Image AbsoluteGradientX(Image grey)
    {
        RequireGrey(grey);
        return NativeCall.Transform(grey, grey.Width, grey.Height, grey.Format, nameof(AbsoluteGradientX), (from, to) =>
            NativeImaging.AbsoluteGradientX(from, to));
    }

    /// <summary>Black and white by Otsu's threshold: 255 where the pixel is above it, else 0.</summary>
    /// <param name="grey">The image.</param>
    public static unsafe Image OtsuThreshold(Image grey)
    {
        RequireGrey(grey);
        return NativeCall.Transform(grey, grey.Width, grey.Height, grey.Format, nameof(OtsuThreshold), (from, to) =>
            NativeImaging.OtsuThreshold(from, to));
    }

    /// <summary>Black and white by the local mean: 255 where the pixel is above the mean of its block less the offset, else 0.</summary>
    /// <param name="grey">The image.</param>
    /// <param name="blockSize">The block's side in pixels: odd, 3 to 1001.</param>
    /// <param name="offset">What is taken off the mean, in grey levels.</param>
    public static unsafe Image AdaptiveThreshold(Image grey, int blockSize, double offset)
    {
        RequireGrey(grey);
        return NativeCall.Transform(grey, grey.Width, grey.Height, grey.Format, nameof(AdaptiveThreshold), (from, to) =>
            NativeImaging.AdaptiveThreshold(from, to, blockSize, offset));
    }

    /// <summary>Canny's edges: 255 on an edge, else 0.</summary>
    /// <param name="grey">The image.</param>
    /// <param name="low">The gradient at which an edge may continue, at least 0.</param>
    /// <param name="high">The gradient at which an edge begins, at least <paramref name="low"/>.</param>
    public static unsafe Image Canny(Image grey, double low, double high)
    {
        RequireGrey(grey);
        return NativeCall.Transform(grey, grey.Width, grey.Height, grey.Format, nameof(Canny), (from, to) =>
            NativeImaging.Canny(from, to, low, high));
    }

    /// <summary>The rectangles of least area around the outer contours of the pixels that are not 0, largest first.</summary>
    /// <param name="binary">The image.</param>
    /// <param name="limit">At most how many, 1 or more.</param>
    public static unsafe IReadOnlyList<RotatedRectangle> FindRotatedRectangles(Image binary, int limit)
    {
        RequireGrey(binary);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var found = new NativeRotatedRectangle[limit];
        nuint count = 0;
        fixed (byte* pixels = binary.Pixels)
        fixed (NativeRotatedRectangle* rectangles = found)
        {
            var view = new NativeImage(binary, pixels);
            NativeImaging.FindRotatedRectangles(&view, rectangles, (nuint)limit, &count).ThrowOnFailure(nameof(FindRotatedRectangles));
        }

        var results = new RotatedRectangle[(int)count];
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = new RotatedRectangle(found[i].Centre, found[i].Width, found[i].Height, found[i].Angle);
        }

        return results;
    }

    /// <summary>
    /// Convex four-cornered outlines of the contours of the pixels that are not 0, largest first; the two edges of one line count once.
    /// The corners run clockwise from the one nearest the top left of the image.
    /// </summary>
    /// <param name="binary">The image.</param>
    /// <param name="minimumAreaShare">The least area as a share of the image's, 0 to 1.</param>
    /// <param name="limit">At most how many, 1 or more.</param>
    public static unsafe IReadOnlyList<Quad> FindQuads(Image binary, double minimumAreaShare, int limit)
    {
        RequireGrey(binary);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var found = new NativeQuad[limit];
        nuint count = 0;
        fixed (byte* pixels = binary.Pixels)
        fixed (NativeQuad* quads = found)
        {
            var view = new NativeImage(binary, pixels);
            NativeImaging.FindQuads(&view, minimumAreaShare, quads, (nuint)limit, &count).ThrowOnFailure(nameof(FindQuads));
        }

        var results = new Quad[(int)count];
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = found[i].ToQuad();
        }

        return results;
    }

    private static void RequireGrey(Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (image.Format != PixelFormat.Grey8)
        {
            throw new ArgumentException($"Expected a {PixelFormat.Grey8} image but got {image.Format}.", nameof(image));
        }
    }
}
