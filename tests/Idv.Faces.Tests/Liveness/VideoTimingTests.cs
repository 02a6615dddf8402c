using Idv.Faces.Liveness.Video;

namespace Idv.Faces.Tests.Liveness;

public class VideoTimingTests
{
    [Theory]
    [InlineData(15)]
    [InlineData(30)]
    [InlineData(60)]
    [InlineData(120)]
    public void Usual_rates_are_usual(double rate)
    {
        var timing = VideoTiming.Of([.. Enumerable.Range(0, 40).Select(i => TimeSpan.FromSeconds(i / rate))]);
        Assert.False(timing.IsUnusual);
        Assert.Equal(rate, timing.FramesPerSecond, 0.01);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(500)]
    public void A_slide_show_and_a_burst_are_unusual(double rate) =>
        Assert.True(VideoTiming.Of([.. Enumerable.Range(0, 40).Select(i => TimeSpan.FromSeconds(i / rate))]).IsUnusual);

    [Fact]
    public void A_long_gap_is_unusual() => Assert.True(VideoTiming.Of([.. Enumerable.Range(0, 40).Select(i => TimeSpan.FromSeconds((i / 30.0) + (i > 20 ? 2 : 0)))]).IsUnusual);

    [Fact]
    public void Frames_out_of_order_are_unusual() => Assert.True(VideoTiming.Of([.. Enumerable.Range(0, 40).Select(i => TimeSpan.FromSeconds((i == 20 ? 5 : i) / 30.0))]).IsUnusual);

    [Fact]
    public void No_frame_and_one_frame_have_no_rate()
    {
        Assert.Equal((0, 0d, false), (VideoTiming.Of([]).Frames, VideoTiming.Of([]).FramesPerSecond, VideoTiming.Of([]).IsUnusual));
        Assert.Equal(0, VideoTiming.Of([TimeSpan.Zero]).FramesPerSecond);
    }
}
