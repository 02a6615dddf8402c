using System.Numerics;
using Idv.Imaging.Annotation;

namespace Idv.Imaging.Tests;

public sealed class AnnotationCanvasTests
{
    [Fact]
    public void An_outline_is_drawn_along_its_four_sides_and_leaves_its_inside_alone()
    {
        using var picture = Grey(400, 300);
        using var canvas = new AnnotationCanvas(picture, 400);
        canvas.Outline(new Quad(new(100, 60), new(300, 80), new(290, 240), new(90, 220)), MarkTone.Good);
        Assert.NotEqual(128, canvas.Image.Row(70)[3 * 200]);
        Assert.NotEqual(128, canvas.Image.Row(230)[3 * 190]);
        Assert.Equal(128, canvas.Image.Row(150)[3 * 200]);
        Assert.All(picture.Pixels.ToArray(), value => Assert.Equal(128, value));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2000, 3)]
    [InlineData(300, 200)]
    public void Marks_far_beyond_the_picture_are_cut_off_in_bounded_time(int width, int height)
    {
        using var picture = Grey(width, height);
        using var canvas = new AnnotationCanvas(picture, 640);
        canvas.Outline(new Quad(new(-1e9f, -1e9f), new(1e9f, -5), new(1e9f, 1e9f), new(-3, 1e9f)), MarkTone.Bad, "FAR");
        canvas.Frame(new Box(-1e6f, -1e6f, 2e6f, 2e6f), MarkTone.Neutral, "FAR");
        canvas.Point(new Vector2(1e9f, -1e9f), MarkTone.Neutral);
        canvas.Score(new Box(-50, 0, 1e6f, 1e6f), 2, 0.5, MarkTone.Doubtful);
        canvas.Verdict(new string('É', 5000), MarkTone.Bad);
        Assert.InRange(Math.Max(canvas.Image.Width, canvas.Image.Height), 1, 640);
    }

    [Fact]
    public void A_picture_that_is_not_coloured_is_refused()
    {
        using var picture = Image.Rent(4, 4, PixelFormat.Grey8);
        Assert.Throws<ArgumentException>(() => new AnnotationCanvas(picture, 640));
    }

    private static Image Grey(int width, int height)
    {
        var image = Image.Rent(width, height, PixelFormat.Bgr24);
        image.Pixels.Fill(128);
        return image;
    }
}
