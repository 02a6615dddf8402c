namespace Idv.Imaging.Decoding;

/// <summary>Where the first stored row and column belong when the picture is upright (TIFF 6.0 tag 274, EXIF 2.32 §4.6.5.1).</summary>
internal enum Orientation
{
    /// <summary>Upright.</summary>
    TopLeft = 1,

    /// <summary>Mirrored left to right.</summary>
    TopRight = 2,

    /// <summary>Turned by half.</summary>
    BottomRight = 3,

    /// <summary>Mirrored top to bottom.</summary>
    BottomLeft = 4,

    /// <summary>Mirrored about the diagonal.</summary>
    LeftTop = 5,

    /// <summary>To be turned a quarter clockwise.</summary>
    RightTop = 6,

    /// <summary>Mirrored about the other diagonal.</summary>
    RightBottom = 7,

    /// <summary>To be turned a quarter counter-clockwise.</summary>
    LeftBottom = 8,
}

/// <summary>Turns stored pictures upright.</summary>
internal static class OrientationExtensions
{
    /// <summary>Whether width and height change places.</summary>
    public static bool SwapsSides(this Orientation orientation) => orientation >= Orientation.LeftTop;

    /// <summary>The picture upright. Takes the image over: what it returns is to be disposed instead, whatever happens.</summary>
    public static Image Upright(this Orientation orientation, Image stored)
    {
        var (quarters, mirrored) = orientation switch
        {
            Orientation.TopRight => (0, true),
            Orientation.BottomRight => (2, false),
            Orientation.BottomLeft => (2, true),
            Orientation.LeftTop => (1, true),
            Orientation.RightTop => (1, false),
            Orientation.RightBottom => (3, true),
            Orientation.LeftBottom => (3, false),
            _ => (0, false),
        };
        var image = stored;
        if (quarters != 0)
        {
            image = Replace(image, i => ImageTransform.RotateQuarters(i, quarters));
        }

        return mirrored ? Replace(image, ImageTransform.FlipHorizontal) : image;
    }

    private static Image Replace(Image image, Func<Image, Image> transform)
    {
        using (image)
        {
            return transform(image);
        }
    }
}
