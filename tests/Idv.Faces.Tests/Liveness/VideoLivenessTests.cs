using System.Diagnostics;
using Idv.Faces.Liveness;
using Idv.Faces.Liveness.Challenges;
using Idv.Faces.Liveness.Video;
using Idv.Imaging;
using Idv.Imaging.Video;
using Idv.Tests;

namespace Idv.Faces.Tests.Liveness;

public sealed class VideoLivenessTests(SampleFaces samples) : IClassFixture<SampleFaces>
{
    [Theory]
    [InlineData("video.mp4")]
    [InlineData("video.mov")]
    [InlineData("video.webm")]
    public void A_swaying_camera_on_one_person_gives_a_score_from_frames_spread_over_the_video(string file)
    {
        var evidence = Examine(SampleVideos.Of(samples.Selfie, SampleVideos.HandHeld, seconds: 2, file));
        Assert.Null(evidence.Reading.Fault);
        Assert.Equal(24, evidence.Timing.Frames);
        Assert.Empty(evidence.Anomalies);
        Assert.NotNull(evidence.Score);
        Assert.InRange(evidence.Frames.Count, VideoEvidence.LeastJudgedFrames, 20);
        Assert.True(evidence.Frames[^1].Time > TimeSpan.FromSeconds(1.5));
        Assert.All(evidence.Frames, frame => Assert.True(frame.Similarity > 0.8));
        Assert.True(evidence.Motion!.Face > 0);
    }

    [Fact]
    public void The_score_is_the_median_of_the_frames()
    {
        var evidence = Examine(SampleVideos.Of(samples.Selfie, SampleVideos.HandHeld, seconds: 1.2));
        var logits = evidence.Frames.Where(frame => frame.Liveness is not null).Select(frame => frame.Liveness!.Value.Logit).Order().ToArray();
        Assert.Equal((logits[(logits.Length - 1) / 2] + logits[logits.Length / 2]) / 2, evidence.Score!.Value.Logit, 1e-9);
    }

    [Fact]
    public void The_best_frame_is_the_one_of_highest_quality_and_comes_as_a_picture()
    {
        var evidence = Examine(SampleVideos.Of(samples.Selfie, SampleVideos.HandHeld, seconds: 1.2));
        Assert.Equal(evidence.Frames.Max(frame => frame.Quality), evidence.Frames[evidence.BestFrame!.Value].Quality);
        using var decoded = ImageDecoder.Decode(evidence.BestPicture);
        Assert.Equal((480, 360), (decoded.Image!.Width, decoded.Image.Height));
    }

    [Fact]
    public void A_still_picture_as_a_video_is_frozen() => Assert.Contains(
        VideoAnomaly.Frozen, Examine(SampleVideos.Of(samples.Selfie, "noise=alls=4:allf=t,format=yuv420p", seconds: 1.5)).Anomalies);

    [Fact]
    public void A_stretch_that_is_played_again_is_a_loop() => Assert.Contains(
        VideoAnomaly.Looped,
        Examine(SampleVideos.Make(
            [samples.Selfie],
            "video.mp4",
            [
                "-loop", "1", "-framerate", "12", "-t", "4", "-i", "0.png",
                "-vf", "crop=480:360:x='160*mod(t,1.25)/1.25':y=60,format=yuv420p", .. SampleVideos.Codec("video.mp4"),
            ])).Anomalies);

    [Fact]
    public void Another_person_who_takes_the_first_ones_place_is_noticed()
    {
        var faces = samples.Analyzer.Detect(new Inference.Preprocessing.ImagePyramid(samples.Group), Detection.FaceSearch.Selfie)
            .OrderByDescending(face => face.Box.Area).Take(2).Select(Around).ToArray();
        try
        {
            var evidence = Examine(SampleVideos.Make(
                faces,
                "video.mp4",
                [
                    "-loop", "1", "-framerate", "12", "-t", "1", "-i", "0.png", "-loop", "1", "-framerate", "12", "-t", "1", "-i", "1.png",
                    "-filter_complex", "[0][1]concat=n=2," + SampleVideos.HandHeld, .. SampleVideos.Codec("video.mp4"),
                ]));
            Assert.Contains(VideoAnomaly.PersonChanged, evidence.Anomalies);
        }
        finally
        {
            Array.ForEach(faces, face => face.Dispose());
        }
    }

    [Fact]
    public void A_video_without_a_face_says_so()
    {
        var evidence = Examine(SampleVideos.Make([], "video.mp4", ["-f", "lavfi", "-i", "testsrc=size=320x240:rate=12:duration=1.5", .. SampleVideos.Codec("video.mp4")]));
        Assert.Null(evidence.Score);
        Assert.Equal(CaptureFaultCode.NoFace, evidence.CommonestFault!.Code);
    }

