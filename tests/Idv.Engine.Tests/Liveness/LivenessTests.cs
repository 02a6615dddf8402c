using Idv.Engine.Checks;
using Idv.Engine.Liveness;
using Idv.Faces.Liveness.Challenges;
using Idv.Imaging;
using Idv.Tests;

namespace Idv.Engine.Tests.Liveness;

public sealed class LivenessTests(VerificationEngineTests.Fixture fixture) : IClassFixture<VerificationEngineTests.Fixture>
{
    private static readonly VerificationPolicy Policy = new() { Today = new DateOnly(2026, 11, 21) };

    [Fact]
    public void A_selfie_passes_with_score_and_threshold()
    {
        var reading = fixture.Engine.JudgeLiveness(fixture.File("selfie.jpg"), LivenessRequest.Passive);
        Assert.Equal((LivenessMethod.PassiveImage, CheckOutcome.Pass), (reading.Method, reading.Check.Outcome));
        Assert.True(reading.Check.Score >= reading.Check.Threshold);
        Assert.Null(reading.Annotated);
    }

    [Fact]
    public void Signs_of_injection_keep_a_live_picture_from_passing()
    {
        var reading = fixture.Engine.JudgeLiveness(
            fixture.File("selfie.jpg"), new LivenessRequest { Signals = new CaptureSignals { CameraLabel = "OBS Virtual Camera" } });
        Assert.Equal(CheckOutcome.Unknown, reading.Check.Outcome);
        Assert.Equal(ReasonCodes.Injection, Assert.Single(reading.Check.Reasons).Code);
    }

    [Fact]
    public void A_wrong_nonce_fails()
    {
        var reading = fixture.Engine.JudgeLiveness(
            fixture.File("selfie.jpg"), new LivenessRequest { Signals = new CaptureSignals { ExpectedNonce = "a", Nonce = "b" } });
        Assert.Equal(CheckOutcome.Fail, reading.Check.Outcome);
    }

    [Fact]
    public void An_annotated_picture_is_a_picture()
    {
        var reading = fixture.Engine.JudgeLiveness(fixture.File("selfie.jpg"), new LivenessRequest { Annotate = true });
        using var decoded = ImageDecoder.Decode(reading.Annotated);
        Assert.Equal(640, Math.Max(decoded.Image!.Width, decoded.Image.Height));
    }

    [Fact]
    public void A_picture_without_a_face_is_not_judged_and_says_what_to_do()
    {
        using var grey = Image.Rent(320, 240, PixelFormat.Bgr24);
        grey.Pixels.Fill(128);
        var check = fixture.Engine.JudgeLiveness(ImageEncoder.EncodePng(grey), new LivenessRequest { Annotate = true }).Check;
        Assert.Equal((CheckOutcome.Unknown, ReasonCodes.NoFace), (check.Outcome, Assert.Single(check.Reasons).Code));
    }

    [Fact]
    public void A_frozen_video_fails_for_that_reason()
    {
        using var selfie = Selfie();
        var check = fixture.Engine.JudgeVideoLiveness(SampleVideos.Of(selfie, "format=yuv420p", seconds: 1.5), LivenessRequest.Passive).Check;
        Assert.Equal(CheckOutcome.Fail, check.Outcome);
        Assert.Contains(check.Reasons, reason => reason.Code == ReasonCodes.VideoFrozen);
    }

    [Fact]
    public void A_challenge_that_was_not_met_keeps_a_live_video_from_passing()
    {
        using var selfie = Selfie();
        var video = SampleVideos.Of(selfie, SampleVideos.HandHeld, seconds: 1.5);
        Assert.Equal(CheckOutcome.Pass, fixture.Engine.JudgeVideoLiveness(video, LivenessRequest.Passive).Check.Outcome);
        var reading = fixture.Engine.JudgeVideoLiveness(video, new LivenessRequest { Challenges = [ActiveChallenge.TurnRight] });
        Assert.Equal((LivenessMethod.PassiveActive, CheckOutcome.Unknown), (reading.Method, reading.Check.Outcome));
        Assert.Equal(ReasonCodes.ChallengeNotMet, Assert.Single(reading.Check.Reasons).Code);
    }

    [Fact]
    public void Rubbish_as_a_video_is_reported_and_never_thrown()
    {
        var check = fixture.Engine.JudgeVideoLiveness(new byte[500], LivenessRequest.Passive).Check;
        Assert.Equal((CheckOutcome.Unknown, ReasonCodes.VideoUnreadable), (check.Outcome, Assert.Single(check.Reasons).Code));
    }

    [Fact]
    public void A_video_stands_in_for_the_selfie_of_a_verification()
    {
        using var selfie = Selfie();
        var report = fixture.Engine.Verify(
            new VerificationEvidence { DocumentFront = fixture.File("passport.jpg"), Video = SampleVideos.Of(selfie, SampleVideos.HandHeld, seconds: 1.5) }, Policy);
        Assert.NotNull(report.Video);
        Assert.Equal(CheckOutcome.Pass, report.Check(CheckCodes.SelfieLiveness)!.Outcome);
        Assert.Equal(CheckOutcome.Pass, report.Check(CheckCodes.FaceMatch)!.Outcome);
    }

    [Fact]
    public void A_video_of_somebody_else_than_the_selfie_fails()
    {
        using var impostor = Frame("impostor.jpg");
        var report = fixture.Engine.Verify(
            new VerificationEvidence
            {
                DocumentFront = fixture.File("passport.jpg"),
                Selfie = fixture.File("selfie.jpg"),
                Video = SampleVideos.Of(impostor, SampleVideos.HandHeld, seconds: 1.5),
            },
            Policy);
        Assert.Contains(report.Check(CheckCodes.SelfieLiveness)!.Reasons, reason => reason.Code == ReasonCodes.PersonChanged);
        Assert.Equal(VerificationDecision.Declined, report.Decision);
    }

    [Fact]
    public void Neither_selfie_nor_video_is_reported()
    {
        var report = fixture.Engine.Verify(new VerificationEvidence { DocumentFront = fixture.File("passport.jpg") }, Policy);
        Assert.Equal(ReasonCodes.NoSelfie, Assert.Single(report.Check(CheckCodes.SelfieFace)!.Reasons).Code);
        Assert.Equal(VerificationDecision.Review, report.Decision);
    }

    private Image Selfie() => Frame("selfie.jpg");

    /// <summary>A picture of 640 × 480 as a camera held by the person sees it.</summary>
    private Image Frame(string name)
    {
        using var decoded = ImageDecoder.Decode(fixture.File(name));
        using var wide = ImageTransform.Crop(decoded.Image!, -280, 0, 1280, 960, padding: 90);
        return ImageTransform.Resize(wide, 640, 480);
    }
}
