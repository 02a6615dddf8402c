using System.Numerics;
using FsCheck;

namespace Idv.Imaging.Tests;

public class ImageFilterTests
{
    [Fact]
    public void Blurring_keeps_a_constant_image()
    {
        using var image = Pictures.Constant(20, 15, PixelFormat.Bgr24, 93);
        using var blurred = ImageFilter.GaussianBlur(image, 2.5);
        Assert.False(blurred.Pixels.ContainsAnyExcept((byte)93));
    }

    [Fact]
    public void A_blurred_point_falls_off_as_a_gaussian()
    {
        using var image = Pictures.Constant(31, 31, PixelFormat.Grey8, 0);
        image.Row(15)[15] = 255;
        using var blurred = ImageFilter.GaussianBlur(image, 1);
        Assert.Equal(255 / (2 * Math.PI), blurred.Row(15)[15], 2.0);
        Assert.Equal(255 / (2 * Math.PI) * Math.Exp(-0.5), blurred.Row(15)[16], 2.0);
    }

    [Fact]
    public void Erosion_and_dilation_are_the_minimum_and_the_maximum_under_the_element() => Prop.ForAll(
        ArbitraryImage.Any(),
        image =>
        {
            using var grey = ImageTransform.Convert(image, PixelFormat.Grey8);
            using var eroded = ImageFilter.Morphology(grey, MorphologyOperation.Erode, 3, 1);
            using var dilated = ImageFilter.Morphology(grey, MorphologyOperation.Dilate, 1, 3);
            for (var y = 0; y < grey.Height; y++)
            {
                for (var x = 0; x < grey.Width; x++)
                {
                    var (low, high) = (byte.MaxValue, byte.MinValue);
                    for (var d = -1; d <= 1; d++)
                    {
                        low = Math.Min(low, x + d >= 0 && x + d < grey.Width ? grey.Row(y)[x + d] : byte.MaxValue);
                        high = Math.Max(high, y + d >= 0 && y + d < grey.Height ? grey.Row(y + d)[x] : byte.MinValue);
                    }

                    if (eroded.Row(y)[x] != low || dilated.Row(y)[x] != high)
                    {
                        return false;
                    }
                }
            }

            return true;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Black_hat_brings_out_dark_details_smaller_than_the_element()
    {
        using var image = Pictures.Constant(40, 20, PixelFormat.Grey8, 200);
        image.Row(10).Slice(20, 3).Fill(50);
        using var details = ImageFilter.Morphology(image, MorphologyOperation.BlackHat, 9, 1);
        Assert.Equal(150, details.Row(10)[21]);
        Assert.Equal(0, details.Row(5)[21]);
    }

    [Fact]
    public void The_horizontal_gradient_is_greatest_on_a_vertical_edge_and_0_without_one()
    {
        using var image = Pictures.Constant(20, 10, PixelFormat.Grey8, 10);
        for (var y = 0; y < 10; y++)
        {
            image.Row(y)[10..].Fill(200);
        }

        using var gradient = ImageFilter.AbsoluteGradientX(image);
        Assert.Equal(255, gradient.Row(5)[10]);
        Assert.Equal(0, gradient.Row(5)[3]);
        using var flat = Pictures.Constant(5, 5, PixelFormat.Grey8, 9);
        using var none = ImageFilter.AbsoluteGradientX(flat);
        Assert.False(none.Pixels.ContainsAnyExcept((byte)0));
    }

    [Fact]
    public void Otsu_separates_two_levels()
    {
        using var image = Image.CopyOf([10, 12, 11, 200, 199, 201], 6, 1, PixelFormat.Grey8);
        using var binary = ImageFilter.OtsuThreshold(image);
        Assert.Equal([0, 0, 0, 255, 255, 255], binary.Pixels.ToArray());
    }

    [Fact]
    public void An_adaptive_threshold_finds_ink_under_uneven_light()
    {
        using var image = Image.Rent(200, 21, PixelFormat.Grey8);
        for (var y = 0; y < 21; y++)
        {
            for (var x = 0; x < 200; x++)
            {
                var paper = 60 + (x * 180 / 200);
                image.Row(y)[x] = (byte)(y == 10 && x % 20 == 10 ? paper / 2 : paper);
            }
        }

        using var binary = ImageFilter.AdaptiveThreshold(image, 11, 8);
        for (var x = 10; x < 200; x += 20)
        {
            Assert.Equal(0, binary.Row(10)[x]);
            Assert.Equal(255, binary.Row(3)[x]);
        }
    }

    [Fact]
    public void Canny_marks_the_outline_of_a_rectangle()
    {
        using var image = Filled(60, 40, new Box(20, 10, 20, 20));
        using var edges = ImageFilter.Canny(image, 50, 150);
        Assert.Contains((byte)255, edges.Row(20)[17..23].ToArray());
        Assert.False(edges.Row(20)[26..34].ContainsAnyExcept((byte)0));
    }

    [Fact]
    public void The_rectangles_around_shapes_are_exact_and_largest_first()
    {
        using var image = Filled(100, 80, new Box(10, 30, 40, 20), new Box(70, 5, 6, 30));
        var found = ImageFilter.FindRotatedRectangles(image, 10);
        Assert.Equal(2, found.Count);
        AssertRectangle(new RotatedRectangle(new Vector2(30, 40), 40, 20, 0), found[0]);
        AssertRectangle(new RotatedRectangle(new Vector2(73, 20), 30, 6, -90), found[1]);
        Assert.Single(ImageFilter.FindRotatedRectangles(image, 1));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(-30)]
    [InlineData(75)]
    public void The_angle_of_a_rectangle_is_clockwise_as_seen(float degrees)
    {
        using var level = Filled(200, 200, new Box(50, 90, 100, 20));
        var rotation = Matrix3x2.CreateRotation(degrees * MathF.PI / 180, new Vector2(100, 100));
        using var turned = ImageTransform.WarpAffine(level, rotation, 200, 200, Interpolation.Nearest);
        var found = Assert.Single(ImageFilter.FindRotatedRectangles(turned, 10));
        Assert.Equal(degrees, found.AngleDegrees, 1.5f);
        Assert.Equal(100, found.Width, 2f);
        Assert.Equal(20, found.Height, 2f);
    }

    [Fact]
    public void A_drawn_quad_is_found_once_with_its_corners_in_order()
    {
        using var outline = Filled(300, 200, new Box(50, 40, 200, 120));
        using var edges = ImageFilter.Canny(outline, 50, 150);
        using var closed = ImageFilter.Morphology(edges, MorphologyOperation.Dilate, 3, 3);
        var quad = Assert.Single(ImageFilter.FindQuads(closed, 0.1, 10));
        Assert.InRange(Vector2.Distance(quad.TopLeft, new Vector2(50, 40)), 0, 3);
        Assert.InRange(Vector2.Distance(quad.TopRight, new Vector2(250, 40)), 0, 3);
        Assert.InRange(Vector2.Distance(quad.BottomRight, new Vector2(250, 160)), 0, 3);
        Assert.InRange(Vector2.Distance(quad.BottomLeft, new Vector2(50, 160)), 0, 3);
        Assert.Empty(ImageFilter.FindQuads(closed, 0.5, 10));
    }

    [Fact]
    public void A_disc_is_no_quad()
    {
        using var image = Pictures.Constant(200, 200, PixelFormat.Grey8, 0);
        for (var y = 0; y < 200; y++)
        {
            for (var x = 0; x < 200; x++)
            {
                image.Row(y)[x] = (byte)(Vector2.Distance(new Vector2(x, y), new Vector2(100)) < 70 ? 255 : 0);
            }
        }

        Assert.Empty(ImageFilter.FindQuads(image, 0.05, 10));
    }

    [Fact]
    public void Arguments_out_of_range_and_colour_images_are_refused_and_leave_no_image_behind()
    {
        using var grey = Pictures.Gradient(9, 9, PixelFormat.Grey8);
        using var colour = Pictures.Gradient(9, 9, PixelFormat.Bgr24);
        var live = Image.LiveOnThisThread;
        Assert.Throws<ArgumentException>(() => ImageFilter.OtsuThreshold(colour).Dispose());
        Assert.Throws<ArgumentException>(() => ImageFilter.GaussianBlur(grey, 0).Dispose());
        Assert.Throws<ArgumentException>(() => ImageFilter.GaussianBlur(grey, double.NaN).Dispose());
        Assert.Throws<ArgumentException>(() => ImageFilter.AdaptiveThreshold(grey, 4, 0).Dispose());
        Assert.Throws<ArgumentException>(() => ImageFilter.Canny(grey, 20, 10).Dispose());
        Assert.Throws<ArgumentException>(() => ImageFilter.Morphology(grey, MorphologyOperation.Open, 0, 3).Dispose());
        Assert.Equal(live, Image.LiveOnThisThread);
    }

    private static Image Filled(int width, int height, params Box[] boxes)
    {
        var image = Pictures.Constant(width, height, PixelFormat.Grey8, 0);
        foreach (var box in boxes)
        {
            for (var y = (int)box.Y; y < box.Bottom; y++)
            {
                image.Row(y).Slice((int)box.X, (int)box.Width).Fill(255);
            }
        }

        return image;
    }

    private static void AssertRectangle(RotatedRectangle expected, RotatedRectangle actual)
    {
        Assert.Equal(expected.Centre.X, actual.Centre.X, 0.01f);
        Assert.Equal(expected.Centre.Y, actual.Centre.Y, 0.01f);
        Assert.Equal(expected.Width, actual.Width, 0.01f);
        Assert.Equal(expected.Height, actual.Height, 0.01f);
        Assert.Equal(expected.AngleDegrees, actual.AngleDegrees, 0.01f);
    }
}
