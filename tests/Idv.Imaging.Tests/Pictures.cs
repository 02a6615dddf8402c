using FsCheck;

namespace Idv.Imaging.Tests;

/// <summary>Pictures made in code.</summary>
internal static class Pictures
{
    /// <summary>Each channel rises along its own direction, so that no orientation of the picture equals another.</summary>
    public static Image Gradient(int width, int height, PixelFormat format)
    {
        var image = Image.Rent(width, height, format);
        for (var y = 0; y < height; y++)
        {
            var row = image.Row(y);
            for (var x = 0; x < width; x++)
            {
                for (var c = 0; c < image.Channels; c++)
                {
                    row[(x * image.Channels) + c] = (byte)(((x * (3 - c) * 80 / width) + (y * (c + 1) * 80 / height)) / 2);
                }
            }
        }

        return image;
    }

    /// <summary>One value in every channel of every pixel.</summary>
    public static Image Constant(int width, int height, PixelFormat format, byte value)
    {
        var image = Image.Rent(width, height, format);
        image.Pixels.Fill(value);
        return image;
    }

    /// <summary>The mean absolute difference of two images of one shape, in grey levels.</summary>
    public static double MeanDifference(Image a, Image b)
    {
        Assert.Equal((a.Width, a.Height, a.Format), (b.Width, b.Height, b.Format));
        var left = a.Pixels;
        var right = b.Pixels;
        long sum = 0;
        for (var i = 0; i < left.Length; i++)
        {
            sum += Math.Abs(left[i] - right[i]);
        }

        return (double)sum / left.Length;
    }
}

/// <summary>Random images for properties.</summary>
internal static class ArbitraryImage
{
    /// <summary>Any format, sides 1 to 40, any pixels.</summary>
    public static Arbitrary<Image> Any() => (
        from width in Gen.Choose(1, 40)
        from height in Gen.Choose(1, 40)
        from format in Gen.Elements(PixelFormat.Grey8, PixelFormat.Bgr24, PixelFormat.Rgb24)
        from seed in Gen.Choose(0, int.MaxValue)
        select Noise(width, height, format, seed)).ToArbitrary();

    /// <summary>Random pixels from a seed.</summary>
    public static Image Noise(int width, int height, PixelFormat format, int seed)
    {
        var image = Image.Rent(width, height, format);
        new Random(seed).NextBytes(image.Pixels);
        return image;
    }
}
