using System.Diagnostics;
using Idv.Imaging.Video;
using Idv.Tests;

namespace Idv.Imaging.Tests;

public class VideoFramesTests
{
    [Theory]
    [InlineData("mp4")]
    [InlineData("webm")]
    [InlineData("avi")]
    [InlineData("mov")]
    public void Every_frame_is_read_with_its_time(string extension)
    {
        var times = new List<double>();
        var reading = VideoFrames.Read(Make(extension, "size=160x120:rate=10:duration=2"), (frame, time) =>
        {
            Assert.Equal((160, 120, PixelFormat.Bgr24), (frame.Width, frame.Height, frame.Format));
            times.Add(time.TotalSeconds);
        });
        Assert.Null(reading.Fault);
        Assert.Equal((20, false, false), (reading.FrameCount, reading.Shortened, reading.Damaged));
        Assert.Equal(20, times.Count);
        Assert.All(times.Index(), item => Assert.Equal(item.Index * 0.1, item.Item, 0.02));
    }

    [Fact]
    public void Frames_show_what_was_recorded()
    {
        var bytes = Make("mp4", "size=160x120:rate=10:duration=1", source: "color=c=red");
        VideoFrames.Read(bytes, (frame, _) =>
        {
            var pixel = frame.Row(60).Slice(80 * 3, 3);
            Assert.True(pixel[2] > 200 && pixel[1] < 60 && pixel[0] < 60);
        });
    }

    [Fact]
    public void Large_frames_are_scaled_to_the_longest_side()
    {
        var reading = VideoFrames.Read(
            Make("mp4", "size=400x300:rate=5:duration=1"),
            (frame, _) => Assert.Equal((200, 150), (frame.Width, frame.Height)),
            limits: new VideoLimits { LongestSide = 200 });
        Assert.Equal(5, reading.FrameCount);
    }

    [Fact]
    public void Frames_beyond_the_limits_of_number_and_time_are_not_read()
    {
        var bytes = Make("mp4", "size=64x48:rate=10:duration=3");
        var few = VideoFrames.Read(bytes, (_, _) => { }, limits: new VideoLimits { MaxFrames = 7 });
        Assert.Equal((7, true, (VideoFault?)null), (few.FrameCount, few.Shortened, few.Fault));
        var early = VideoFrames.Read(bytes, (_, _) => { }, limits: new VideoLimits { MaxDuration = TimeSpan.FromSeconds(1) });
        Assert.Equal((11, true, (VideoFault?)null), (early.FrameCount, early.Shortened, early.Fault));
        var exact = VideoFrames.Read(bytes, (_, _) => { }, limits: new VideoLimits { MaxFrames = 30 });
        Assert.Equal((30, false), (exact.FrameCount, exact.Shortened));
    }

    [Fact]
    public void A_truncated_video_gives_the_frames_that_are_there_and_says_so()
    {
        var bytes = Make("webm", "size=160x120:rate=10:duration=2");
        var reading = VideoFrames.Read(bytes.AsSpan(0, bytes.Length / 2), (_, _) => { });
        Assert.Null(reading.Fault);
        Assert.InRange(reading.FrameCount, 1, 19);
    }

    [Fact]
    public void Bytes_that_are_no_video_are_refused_with_a_reason()
    {
        Assert.Equal(VideoFaultCode.Empty, Read([]).Fault!.Code);
        Assert.Equal(VideoFaultCode.UnknownFormat, Read("#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n"u8.ToArray()).Fault!.Code);
        Assert.Equal(VideoFaultCode.TooManyBytes, Read(new byte[2000]).Fault!.Code);
        byte[] onlyTheBeginning = [0, 0, 0, 24, .. "ftypisom"u8, .. new byte[500]];
        SkipWithoutFfmpeg();
        Assert.Equal(VideoFaultCode.Corrupt, Read(onlyTheBeginning).Fault!.Code);

        static VideoReading Read(byte[] bytes) => VideoFrames.Read(bytes, (_, _) => { }, limits: new VideoLimits { MaxBytes = 1999 });
    }

    [Fact]
    public void A_frame_above_the_limit_of_pixels_is_refused()
    {
        var bytes = Make("mp4", "size=640x480:rate=5:duration=1");
        var reading = VideoFrames.Read(bytes, (_, _) => { }, limits: new VideoLimits { MaxFramePixels = 640 * 400 });
        Assert.Equal(VideoFaultCode.Corrupt, reading.Fault!.Code);
    }

    [Fact]
    public void A_visitor_that_throws_ends_the_reading_and_leaves_nothing_behind()
    {
        var bytes = Make("mp4", "size=160x120:rate=10:duration=2");
        var live = Image.LiveOnThisThread;
        Assert.Throws<TimeoutException>(() => VideoFrames.Read(bytes, (_, _) => throw new TimeoutException()));
        Assert.Equal(live, Image.LiveOnThisThread);
    }

    [Fact]
    public void Reading_stops_when_its_time_is_up()
    {
        var bytes = Make("mp4", "size=640x480:rate=30:duration=5");
        var reading = VideoFrames.Read(
            bytes, (_, _) => Thread.Sleep(100), limits: new VideoLimits { MaxWallTime = TimeSpan.FromMilliseconds(700) });
        Assert.Equal(VideoFaultCode.TimedOut, reading.Fault!.Code);
    }

    [Fact]
    public void Real_videos_are_read()
    {
        foreach (var path in Directory.GetFiles(SharedTestData.Require("liveness", "video", "live")))
        {
            var reading = VideoFrames.Read(File.ReadAllBytes(path), (_, _) => { }, limits: new VideoLimits { LongestSide = 320, MaxFrames = 30 });
            Assert.True(reading is { Fault: null, FrameCount: 30, Shortened: true }, $"{Path.GetFileName(path)}: {reading}");
        }
    }

    private static byte[] Make(string extension, string parameters, string source = "testsrc")
    {
        SkipWithoutFfmpeg();
        var folder = Directory.CreateTempSubdirectory("idv-video-");
        try
        {
            var path = Path.Combine(folder.FullName, "video." + extension);
            var separator = source.Contains('=') ? ":" : "=";
            string[] codec = extension == "webm" ? ["-c:v", "libvpx", "-deadline", "realtime"] : extension == "avi" ? ["-c:v", "mjpeg"] : [];
            using var process = Process.Start(new ProcessStartInfo(
                "ffmpeg", ["-v", "error", "-nostdin", "-f", "lavfi", "-i", source + separator + parameters, .. codec, "-y", path]))!;
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
            return File.ReadAllBytes(path);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void SkipWithoutFfmpeg() => Assert.SkipUnless(File.Exists("/usr/bin/ffmpeg"), "ffmpeg is not installed.");
}
