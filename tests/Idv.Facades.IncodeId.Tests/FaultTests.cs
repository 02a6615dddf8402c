using System.Net;
using Idv.Facades.Signing;
using Idv.Verifications.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Idv.Facades.IncodeId.Tests;

[Collection(FacadeCollection.Name)]
public sealed class FaultTests(FacadeAppliance appliance)
{
    private const string UserInfo = "/omni/incode-id/userinfo";

    [Fact]
    public async Task A_missing_api_key_is_403_before_everything_else() => await GoldenFile.MatchesAsync(
        IncodeIdClient.Project,
        "error-forbidden",
        new { method = "GET", path = UserInfo, headers = "none" },
        await appliance.SendAsync(HttpMethod.Get, UserInfo));

    [Fact]
    public async Task An_unknown_api_key_is_403() => await IncodeIdClient.ErrorAsync(
        await appliance.SendAsync(HttpMethod.Post, IncodeIdClient.Authenticate, headers: [("api-version", "1.0"), ("x-api-key", "wrong")]), HttpStatusCode.Forbidden);

    [Fact]
    public async Task A_missing_token_is_401() => await GoldenFile.MatchesAsync(
        IncodeIdClient.Project,
        "error-unauthorized",
        new { method = "GET", path = UserInfo, headers = new { api_version = "1.0", x_api_key = "{key}" } },
        await appliance.IncodeAsync(HttpMethod.Get, UserInfo));

    [Fact]
    public async Task Garbage_a_foreign_tenants_and_an_expired_token_are_401()
    {
        var clock = TimeProvider.System;
        using var keys = new RotatingKeys(
            appliance.Services.GetRequiredService<ISigningKeyStore>(), "incode-id-tokens", SigningAlgorithm.HmacSha256, TimeSpan.FromDays(30), TimeSpan.FromMinutes(15), clock);
        var issuer = new TokenIssuer(keys, "idv", ApiNames.IncodeId, clock);
        var claims = new Dictionary<string, string> { ["object"] = (await appliance.AnnaAsync()).VerificationId };
        var expired = await issuer.IssueAsync("test", TimeSpan.Zero, claims, TestContext.Current.CancellationToken);
        foreach (var token in new[] { "garbage", expired, (await appliance.AnnaAsync("other")).Token })
        {
            await IncodeIdClient.ErrorAsync(await appliance.IncodeAsync(HttpMethod.Get, UserInfo, token: token), HttpStatusCode.Unauthorized);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("2.0")]
    [InlineData("1")]
    public async Task A_missing_or_wrong_version_is_400(string? version)
    {
        (string, string)[] headers = [("x-api-key", "test-incode-key"), ("X-Incode-Hardware-Id", (await appliance.AnnaAsync()).Token)];
        await IncodeIdClient.ErrorAsync(
            await appliance.SendAsync(HttpMethod.Get, UserInfo, headers: version is null ? headers : [.. headers, ("api-version", version)]), HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_wrong_method_is_405() => await GoldenFile.MatchesAsync(
        IncodeIdClient.Project,
        "error-method-not-allowed",
        new { method = "GET", path = IncodeIdClient.Authenticate, headers = new { api_version = "1.0", x_api_key = "{key}" } },
        await appliance.IncodeAsync(HttpMethod.Get, IncodeIdClient.Authenticate));

    [Theory]
    [InlineData("text/html", HttpStatusCode.NotAcceptable)]
    [InlineData("application/json;q=0", HttpStatusCode.NotAcceptable)]
    [InlineData("text/html, */*;q=0.1", HttpStatusCode.OK)]
    [InlineData("application/*", HttpStatusCode.OK)]
    public async Task Only_JSON_is_answered(string accept, HttpStatusCode expected) => Assert.Equal(
        expected,
        (await appliance.SendAsync(
            HttpMethod.Get, UserInfo, headers: [("api-version", "1.0"), ("x-api-key", "test-incode-key"), ("X-Incode-Hardware-Id", (await appliance.AnnaAsync()).Token), ("Accept", accept)])).StatusCode);

    [Fact]
    public async Task A_body_that_is_no_JSON_type_is_415() => await IncodeIdClient.ErrorAsync(
        await appliance.IncodeAsync(HttpMethod.Post, IncodeIdClient.Authenticate, FacadeAppliance.Text("<xml/>", "application/xml")), HttpStatusCode.UnsupportedMediaType);

    [Fact]
    public async Task A_picture_beyond_10_MB_is_413() => await IncodeIdClient.ErrorAsync(
        await appliance.AuthenticateAsync(new byte[(10 * 1024 * 1024) + 1]), HttpStatusCode.RequestEntityTooLarge);

    [Fact]
    public async Task An_unknown_path_is_404() => await IncodeIdClient.ErrorAsync(
        await appliance.IncodeAsync(HttpMethod.Get, "/omni/incode-id/nothing", token: (await appliance.AnnaAsync()).Token), HttpStatusCode.NotFound);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"face\": \"text\"}")]
    [InlineData("{\"face\": {}}")]
    [InlineData("{\"face\": {\"base64Image\": \"string\"}}")]
    [InlineData("{\"face\": {\"base64Image\": 7}}")]
    [InlineData("{\"face\": {\"base64Image\": \"Ynl0ZXM=\"}}")]
    [InlineData("{\"face\": {\"template\": \"AAAA\"}}")]
    [InlineData("{\"face\": {\"base64Image\": \"/9j/4AECAwQ=\"}}")]
    [InlineData("{\"face\": {\"imageUrl\": \"http://10.1.2.3/face.jpg\"}}")]
    [InlineData("{\"face\": {\"imageUrl\": \"http://169.254.169.254/latest/meta-data\"}}")]
    [InlineData("{\"face\": {\"imageUrl\": \"file:///etc/passwd\"}}")]
    [InlineData("{\"face\": {\"imageUrl\": \"http://127.0.0.1:1/face.jpg\"}}")]
    [InlineData("{\"face\": {\"base64Image\": \"/9j/\"}, \"source\": 7}")]
    public async Task A_body_that_cannot_be_used_is_400(string body) => await IncodeIdClient.ErrorAsync(
        await appliance.IncodeAsync(HttpMethod.Post, IncodeIdClient.Authenticate, FacadeAppliance.Text(body)), HttpStatusCode.BadRequest);

    [Fact]
    public async Task The_OpenAPI_document_describes_every_operation()
    {
        var document = await FacadeAppliance.ReadAsync(await appliance.SendAsync(HttpMethod.Get, "/openapi/incode-id.json"), HttpStatusCode.OK);
        string[] expected =
        [
            "/omni/incode-id/authenticate", "/omni/incode-id/authentication/{id}", "/omni/incode-id/userinfo", "/omni/incode-id/verification/{id}",
        ];
        Assert.Equal(expected, document.GetProperty("paths").EnumerateObject().Select(path => path.Name).Order(StringComparer.Ordinal));
    }
}
