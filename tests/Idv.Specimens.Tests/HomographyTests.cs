using System.Numerics;
using FsCheck;
using Idv.Imaging;

namespace Idv.Specimens.Tests;

public sealed class HomographyTests
{
    private static Arbitrary<Quad> ConvexQuads { get; } = (
        from jitter in Gen.Choose(-30, 30).ArrayOf(8)
        select new Quad(
            new Vector2(100 + jitter[0], 100 + jitter[1]),
            new Vector2(400 + jitter[2], 90 + jitter[3]),
            new Vector2(420 + jitter[4], 300 + jitter[5]),
            new Vector2(80 + jitter[6], 310 + jitter[7]))).ToArbitrary();

    [Fact]
    public void The_corners_of_the_rectangle_go_to_the_corners_of_the_quad() =>
        Prop.ForAll(ConvexQuads, quad =>
        {
            var map = Homography.FromRectangle(125, 88, quad);
            Near(quad.TopLeft, map.Map(0, 0));
            Near(quad.TopRight, map.Map(125, 0));
            Near(quad.BottomRight, map.Map(125, 88));
            Near(quad.BottomLeft, map.Map(0, 88));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_inverse_brings_every_point_back() =>
        Prop.ForAll(ConvexQuads, quad =>
        {
            var map = Homography.FromRectangle(125, 88, quad);
            var there = map.Map(31, 57);
            Near(new Vector2(31, 57), map.Inverse().Map(there.X, there.Y));
        }).QuickCheckThrowOnFailure();

    private static void Near(Vector2 expected, Vector2 actual) => Assert.InRange(Vector2.Distance(expected, actual), 0, 0.01f);
}
