using Idv.Engine.Checks;
using Idv.Engine.Liveness;

namespace Idv.Engine.Tests.Liveness;

public class InjectionSignsTests
{
    [Fact]
    public void Signals_that_were_not_passed_say_nothing() => Assert.Empty(Signs(new CaptureSignals()));

    [Fact]
    public void The_nonce_that_was_issued_is_no_sign() => Assert.Empty(Signs(new CaptureSignals { ExpectedNonce = "7f3a", Nonce = "7f3a" }));

    [Theory]
    [InlineData(null)]
    [InlineData("other")]
    public void A_missing_or_foreign_nonce_is_a_sign(string? nonce) =>
        Assert.Equal(ReasonCodes.Injection, Assert.Single(Signs(new CaptureSignals { ExpectedNonce = "7f3a", Nonce = nonce })).Code);

    [Theory]
    [InlineData("OBS Virtual Camera")]
    [InlineData("v4l2loopback: Dummy")]
    [InlineData("fake_device_0")]
    public void A_virtual_cameras_label_is_a_sign(string label) => Assert.Single(Signs(new CaptureSignals { CameraLabel = label }));

    [Theory]
    [InlineData("FaceTime HD Camera")]
    [InlineData("camera2 1, facing front")]
    public void A_real_cameras_label_is_none(string label) => Assert.Empty(Signs(new CaptureSignals { CameraLabel = label }));

    [Fact]
    public void Frames_more_regular_than_a_camera_are_a_sign() =>
        Assert.Single(Signs(new CaptureSignals { FrameIntervals = [.. Enumerable.Repeat(33.0, 20)] }));

    [Fact]
    public void Frames_with_a_browsers_jitter_are_none() =>
        Assert.Empty(Signs(new CaptureSignals { FrameIntervals = [.. Enumerable.Range(0, 20).Select(i => 33.0 + (i % 3))] }));

    [Fact]
    public void Frames_without_time_between_them_are_a_sign() =>
        Assert.Single(Signs(new CaptureSignals { FrameIntervals = [33, 0, 34, double.NaN] }));

    private static CheckReason[] Signs(CaptureSignals signals) => [.. InjectionSigns.Of(signals, EvidenceRole.Video)];
}
