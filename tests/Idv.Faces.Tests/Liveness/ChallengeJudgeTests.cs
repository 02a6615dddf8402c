using Idv.Faces.Liveness.Challenges;

namespace Idv.Faces.Tests.Liveness;

public class ChallengeJudgeTests
{
    private const float Open = 0.3f;

    [Fact]
    public void A_turn_to_the_persons_left_and_back_is_met() => Assert.True(Judge(Turn(30), ActiveChallenge.TurnLeft)[0].Met);

    [Fact]
    public void A_turn_to_the_other_side_is_not_the_one_that_was_asked_for() => Assert.False(Judge(Turn(-30), ActiveChallenge.TurnLeft)[0].Met);

    [Fact]
    public void A_small_turn_is_not_enough() => Assert.False(Judge(Turn(12), ActiveChallenge.TurnLeft)[0].Met);

    [Fact]
    public void A_turn_that_does_not_come_back_is_not_met() => Assert.False(Judge([.. Turn(30).Take(16)], ActiveChallenge.TurnLeft)[0].Met);

    [Fact]
    public void A_single_wrong_point_is_no_turn()
    {
        var track = Still(40);
        track[20] = track[20] with { Yaw = 45 };
        Assert.False(Judge(track, ActiveChallenge.TurnLeft)[0].Met);
    }

    [Fact]
    public void A_blink_is_met_by_eyes_that_close_and_open_again()
    {
        var outcome = Judge(Blink(at: 20, points: 3), ActiveChallenge.Blink)[0];
        Assert.True(outcome.Met);
        Assert.InRange(outcome.At!.Value.TotalSeconds, 1, 1.5);
    }

    [Fact]
    public void Eyes_that_stay_closed_are_no_blink() => Assert.False(Judge(Blink(at: 10, points: 30), ActiveChallenge.Blink)[0].Met);

    [Fact]
    public void Eyes_that_never_close_are_no_blink() => Assert.False(Judge(Still(60), ActiveChallenge.Blink)[0].Met);

    [Fact]
    public void Challenges_are_met_in_their_order_alone()
    {
        var track = Turn(30).Concat(Blink(at: 20, points: 3, from: 40)).ToList();
        Assert.All(Judge(track, ActiveChallenge.TurnLeft, ActiveChallenge.Blink), outcome => Assert.True(outcome.Met));
        Assert.Equal([true, false], Judge(track, ActiveChallenge.Blink, ActiveChallenge.TurnLeft).Select(outcome => outcome.Met));
    }

    [Fact]
    public void Without_a_face_no_challenge_is_met() => Assert.False(Judge([], ActiveChallenge.Blink)[0].Met);

    private static IReadOnlyList<ChallengeOutcome> Judge(IReadOnlyList<FaceTrackPoint> track, params ActiveChallenge[] challenges) =>
        ChallengeJudge.Judge(track, challenges);

    private static FaceTrackPoint Point(int i, float yaw = 0, double opening = Open) => new(TimeSpan.FromSeconds(i * 0.05), yaw, opening, opening < 0.15 ? 0.9 : 0.1);

    private static List<FaceTrackPoint> Still(int count) => [.. Enumerable.Range(0, count).Select(i => Point(i))];

    private static List<FaceTrackPoint> Turn(float degrees) =>
        [.. Enumerable.Range(0, 40).Select(i => Point(i, i is >= 10 and < 20 ? degrees : 2))];

    private static List<FaceTrackPoint> Blink(int at, int points, int from = 0) =>
        [.. Enumerable.Range(from, 60).Select(i => Point(i, opening: i - from >= at && i - from < at + points ? 0.1 : Open))];
}
