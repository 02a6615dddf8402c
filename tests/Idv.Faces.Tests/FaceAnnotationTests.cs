using System.Numerics;
using Idv.Faces.Annotation;
using Idv.Imaging;
using Idv.Imaging.Annotation;

namespace Idv.Faces.Tests;

public sealed class FaceAnnotationTests
{
    [Fact]
    public void The_box_is_drawn_and_the_original_is_left_alone()
    {
        using var picture = Grey(400, 300);
        using var drawn = FaceAnnotation.Draw(picture, [new FaceMark(new Box(100, 80, 60, 70), [new Vector2(120, 100)], ["QUALITY 97"], MarkTone.Good)]);
        Assert.NotEqual(128, drawn.Row(80)[3 * 130]);
        Assert.NotEqual(128, drawn.Row(100)[3 * 120]);
        Assert.Equal(128, drawn.Row(120)[3 * 130]);
        Assert.All(picture.Pixels.ToArray(), value => Assert.Equal(128, value));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2000)]
    [InlineData(2000, 3)]
    public void Marks_beyond_the_picture_are_cut_off(int width, int height)
    {
        using var picture = Grey(width, height);
        using var drawn = FaceAnnotation.Draw(picture, [new FaceMark(new Box(-50, -50, 5000, 5000), [new Vector2(-9, 9999)], ["É?"], MarkTone.Bad)], "NO FACE");
        using var both = FaceAnnotation.Beside(drawn, picture);
        Assert.InRange(both.Height, 1, FaceAnnotation.LongestSide);
    }

    [Fact]
    public void A_large_picture_is_reduced_and_its_marks_with_it()
    {
        using var picture = Grey(2560, 1280);
        using var drawn = FaceAnnotation.Draw(picture, [new FaceMark(new Box(1000, 400, 400, 400), [], [], MarkTone.Neutral)]);
        Assert.Equal((1280, 640), (drawn.Width, drawn.Height));
        Assert.NotEqual(128, drawn.Row(200)[3 * 600]);
    }

    private static Image Grey(int width, int height)
    {
        var image = Image.Rent(width, height, PixelFormat.Bgr24);
        image.Pixels.Fill(128);
        return image;
    }
}
