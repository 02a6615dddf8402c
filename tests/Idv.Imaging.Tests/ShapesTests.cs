using System.Numerics;

namespace Idv.Imaging.Tests;

public sealed class ShapesTests
{
    private static readonly Quad Tilted = new(new Vector2(10, 0), new Vector2(30, 10), new Vector2(20, 30), new Vector2(0, 20));

    [Theory]
    [InlineData(15, 15, true)]
    [InlineData(10, 0, true)]
    [InlineData(20, 5, true)]
    [InlineData(1, 1, false)]
    [InlineData(31, 15, false)]
    public void A_quad_holds_the_points_within_its_sides(float x, float y, bool holds) => Assert.Equal(holds, Tilted.Contains(new Vector2(x, y)));

    [Theory]
    [InlineData(15, 15, true)]
    [InlineData(1, 1, false)]
    public void A_quad_whose_corners_run_the_other_way_holds_the_same(float x, float y, bool holds) =>
        Assert.Equal(holds, new Quad(Tilted.BottomLeft, Tilted.BottomRight, Tilted.TopRight, Tilted.TopLeft).Contains(new Vector2(x, y)));

    [Fact]
    public void The_square_about_a_box_has_its_centre_and_a_multiple_of_its_longer_side() =>
        Assert.Equal(new Box(-5, -15, 40, 40), new Box(5, -5, 20, 20).Square(2));

    [Fact]
    public void The_square_about_a_high_box_is_as_wide_as_that_is_high() =>
        Assert.Equal(new Box(-5, 0, 20, 20), new Box(0, 0, 10, 20).Square(1));
}
