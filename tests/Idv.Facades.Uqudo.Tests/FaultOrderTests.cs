using System.Net;

namespace Idv.Facades.Uqudo.Tests;

[Collection(FacadeCollection.Name)]
public sealed class FaultOrderTests(FacadeAppliance appliance)
{
    public static TheoryData<string, string> Operations => new()
    {
        { "POST", "/api/v1/face" },
        { "POST", "/api/v1/face/match" },
        { "POST", "/api/v1/face/one-to-n/search" },
        { "POST", "/api/v1/face/one-to-n/insert" },
        { "DELETE", "/api/v1/face/one-to-n/search/0193b0a0-0000-7000-8000-000000000000" },
        { "POST", "/api/v1/scan" },
    };

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Without_a_token_everything_is_401(string method, string path)
    {
        var response = await appliance.SendAsync(new HttpMethod(method), path, FacadeAppliance.Text("no JSON", "text/plain"));
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
        await GoldenFile.MatchesAsync(UqudoClient.Project, "unauthorized", new { method = "any", path = "any of /api/v1", headers = "no Authorization" }, response);
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("eyJhbGciOiJub25lIn0.eyJzdWIiOiJ0ZXN0In0.")]
    public async Task A_token_that_is_none_is_401(string token) => Assert.Equal(
        HttpStatusCode.Unauthorized,
        (await appliance.SendAsync(HttpMethod.Post, "/api/v1/scan", headers: ("Authorization", $"Bearer {token}"))).StatusCode);

    [Theory]
    [InlineData("POST", "/api/v1/face", "face:session")]
    [InlineData("POST", "/api/v1/face/", "face:session")]
    [InlineData("GET", "/api/v1/FACE", "face:session")]
    [InlineData("POST", "/api/v1/face/one-to-n/search", "face:one-to-n")]
    [InlineData("POST", "/api/v1/face/one-to-n/insert", "face:one-to-n")]
    [InlineData("DELETE", "/api/v1/face/one-to-n/search/some-id", "face:one-to-n")]
    [InlineData("POST", "/api/v1/scan", "scan")]
    public async Task A_missing_permission_is_403_before_anything_else_is_looked_at(string method, string path, string permission)
    {
        var error = await UqudoClient.ErrorAsync(await appliance.UqudoAsync(new HttpMethod(method), path, tenant: "restricted"), HttpStatusCode.Forbidden);
        Assert.Contains(permission, error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_permission_that_is_there_suffices() => await UqudoClient.ErrorAsync(
        await appliance.PostAsync("/api/v1/face/match", new { }, "restricted"), HttpStatusCode.BadRequest);

    [Theory]
    [InlineData("GET", "/api/v1/face")]
    [InlineData("PUT", "/api/v1/face/match")]
    [InlineData("GET", "/api/v1/face/one-to-n/search/some-id")]
    [InlineData("GET", "/api/v1/scan")]
    public async Task A_wrong_method_is_405(string method, string path) =>
        await UqudoClient.ErrorAsync(await appliance.UqudoAsync(new HttpMethod(method), path), HttpStatusCode.MethodNotAllowed);

    [Theory]
    [InlineData("/api/v1/face")]
    [InlineData("/api/v1/face/match")]
    [InlineData("/api/v1/face/one-to-n/search")]
    [InlineData("/api/v1/face/one-to-n/insert")]
    [InlineData("/api/v1/scan")]
    public async Task A_body_of_another_media_type_is_415(string path)
    {
        await UqudoClient.ErrorAsync(
            await appliance.UqudoAsync(HttpMethod.Post, path, FacadeAppliance.Text("<xml/>", "application/xml")), HttpStatusCode.UnsupportedMediaType);
        await UqudoClient.ErrorAsync(await appliance.UqudoAsync(HttpMethod.Post, path), HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task An_unknown_path_is_404() =>
        await UqudoClient.ErrorAsync(await appliance.UqudoAsync(HttpMethod.Get, "/api/v1/face/nothing"), HttpStatusCode.NotFound);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{\"idPhoto\": 7}")]
    [InlineData("{\"idPhoto\": \"%%%\"}")]
    [InlineData("{\"idPhoto\": \"\"}")]
    [InlineData("{\"idPhoto\": null}")]
    [InlineData("{}")]
    public async Task A_body_that_cannot_be_understood_is_400(string body)
    {
        var error = await UqudoClient.ErrorAsync(
            await appliance.UqudoAsync(HttpMethod.Post, "/api/v1/face/one-to-n/search", FacadeAppliance.Text(body)), HttpStatusCode.BadRequest);
        Assert.Equal("INVALID_INPUT", error.GetProperty("error").GetString());
    }

    [Fact]
    public async Task A_picture_of_5_MB_is_taken_and_one_byte_more_is_413()
    {
        const int Limit = 5_242_880;
        using var largest = FacadeAppliance.Form([("idPhoto", appliance.Padded("selfie.jpg", Limit), "image/jpeg")]);
        Assert.Equal(HttpStatusCode.Created, (await appliance.UqudoAsync(HttpMethod.Post, "/api/v1/face", largest)).StatusCode);
        using var larger = FacadeAppliance.Form([("idPhoto", appliance.Padded("selfie.jpg", Limit + 1), "image/jpeg")]);
        await UqudoClient.ErrorAsync(await appliance.UqudoAsync(HttpMethod.Post, "/api/v1/face", larger), HttpStatusCode.RequestEntityTooLarge);

        // The size comes before the other field, which is broken.
        await UqudoClient.ErrorAsync(
            await appliance.PostAsync("/api/v1/face/match", new { sourceImage = "%%%", targetImage = Convert.ToBase64String(appliance.Padded("selfie.jpg", Limit + 1)) }),
            HttpStatusCode.RequestEntityTooLarge);
        using var scan = FacadeAppliance.Form([("frontImage", appliance.Padded("passport.jpg", Limit + 1), "image/jpeg")], ("documentType", "PASSPORT"));
        await UqudoClient.ErrorAsync(await appliance.UqudoAsync(HttpMethod.Post, "/api/v1/scan", scan), HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task The_OpenAPI_document_describes_every_operation()
    {
        var document = await FacadeAppliance.ReadAsync(await appliance.SendAsync(HttpMethod.Get, "/openapi/uqudo.json"), HttpStatusCode.OK);
        string[] expected =
        [
            "/api/oauth/token", "/api/v1/face", "/api/v1/face/match", "/api/v1/face/one-to-n/insert", "/api/v1/face/one-to-n/search",
            "/api/v1/face/one-to-n/search/{oneToNVerificationId}", "/api/v1/scan",
        ];
        Assert.Equal(expected, document.GetProperty("paths").EnumerateObject().Select(path => path.Name).Order(StringComparer.Ordinal));
    }
}
