using FsCheck;
using Idv.Galleries.Protection;
using Idv.Galleries.Scanning;
using Idv.Galleries.Searching;

namespace Idv.Galleries.Tests;

public class ShortListTests
{
    [Fact]
    public void A_short_list_keeps_the_best_scores_above_its_floor()
    {
        Prop.ForAll(
            Gen.Choose(-50, 50).ListOf().ToArbitrary(), Gen.Choose(1, 20).ToArbitrary(), Gen.Choose(-60, 60).ToArbitrary(), (scores, capacity, floor) =>
        {
            var list = new ShortList(capacity, floor);
            for (var row = 0; row < scores.Count; row++)
            {
                list.Offer(scores[row], row);
            }

            var expected = scores.Where(score => score > floor).OrderDescending().Take(capacity).Select(score => (float)score).ToArray();
            return list.Scores.ToArray().OrderDescending().SequenceEqual(expected)
                && list.Rows.ToArray().Distinct().Count() == expected.Length
                && list.Threshold == (list.IsFull ? expected[^1] : floor);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_short_list_refuses_scores_that_are_not_numbers()
    {
        var list = new ShortList(4);
        list.Offer(float.NaN, 1);
        Assert.Equal(0, list.Count);
    }

    [Fact]
    public void A_sketch_short_list_keeps_the_nearest_rows()
    {
        Prop.ForAll(Gen.Choose(0, GalleryTransform.SketchBits).ListOf().ToArbitrary(), Gen.Choose(1, 20).ToArbitrary(), (distances, capacity) =>
        {
            var halves = new[] { new SketchShortList(capacity), new SketchShortList(capacity) };
            for (var row = 0; row < distances.Count; row++)
            {
                if (distances[row] < halves[row % 2].Limit)
                {
                    halves[row % 2].Add(row, distances[row]);
                }
            }

            halves[0].AddAll(halves[1]);
            return halves[0].Nearest().ToArray().Select(row => distances[row]).Order()
                .SequenceEqual(distances.Order().Take(capacity));
        }).QuickCheckThrowOnFailure();
    }
}
