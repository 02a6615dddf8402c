using System.Numerics;
using FsCheck;

namespace Idv.Imaging.Tests;

public class ImageTransformTests
{
    [Fact]
    public void Four_quarter_turns_are_the_identity() => Holds(image =>
    {
        var turned = image.Clone();
        for (var i = 0; i < 4; i++)
        {
            using var before = turned;
            turned = ImageTransform.RotateQuarters(before, 1);
        }

        return Same(image, turned);
    });

    [Fact]
    public void Turning_by_any_number_of_quarters_is_turning_by_its_remainder() => Holds(image =>
    {
        using var minusOne = ImageTransform.RotateQuarters(image, -1);
        using var seven = ImageTransform.RotateQuarters(image, 7);
        return minusOne.Pixels.SequenceEqual(seven.Pixels);
    });

    [Fact]
    public void A_quarter_turn_is_clockwise()
    {
        using var image = Image.CopyOf([1, 2, 3, 4, 5, 6], 3, 2, PixelFormat.Grey8);
        using var turned = ImageTransform.RotateQuarters(image, 1);
        Assert.Equal((2, 3), (turned.Width, turned.Height));
        Assert.Equal([4, 1, 5, 2, 6, 3], turned.Pixels.ToArray());
    }

    [Fact]
    public void Two_mirrorings_are_the_identity() => Holds(image =>
    {
        using var once = ImageTransform.FlipHorizontal(image);
        return Same(image, ImageTransform.FlipHorizontal(once));
    });

    [Fact]
    public void Warping_by_the_identity_changes_nothing() => Holds(image =>
        Same(image, ImageTransform.WarpAffine(image, Matrix3x2.Identity, image.Width, image.Height)));

    [Fact]
    public void Warping_the_whole_image_to_its_own_size_changes_nothing() => Holds(image =>
        Same(image, ImageTransform.WarpPerspective(image, Quad.FromBox(new Box(0, 0, image.Width, image.Height)), image.Width, image.Height)));

    [Fact]
    public void Warping_by_a_whole_translation_is_cropping() => Holds(image =>
    {
        using var cropped = ImageTransform.Crop(image, 2, -1, image.Width, image.Height, padding: 9);
        return Same(cropped, ImageTransform.WarpAffine(image, Matrix3x2.CreateTranslation(-2, 1), image.Width, image.Height, padding: 9));
    });

    [Fact]
    public void Rotating_by_a_right_angle_about_the_centre_of_a_square_is_a_quarter_turn() => Holds(image =>
    {
        var side = Math.Min(image.Width, image.Height);
        using var square = ImageTransform.Crop(image, 0, 0, side, side);
        using var expected = ImageTransform.RotateQuarters(square, 1);
        var rotation = Matrix3x2.CreateRotation(MathF.PI / 2, new Vector2(side / 2f));
        using var turned = ImageTransform.WarpAffine(square, rotation, side, side, Interpolation.Nearest);
        return expected.Pixels.SequenceEqual(turned.Pixels);
    });

