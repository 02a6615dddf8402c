using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Idv.Imaging;

namespace Idv.Host.Tests;

[Collection(SampleCollection.Name)]
public sealed class EngineApiTests(RunningAppliance appliance, Samples samples)
{
    [Fact]
    public async Task Health_is_live_and_ready_without_credentials()
    {
        Assert.Equal(HttpStatusCode.OK, (await appliance.Anonymous.GetAsync("/health/live")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await appliance.Anonymous.GetAsync("/health/ready")).StatusCode);
    }

    [Fact]
    public async Task A_genuine_pair_is_approved_and_its_specimens_mark_is_named()
    {
        var response = await appliance.PostFormAsync("/v1/verifications", ("front", samples.Passport), ("selfie", samples.Selfie));
        var report = await RunningAppliance.ReadAsync(response, HttpStatusCode.OK);
        Assert.Equal("approved", report.GetProperty("decision").GetString());
        Assert.All(report.GetProperty("checks").EnumerateArray(), check => Assert.NotEqual("fail", check.GetProperty("outcome").GetString()));
        Assert.Equal("pass", Outcome(report, "document-authentic"));
        Assert.Equal("unknown", Outcome(report, "document-not-specimen"));
        Assert.Equal("passport", report.GetProperty("document").GetProperty("type").GetString());
        Assert.True(report.GetProperty("comparison").GetProperty("match").GetBoolean());
    }

    [Fact]
    public async Task Somebody_elses_selfie_is_declined_because_the_faces_differ()
    {
        var response = await appliance.PostFormAsync("/v1/verifications", ("front", samples.Passport), ("selfie", samples.Impostor));
        var report = await RunningAppliance.ReadAsync(response, HttpStatusCode.OK);
        Assert.Equal("declined", report.GetProperty("decision").GetString());
        Assert.Equal("fail", Outcome(report, "face-match"));
    }

    [Fact]
    public async Task Multipart_and_JSON_give_the_same_report()
    {
        var form = await RunningAppliance.ReadAsync(
            await appliance.PostFormAsync("/v1/documents/read", ("front", samples.Passport)), HttpStatusCode.OK);
        var json = await RunningAppliance.ReadAsync(
            await appliance.PostJsonAsync("/v1/documents/read", ("front", await File.ReadAllBytesAsync(samples.Passport))), HttpStatusCode.OK);
        Assert.Equal(form.GetRawText(), json.GetRawText());
    }