    [Fact]
    public void A_video_of_several_people_says_so()
    {
        using var group = ImageTransform.Resize(samples.Group, 960, 640);
        var evidence = Examine(SampleVideos.Of(group, "crop=900:600:x='30+25*sin(3*t)':y=20,format=yuv420p", seconds: 1));
        Assert.Null(evidence.Score);
        Assert.Equal(CaptureFaultCode.SeveralFaces, evidence.CommonestFault!.Code);
    }

    [Fact]
    public void Too_few_frames_give_no_score()
    {
        var evidence = Examine(SampleVideos.Of(samples.Selfie, SampleVideos.HandHeld, seconds: 0.3));
        Assert.Null(evidence.Score);
        Assert.Null(evidence.Reading.Fault);
    }

    [Fact]
    public void A_video_that_does_not_end_is_read_for_ten_seconds_at_the_most()
    {
        var evidence = Examine(SampleVideos.Make(
            [], "video.mp4", ["-f", "lavfi", "-i", "testsrc=size=160x120:rate=25:duration=30", .. SampleVideos.Codec("video.mp4")]));
        Assert.True(evidence.Reading.Shortened);
        Assert.InRange(evidence.Timing.Duration.TotalSeconds, 9, 10.1);
        Assert.InRange(evidence.Frames.Count, 5, 20);
    }

    [Fact]
    public void Sound_without_pictures_has_no_frames()
    {
        var evidence = Examine(SampleVideos.Make([], "video.mp4", "-f", "lavfi", "-i", "sine=duration=1"));
        Assert.Equal(VideoFaultCode.Corrupt, evidence.Reading.Fault!.Code);
        Assert.Empty(evidence.Frames);
    }

    [Fact]
    public void A_picture_and_rubbish_are_no_videos()
    {
        Assert.Equal(VideoFaultCode.UnknownFormat, Examine(ImageEncoder.EncodePng(samples.Selfie)).Reading.Fault!.Code);
        Assert.Equal(VideoFaultCode.Empty, Examine([]).Reading.Fault!.Code);
    }

    [Fact]
    public void A_damaged_video_gives_what_is_there_or_a_reason()
    {
        var video = SampleVideos.Of(samples.Selfie, SampleVideos.HandHeld, seconds: 1, "video.webm");
        new Random(1).NextBytes(video.AsSpan(video.Length / 2));
        var evidence = Examine(video);
        Assert.True(evidence.Reading.Fault is not null || evidence.Timing.Frames < 12 || evidence.Reading.Damaged || evidence.Frames.Count > 0);
    }

    [Fact]
    public void A_bomb_of_huge_frames_is_refused_in_bounded_time()
    {
        // Black frames of 15 megapixels in a few kilobytes each.
        var bomb = SampleVideos.Make([], "video.avi", ["-f", "lavfi", "-i", "color=black:size=5000x3000:rate=2:duration=1", "-c:v", "mjpeg"]);
        var start = Stopwatch.GetTimestamp();
        Assert.Equal(VideoFaultCode.Corrupt, Examine(bomb).Reading.Fault!.Code);
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void Four_thousand_lines_at_120_frames_a_second_are_reduced_and_bounded()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("IDV_LONG_TESTS") == "1", "Set IDV_LONG_TESTS=1 to run tests that take long.");
        var video = SampleVideos.Make(
            [], "video.mp4", ["-f", "lavfi", "-i", "testsrc=size=3840x2160:rate=120:duration=4", .. SampleVideos.Codec("video.mp4")]);
        var start = Stopwatch.GetTimestamp();
        var evidence = Examine(video);
        Assert.True(evidence.Reading.Shortened || evidence.Reading.Fault?.Code == VideoFaultCode.TimedOut);
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(40));
    }

    [Fact]
    public void A_challenge_that_nobody_met_is_told()
    {
        var evidence = samples.Analyzer.VideoLiveness(
            SampleVideos.Of(samples.Selfie, SampleVideos.HandHeld, seconds: 1), [ActiveChallenge.TurnLeft, ActiveChallenge.Blink]);
        Assert.Equal([false, false], evidence.Challenges.Select(challenge => challenge.Met));
    }

    private VideoEvidence Examine(byte[] video) => samples.Analyzer.VideoLiveness(video, []);

    private Image Around(Detection.DetectedFace face)
    {
        var frame = face.Box.Scale(2.2f);
        using var crop = ImageTransform.Crop(
            samples.Group, (int)(frame.CentreX - (frame.Height * 2 / 3)), (int)frame.Y, (int)(frame.Height * 4 / 3), (int)frame.Height, padding: 90);
        return ImageTransform.Resize(crop, 640, 480, Interpolation.Linear);
    }
}
