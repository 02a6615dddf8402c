using FsCheck;
using Idv.Faces.Liveness;
using Idv.Imaging;

namespace Idv.Faces.Tests.Liveness;

public class LivenessCropTests
{
    [Fact]
    public void A_face_with_room_around_it_is_cropped_at_the_cards_scale_about_its_centre()
    {
        var crop = LivenessCrop.Of(new Box(400, 300, 80, 100), 2, squared: true, 1000, 800);
        Assert.Equal(new Box(340, 250, 200, 200), crop);
    }

    [Fact]
    public void A_face_near_the_edge_moves_its_crop_inside_the_picture()
    {
        var crop = LivenessCrop.Of(new Box(5, 300, 80, 100), 2, squared: true, 1000, 800);
        Assert.Equal((0f, 200f), (crop.X, crop.Width));
    }

    [Fact]
    public void A_face_larger_than_the_scale_allows_is_cropped_at_the_largest_scale_that_fits()
    {
        var crop = LivenessCrop.Of(new Box(60, 60, 100, 120), 4, squared: false, 240, 240);
        Assert.Equal(240, crop.Height, 0.01);
        Assert.Equal(200, crop.Width, 0.01);
    }

    [Fact]
    public void No_crop_leaves_the_picture_whatever_the_box() => Prop.ForAll<int, int, int>((a, b, c) =>
    {
        var random = new Random(HashCode.Combine(a, b, c));
        var (width, height) = (random.Next(1, 2000), random.Next(1, 2000));
        var face = new Box(random.Next(-500, 2000), random.Next(-500, 2000), random.Next(1, 2500), random.Next(1, 2500));
        var crop = LivenessCrop.Of(face, 1 + (3 * random.NextSingle()), random.Next(2) == 0, width, height);
        return crop.X >= 0 && crop.Y >= 0 && crop.Right <= width + 0.01f && crop.Bottom <= height + 0.01f && crop.Width > 0 && crop.Height > 0;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_odds_of_a_class_are_those_of_its_softmax_probability() => Prop.ForAll<int>(seed =>
    {
        var random = new Random(seed);
        float[] logits = [Draw(), Draw(), Draw()];
        var index = random.Next(3);
        var sum = logits.Sum(logit => Math.Exp(logit));
        var probability = Math.Exp(logits[index]) / sum;
        return Math.Abs(LivenessNetwork.Odds(logits, index)!.Value - Math.Log(probability / (1 - probability))) < 1e-3;

        float Draw() => (random.NextSingle() * 12) - 6;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_answer_that_is_not_finite_is_no_answer()
    {
        Assert.Null(LivenessNetwork.Odds([float.NaN, 1, 2], 0));
        Assert.Null(LivenessNetwork.Odds([1, float.PositiveInfinity, 2], 0));
    }
}