    [Fact]
    public async Task An_unexpected_name_declines_the_verification()
    {
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(await File.ReadAllBytesAsync(samples.Passport)), "front", "passport.jpg" },
            { new ByteArrayContent(await File.ReadAllBytesAsync(samples.Selfie)), "selfie", "selfie.jpg" },
            { new StringContent("""{ "name": "Nobody Whosoever", "birthDate": "1901-01-01" }"""), "expected" },
        };
        var report = await RunningAppliance.ReadAsync(await appliance.Client.PostAsync("/v1/verifications", form), HttpStatusCode.OK);
        Assert.Equal("fail", Outcome(report, "expected-name"));
        Assert.Equal("fail", Outcome(report, "expected-birth-date"));
        Assert.Equal("declined", report.GetProperty("decision").GetString());
    }

    [Fact]
    public async Task A_detected_face_has_box_landmarks_pose_quality_and_attributes()
    {
        var answer = await RunningAppliance.ReadAsync(
            await appliance.PostFormAsync("/v1/faces/detect", ("image", samples.Selfie)), HttpStatusCode.OK);
        var face = Assert.Single(answer.GetProperty("faces").EnumerateArray());
        Assert.Equal(5, face.GetProperty("landmarks").GetArrayLength());
        Assert.True(face.GetProperty("box").GetProperty("width").GetDouble() > 0);
        Assert.InRange(face.GetProperty("pose").GetProperty("yaw").GetDouble(), -45, 45);
        Assert.InRange(face.GetProperty("quality").GetProperty("luminance").GetDouble(), 0.1, 0.9);
        Assert.True(face.GetProperty("attributes").TryGetProperty("eyesClosed", out _));
    }

    [Fact]
    public async Task Faces_and_comparisons_carry_an_annotated_picture_when_asked()
    {
        var plain = await RunningAppliance.ReadAsync(await appliance.PostFormAsync("/v1/faces/detect", ("image", samples.Selfie)), HttpStatusCode.OK);
        Assert.False(plain.TryGetProperty("annotatedImage", out _));
        var found = await RunningAppliance.ReadAsync(
            await appliance.PostFormAsync("/v1/faces/detect?annotate=true", ("image", samples.Selfie)), HttpStatusCode.OK);
        var compared = await RunningAppliance.ReadAsync(
            await appliance.PostFormAsync("/v1/faces/compare?annotate=true", ("probe", samples.Selfie), ("reference", samples.Passport)), HttpStatusCode.OK);
        foreach (var answer in new[] { found, compared })
        {
            using var picture = ImageDecoder.Decode(answer.GetProperty("annotatedImage").GetBytesFromBase64());
            Assert.Equal(ImageFileFormat.Jpeg, picture.FileFormat);
            Assert.NotNull(picture.Image);
        }

        var wrong = await appliance.PostFormAsync("/v1/faces/detect?annotate=perhaps", ("image", samples.Selfie));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    [Fact]
    public async Task A_read_document_carries_its_annotated_pictures_when_asked()
    {
        var plain = await RunningAppliance.ReadAsync(await appliance.PostFormAsync("/v1/documents/read", ("front", samples.Passport)), HttpStatusCode.OK);
        Assert.False(plain.TryGetProperty("annotatedImage", out _));
        var answer = await RunningAppliance.ReadAsync(
            await appliance.PostFormAsync("/v1/documents/read?annotate=true", ("front", samples.Passport), ("back", samples.Passport)), HttpStatusCode.OK);
        using var picture = ImageDecoder.Decode(answer.GetProperty("annotatedImage").GetBytesFromBase64());
        Assert.Equal(ImageFileFormat.Jpeg, picture.FileFormat);
        Assert.True(picture.FullWidth > picture.FullHeight, "front and back stand beside each other");

        var wrong = await appliance.PostFormAsync("/v1/documents/read?annotate=perhaps", ("front", samples.Passport));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    [Fact]
    public async Task A_picture_without_a_face_has_an_empty_list_of_faces()
    {
        var answer = await RunningAppliance.ReadAsync(await appliance.PostJsonAsync("/v1/faces/detect", ("image", Grey())), HttpStatusCode.OK);
        Assert.Empty(answer.GetProperty("faces").EnumerateArray());
    }

    [Fact]
    public async Task Comparing_a_picture_without_a_face_names_the_field_and_the_reason()
    {
        var response = await appliance.PostJsonAsync(
            "/v1/faces/compare", ("probe", await File.ReadAllBytesAsync(samples.Selfie)), ("reference", Grey()));
        await AssertProblemAsync(response, HttpStatusCode.UnprocessableEntity, "no-face", "reference");
    }

    [Fact]
    public async Task Comparing_two_pictures_of_one_person_is_a_match_at_the_stated_rate()
    {
        var answer = await RunningAppliance.ReadAsync(
            await appliance.PostFormAsync("/v1/faces/compare", ("probe", samples.Selfie), ("reference", samples.Passport)), HttpStatusCode.OK);
        Assert.True(answer.GetProperty("match").GetBoolean());
        Assert.Equal(1e-4, answer.GetProperty("fmr").GetDouble());
        Assert.True(answer.GetProperty("similarity").GetDouble() >= answer.GetProperty("threshold").GetDouble());
    }

    [Fact]
    public async Task The_lines_of_the_ICAO_specimen_are_parsed_with_every_check_digit()
    {
        var response = await appliance.Client.PostAsJsonAsync("/v1/documents/mrz", new
        {
            lines = new[] { "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10" },
        });
        var answer = await RunningAppliance.ReadAsync(response, HttpStatusCode.OK);
        Assert.True(answer.GetProperty("valid").GetBoolean());
        Assert.Equal("ERIKSSON", answer.GetProperty("fields").GetProperty("surname").GetString());
        Assert.Equal("1974-08-12", answer.GetProperty("fields").GetProperty("dateOfBirth").GetString());
        Assert.Equal(5, answer.GetProperty("checkDigits").GetArrayLength());
    }

    [Fact]
    public async Task A_wrong_check_digit_is_named()
    {
        var response = await appliance.Client.PostAsJsonAsync("/v1/documents/mrz", new
        {
            lines = new[] { "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408132F1204159ZE184226B<<<<<10" },
        });
        var answer = await RunningAppliance.ReadAsync(response, HttpStatusCode.OK);
        Assert.False(answer.GetProperty("valid").GetBoolean());
        Assert.Contains(answer.GetProperty("checkDigits").EnumerateArray(), digit =>
            digit.GetProperty("name").GetString() == "dateOfBirth" && !digit.GetProperty("valid").GetBoolean());
    }

    [Fact]
    public async Task The_payload_of_a_licence_is_parsed_into_its_elements()
    {
        var response = await appliance.Client.PostAsJsonAsync("/v1/documents/aamva", new
        {
            payload = "@\n\u001e\rANSI 636026100102DL00410049ZA00900005DLDAQD12345678\nDCSSAMPLE\nDACMICHAEL\nDBB01061986\rZAZAATEST\r",
        });
        var answer = await RunningAppliance.ReadAsync(response, HttpStatusCode.OK);
        Assert.Equal("Arizona", answer.GetProperty("issuer").GetString());
        Assert.Equal("SAMPLE", answer.GetProperty("fields").GetProperty("surname").GetString());
        Assert.Equal("1986-01-06", answer.GetProperty("fields").GetProperty("dateOfBirth").GetString());
        Assert.Equal("D12345678", answer.GetProperty("subfiles")[0].GetProperty("elements").GetProperty("DAQ").GetString());
    }

    [Theory]
    [InlineData("", "position 1")]
    [InlineData("no licence at all", "position")]
    [InlineData("@\n\u001e\rANSI 6360", "position")]
    public async Task A_payload_that_is_none_is_answered_with_the_position(string payload, string expected)
    {
        var response = await appliance.Client.PostAsJsonAsync("/v1/documents/aamva", new { payload });
        await AssertProblemAsync(response, HttpStatusCode.UnprocessableEntity, "invalid-aamva", "payload");
        Assert.Contains(expected, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_payload_that_is_no_string_is_refused() => await AssertProblemAsync(
        await appliance.Client.PostAsJsonAsync("/v1/documents/aamva", new { payload = 5 }), HttpStatusCode.BadRequest, "invalid-payload", "payload");

    [Fact]
    public async Task Requests_without_a_key_are_refused_before_anything_else_is_looked_at()
    {
        var response = await appliance.Anonymous.PutAsync("/v1/faces/detect", new StringContent("{", Encoding.UTF8, "text/plain"));
        await AssertProblemAsync(response, HttpStatusCode.Unauthorized, "unauthorized", "Authorization");
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Fact]
    public async Task A_wrong_key_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/faces/detect");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer wrong-api-key");
        await AssertProblemAsync(await appliance.Anonymous.SendAsync(request), HttpStatusCode.Unauthorized, "unauthorized", "Authorization");
    }

    [Fact]
    public async Task An_unknown_route_and_a_wrong_method_are_problems_too()
    {
        await AssertProblemAsync(await appliance.Client.GetAsync("/v1/nothing-here"), HttpStatusCode.NotFound, "not-found", field: null);
        await AssertProblemAsync(await appliance.Client.GetAsync("/v1/faces/detect"), HttpStatusCode.MethodNotAllowed, "method-not-allowed", field: null);
    }

    [Fact]
    public async Task A_body_of_another_type_is_not_supported()
    {
        var response = await appliance.Client.PostAsync("/v1/faces/detect", new StringContent("<image/>", Encoding.UTF8, "application/xml"));
        await AssertProblemAsync(response, HttpStatusCode.UnsupportedMediaType, "unsupported-media-type", "Content-Type");
    }

    [Theory]
    [InlineData("{", "malformed-body", null)]
    [InlineData("[]", "malformed-body", null)]
    [InlineData("{}", "missing-field", "image")]
    [InlineData("""{"image":17}""", "invalid-base64", "image")]
    [InlineData("""{"image":"not base64!"}""", "invalid-base64", "image")]
    public async Task A_malformed_body_is_answered_with_what_is_wrong_and_where(string body, string code, string? field)
    {
        var response = await appliance.Client.PostAsync("/v1/faces/detect", new StringContent(body, Encoding.UTF8, "application/json"));
        await AssertProblemAsync(response, HttpStatusCode.BadRequest, code, field);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello, I am a text file")]
    [InlineData("\xFF\xD8\xFF")]
    public async Task A_file_that_is_no_picture_is_answered_with_its_field(string content)
    {
        var response = await appliance.PostJsonAsync(
            "/v1/verifications", ("front", Encoding.Latin1.GetBytes(content)), ("selfie", await File.ReadAllBytesAsync(samples.Selfie)));
        await AssertProblemAsync(response, HttpStatusCode.UnprocessableEntity, "image-unreadable", "front");
    }

    [Fact]
    public async Task A_picture_of_30000_by_30000_pixels_is_refused_by_its_header()
    {
        var response = await appliance.PostJsonAsync("/v1/faces/detect", ("image", HugePng()));
        await AssertProblemAsync(response, HttpStatusCode.UnprocessableEntity, "image-unreadable", "image");
    }

    [Fact]
    public async Task A_truncated_picture_is_used_as_far_as_it_arrived_and_the_report_says_so()
    {
        var passport = await File.ReadAllBytesAsync(samples.Passport);
        var response = await appliance.PostJsonAsync("/v1/documents/read", ("front", passport[..(passport.Length * 9 / 10)]));
        var answer = await RunningAppliance.ReadAsync(response, HttpStatusCode.OK);
        var readable = answer.GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("code").GetString() == "document-readable");
        Assert.Equal("image-truncated", readable.GetProperty("reasons")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_document_without_an_MRZ_leads_to_a_review_that_says_what_to_send()
    {
        var response = await appliance.PostFormAsync("/v1/verifications", ("front", samples.Selfie), ("selfie", samples.Selfie));
        var report = await RunningAppliance.ReadAsync(response, HttpStatusCode.OK);
        Assert.Equal("review", report.GetProperty("decision").GetString());
        Assert.Equal("unknown", Outcome(report, "mrz-present"));
    }

    [Fact]
    public async Task A_field_that_is_sent_twice_is_refused()
    {
        var response = await appliance.PostFormAsync("/v1/faces/detect", ("image", samples.Selfie), ("image", samples.Impostor));
        await AssertProblemAsync(response, HttpStatusCode.BadRequest, "duplicate-field", "image");
    }

    [Fact]
    public async Task The_OpenAPI_document_describes_every_route_with_its_files()
    {
        var document = await appliance.Anonymous.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        var paths = document.GetProperty("paths").EnumerateObject().Select(path => path.Name).ToArray();
        string[] expected = ["/v1/faces/detect", "/v1/faces/compare", "/v1/documents/read", "/v1/documents/mrz", "/v1/documents/aamva", "/v1/verifications"];
        Assert.Empty(expected.Except(paths));
        var form = document.GetProperty("paths").GetProperty("/v1/verifications").GetProperty("post").GetProperty("requestBody")
            .GetProperty("content").GetProperty("multipart/form-data").GetProperty("schema").GetProperty("properties");
        Assert.Equal("binary", form.GetProperty("front").GetProperty("format").GetString());
    }

    [Fact]
    public async Task The_documentation_page_loads_nothing_from_elsewhere()
    {
        var page = await appliance.Anonymous.GetStringAsync("/docs/index.html");
        Assert.Contains("swagger-ui", page);
        Assert.DoesNotContain("://", page.Replace("http://www.w3.org", "", StringComparison.Ordinal));
    }

    private static string? Outcome(JsonElement report, string code) => report.GetProperty("checks").EnumerateArray()
        .Single(check => check.GetProperty("code").GetString() == code).GetProperty("outcome").GetString();

    private static async Task AssertProblemAsync(HttpResponseMessage response, HttpStatusCode status, string code, string? field)
    {
        var problem = await RunningAppliance.ReadAsync(response, status);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("urn:idv:problem:" + code, problem.GetProperty("type").GetString());
        Assert.Equal(field, problem.TryGetProperty("field", out var named) ? named.GetString() : null);
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
    }

    private static byte[] Grey()
    {
        using var image = Image.Rent(320, 240, PixelFormat.Bgr24);
        image.Pixels.Fill(128);
        return ImageEncoder.EncodePng(image);
    }

    /// <summary>A PNG whose header promises 30,000 × 30,000 pixels: signature, IHDR and nothing that backs it up.</summary>
    private static byte[] HugePng() =>
    [
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13,
        0x49, 0x48, 0x44, 0x52, 0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30, 8, 2, 0, 0, 0,
        0xE9, 0x45, 0x6F, 0xED,
    ];
}