    [Fact]
    public void A_constant_image_stays_constant_at_any_size() => Prop.ForAll(
        (from width in Gen.Choose(1, 60)
         from height in Gen.Choose(1, 60)
         from interpolation in Gen.Elements(Enum.GetValues<Interpolation>())
         from value in Gen.Choose(0, 255)
         select (width, height, interpolation, value)).ToArbitrary(),
        to =>
        {
            using var image = Pictures.Constant(17, 23, PixelFormat.Bgr24, (byte)to.value);
            using var resized = ImageTransform.Resize(image, to.width, to.height, to.interpolation);
            return (resized.Width, resized.Height) == (to.width, to.height) && !resized.Pixels.ContainsAnyExcept((byte)to.value);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Shrinking_by_area_takes_the_mean()
    {
        using var image = Image.CopyOf([0, 10, 100, 100, 20, 30, 100, 100], 4, 2, PixelFormat.Grey8);
        using var shrunk = ImageTransform.Resize(image, 2, 1);
        Assert.Equal([15, 100], shrunk.Pixels.ToArray());
    }

    [Fact]
    public void A_crop_is_the_pixels_inside_and_padding_outside() => Prop.ForAll(
        ArbitraryImage.Any(),
        (from x in Gen.Choose(-50, 50)
         from y in Gen.Choose(-50, 50)
         from width in Gen.Choose(1, 50)
         from height in Gen.Choose(1, 50)
         select (x, y, width, height)).ToArbitrary(),
        (image, box) =>
        {
            using var crop = ImageTransform.Crop(image, box.x, box.y, box.width, box.height, padding: 77);
            for (var y = 0; y < box.height; y++)
            {
                for (var x = 0; x < box.width; x++)
                {
                    var (sourceX, sourceY) = (box.x + x, box.y + y);
                    var inside = sourceX >= 0 && sourceX < image.Width && sourceY >= 0 && sourceY < image.Height;
                    for (var c = 0; c < image.Channels; c++)
                    {
                        var expected = inside ? image.Row(sourceY)[(sourceX * image.Channels) + c] : (byte)77;
                        if (crop.Row(y)[(x * image.Channels) + c] != expected)
                        {
                            return false;
                        }
                    }
                }
            }

            return true;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void A_crop_far_outside_is_padding_alone(int corner)
    {
        using var image = Pictures.Gradient(8, 8, PixelFormat.Bgr24);
        using var crop = ImageTransform.Crop(image, corner, corner, 5, 5, padding: 3);
        Assert.False(crop.Pixels.ContainsAnyExcept((byte)3));
    }

    [Fact]
    public void Grey_is_luma_by_bt601() => Holds(image =>
    {
        using var bgr = ImageTransform.Convert(image, PixelFormat.Bgr24);
        using var grey = ImageTransform.Convert(bgr, PixelFormat.Grey8);
        for (var i = 0; i < grey.Pixels.Length; i++)
        {
            var pixel = bgr.Pixels.Slice(i * 3, 3);
            var luma = (0.299 * pixel[2]) + (0.587 * pixel[1]) + (0.114 * pixel[0]);
            if (Math.Abs(luma - grey.Pixels[i]) > 0.6)
            {
                return false;
            }
        }

        return true;
    });

    [Fact]
    public void Bgr_to_rgb_and_back_is_the_identity() => Holds(image =>
    {
        using var bgr = ImageTransform.Convert(image, PixelFormat.Bgr24);
        using var rgb = ImageTransform.Convert(bgr, PixelFormat.Rgb24);
        return bgr.Pixels[0] == rgb.Pixels[2] && Same(bgr, ImageTransform.Convert(rgb, PixelFormat.Bgr24));
    });

    [Fact]
    public void A_tilted_quad_is_rectified()
    {
        using var page = Pictures.Gradient(90, 60, PixelFormat.Bgr24);
        var quad = new Quad(new Vector2(30, 20), new Vector2(170, 40), new Vector2(160, 140), new Vector2(20, 120));

        // The page is drawn into a scene by the inverse map, pixel by pixel, through the same four corners.
        using var scene = DrawInto(page, quad, 200, 160);
        using var rectified = ImageTransform.WarpPerspective(scene, quad, 90, 60);
        using var expectedInside = ImageTransform.Crop(page, 4, 4, 82, 52);
        using var inside = ImageTransform.Crop(rectified, 4, 4, 82, 52);
        Assert.True(Pictures.MeanDifference(expectedInside, inside) < 1.5);
    }

    [Fact]
    public void A_map_without_inverse_and_corners_on_a_line_are_refused_and_leave_no_image_behind()
    {
        using var image = Pictures.Gradient(8, 8, PixelFormat.Grey8);
        var live = Image.LiveOnThisThread;
        Assert.Throws<ArgumentException>(() => ImageTransform.WarpAffine(image, default, 8, 8).Dispose());
        Assert.Throws<ArgumentException>(() => ImageTransform.WarpAffine(image, new Matrix3x2(float.NaN, 0, 0, 1, 0, 0), 8, 8).Dispose());
        var line = new Quad(Vector2.Zero, Vector2.One, Vector2.One * 2, Vector2.One * 3);
        Assert.Throws<ArgumentException>(() => ImageTransform.WarpPerspective(image, line, 8, 8).Dispose());
        Assert.Equal(live, Image.LiveOnThisThread);
    }

    [Fact]
    public void Many_threads_may_transform_one_image()
    {
        using var image = Pictures.Gradient(200, 150, PixelFormat.Bgr24);
        using var expected = ImageTransform.Resize(image, 77, 51);
        Parallel.For(0, 200, _ =>
        {
            using var resized = ImageTransform.Resize(image, 77, 51);
            Assert.True(expected.Pixels.SequenceEqual(resized.Pixels));
        });
    }

    private static void Holds(Func<Image, bool> property) => Prop.ForAll(ArbitraryImage.Any(), property).QuickCheckThrowOnFailure();

    private static bool Same(Image expected, Image actual)
    {
        using (actual)
        {
            return (expected.Width, expected.Height, expected.Format) == (actual.Width, actual.Height, actual.Format) &&
                expected.Pixels.SequenceEqual(actual.Pixels);
        }
    }

    // A parallelogram is an affine image of the unit square, so the inverse is two dot products.
    private static Image DrawInto(Image page, Quad quad, int width, int height)
    {
        var across = quad.TopRight - quad.TopLeft;
        var down = quad.BottomLeft - quad.TopLeft;
        Assert.Equal(quad.BottomRight, quad.TopLeft + across + down);
        var determinant = (across.X * down.Y) - (across.Y * down.X);
        var scene = Pictures.Constant(width, height, page.Format, 0);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var p = new Vector2(x + 0.5f, y + 0.5f) - quad.TopLeft;
                var u = ((p.X * down.Y) - (p.Y * down.X)) / determinant;
                var v = ((across.X * p.Y) - (across.Y * p.X)) / determinant;
                if (u >= 0 && u < 1 && v >= 0 && v < 1)
                {
                    page.Row((int)(v * page.Height)).Slice((int)(u * page.Width) * 3, 3).CopyTo(scene.Row(y)[(x * 3)..]);
                }
            }
        }

        return scene;
    }
}
