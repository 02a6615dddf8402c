using Idv.Faces.Liveness.Video;

namespace Idv.Faces.Tests.Liveness;

public class VideoRepetitionTests
{
    private const double FramesPerSecond = 25;

    [Fact]
    public void A_still_picture_with_the_noise_of_compression_is_frozen() => Assert.True(VideoRepetition.IsFrozen(Frames(60, _ => 0, noise: 0.4f)));

    [Fact]
    public void A_person_who_moves_a_little_is_not_frozen() => Assert.False(VideoRepetition.IsFrozen(Frames(60, i => 0.05 * i, noise: 0.2f)));

    [Theory]
    [InlineData(20)]
    [InlineData(33)]
    public void A_stretch_that_comes_again_is_a_loop(int period) => Assert.True(IsLooped(Frames(90, i => 0.6 * (i % period), noise: 0.05f)));

    [Fact]
    public void A_stretch_that_comes_again_backwards_is_a_loop_too() => Assert.True(IsLooped(Frames(80, i => 0.6 * Math.Min(i, 79 - i), noise: 0.05f)));

    [Fact]
    public void Movement_that_never_comes_again_is_no_loop() => Assert.False(IsLooped(Frames(90, i => (0.3 * i) + Math.Sin(i / 7.0), noise: 0.1f)));

    [Fact]
    public void A_person_who_holds_still_is_no_loop() =>
        Assert.False(IsLooped(Frames(90, i => (0.2 * Math.Sin(i / 17.0)) + (0.15 * Math.Sin(i / 7.3)) + (0.1 * Math.Cos(i / 3.1)), noise: 0.5f)));

    [Fact]
    public void A_head_that_turns_and_comes_back_is_no_loop() =>
        Assert.False(IsLooped(Frames(90, i => i < 20 ? 0 : i < 35 ? 0.3 * (i - 20) : i < 45 ? 4.5 : i < 70 ? 4.5 - (0.18 * (i - 45)) : 0, noise: 0.3f)));

    [Fact]
    public void Too_few_frames_say_nothing() => Assert.False(IsLooped(Frames(6, i => i % 2, noise: 0)));

    [Fact]
    public void Three_hundred_frames_are_compared_in_bounded_time()
    {
        var frames = Frames(300, i => 0.3 * i, noise: 0.1f);
        var start = System.Diagnostics.Stopwatch.GetTimestamp();
        IsLooped(frames);
        Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(20));
    }

    private static bool IsLooped(IReadOnlyList<float[]> frames) =>
        VideoRepetition.IsLooped(frames, [.. frames.Select((_, i) => TimeSpan.FromSeconds(i / FramesPerSecond))]);

    /// <summary>A bright bump that moves over a gradient, with noise.</summary>
    private static float[][] Frames(int count, Func<int, double> position, float noise)
    {
        var random = new Random(count);
        return [.. Enumerable.Range(0, count).Select(frame => Enumerable.Range(0, FrameSignature.Columns * FrameSignature.Rows).Select(cell =>
        {
            var away = (cell % FrameSignature.Columns) - position(frame);
            return (float)((cell * 0.5) + (120 * Math.Exp(-away * away / 18)) + (((random.NextSingle() * 2) - 1) * noise));
        }).ToArray())];
    }
}
