using System.Net;
using System.Net.Http.Json;
using Idv.Imaging;
using Idv.Tests;

namespace Idv.Host.Tests;

[Collection(SampleCollection.Name)]
public sealed class LivenessApiTests(RunningAppliance appliance, Samples samples)
{
    private const string Route = "/v1/faces/liveness";

    [Fact]
    public async Task A_picture_is_answered_with_score_threshold_and_networks()
    {
        var answer = await RunningAppliance.ReadAsync(await appliance.PostFormAsync(Route, ("image", samples.Selfie)), HttpStatusCode.OK);
        Assert.True(answer.GetProperty("live").GetBoolean());
        Assert.Equal("FACE_PASSIVE_IMAGE", answer.GetProperty("method").GetString());
        Assert.True(answer.GetProperty("score").GetDouble() >= answer.GetProperty("threshold").GetDouble());
        Assert.Contains(answer.GetProperty("models").EnumerateArray(), model => model.GetString() == "face-liveness");
        Assert.Equal(System.Text.Json.JsonValueKind.Null, answer.GetProperty("annotated").ValueKind);
    }

    [Fact]
    public async Task An_annotated_picture_comes_when_asked_for()
    {
        var answer = await RunningAppliance.ReadAsync(await appliance.PostFormAsync(Route + "?annotate=true", ("image", samples.Selfie)), HttpStatusCode.OK);
        using var decoded = ImageDecoder.Decode(answer.GetProperty("annotated").GetBytesFromBase64());
        Assert.NotNull(decoded.Image);
    }

    [Fact]
    public async Task A_video_is_answered_with_the_evidence_of_its_frames()
    {
        using var decoded = ImageDecoder.Decode(await File.ReadAllBytesAsync(samples.Selfie));
        using var wide = ImageTransform.Crop(decoded.Image!, -280, 0, 1280, 960, padding: 90);
        using var frame = ImageTransform.Resize(wide, 640, 480);
        var answer = await RunningAppliance.ReadAsync(
            await appliance.PostJsonAsync(Route, ("video", SampleVideos.Of(frame, SampleVideos.HandHeld, seconds: 1.5))), HttpStatusCode.OK);
        Assert.True(answer.GetProperty("live").GetBoolean());
        Assert.Equal("FACE_PASSIVE_VIDEO", answer.GetProperty("method").GetString());
        Assert.Equal(18, answer.GetProperty("video").GetProperty("frameCount").GetInt32());
        Assert.All(answer.GetProperty("video").GetProperty("frames").EnumerateArray(), one => Assert.True(one.GetProperty("similarity").GetDouble() > 0.5));
    }

    [Fact]
    public async Task A_file_that_is_no_video_is_unprocessable_and_names_the_field()
    {
        var problem = await RunningAppliance.ReadAsync(await appliance.PostJsonAsync(Route, ("video", new byte[300])), HttpStatusCode.UnprocessableEntity);
        Assert.Equal("video", problem.GetProperty("field").GetString());
        Assert.Equal("urn:idv:problem:video-unreadable", problem.GetProperty("type").GetString());
    }

    [Fact]
    public async Task Neither_and_both_files_are_bad_requests()
    {
        await RunningAppliance.ReadAsync(await appliance.Client.PostAsJsonAsync(Route, new { }), HttpStatusCode.BadRequest);
        await RunningAppliance.ReadAsync(await appliance.PostJsonAsync(Route, ("video", [1]), ("image", [1])), HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("""{ "video": "AAAA", "challenges": ["somersault"] }""", "challenges")]
    [InlineData("""{ "image": "AAAA", "challenges": ["blink"] }""", "challenges")]
    [InlineData("""{ "image": "AAAA", "signals": { "frameIntervals": "no" } }""", "signals")]
    public async Task Fields_that_are_not_what_they_should_be_are_named(string body, string field)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        var problem = await RunningAppliance.ReadAsync(await appliance.Client.PostAsync(Route, content), HttpStatusCode.BadRequest);
        Assert.Equal(field, problem.GetProperty("field").GetString());
    }

    [Fact]
    public async Task Signs_of_injection_leave_the_answer_open()
    {
        var answer = await RunningAppliance.ReadAsync(
            await appliance.Client.PostAsJsonAsync(Route, new
            {
                image = Convert.ToBase64String(await File.ReadAllBytesAsync(samples.Selfie)),
                signals = new { cameraLabel = "OBS Virtual Camera" },
            }),
            HttpStatusCode.OK);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, answer.GetProperty("live").ValueKind);
        Assert.Contains(answer.GetProperty("reasons").EnumerateArray(), reason => reason.GetProperty("code").GetString() == "injection");
    }
}
