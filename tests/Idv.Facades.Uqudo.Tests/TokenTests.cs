using System.Net;
using Idv.Facades.Signing;
using Idv.Verifications.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Idv.Facades.Uqudo.Tests;

[Collection(FacadeCollection.Name)]
public sealed class TokenTests(FacadeAppliance appliance)
{
    [Fact]
    public async Task A_client_gets_a_token_with_its_permissions_as_scope()
    {
        var response = await appliance.RequestTokenAsync(
            ("grant_type", "client_credentials"), ("client_id", "test-client"), ("client_secret", "test-secret"));
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        await GoldenFile.MatchesAsync(
            UqudoClient.Project,
            "token",
            new { method = "POST", path = "/api/oauth/token", form = "grant_type=client_credentials&client_id=test-client&client_secret=test-secret" },
            response);
    }

    [Fact]
    public async Task A_client_may_also_say_who_it_is_by_HTTP_Basic()
    {
        var response = await appliance.SendAsync(
            HttpMethod.Post,
            "/api/oauth/token",
            FacadeAppliance.Text("grant_type=client_credentials", "application/x-www-form-urlencoded"),
            ("Authorization", "Basic " + Convert.ToBase64String("restricted-client:restricted-secret"u8)));
        var token = await FacadeAppliance.ReadAsync(response, HttpStatusCode.OK);
        Assert.Equal("face:match", token.GetProperty("scope").GetString());
    }

    [Theory]
    [InlineData("client_credentials", "test-client", "wrong", HttpStatusCode.Unauthorized, "invalid_client")]
    [InlineData("client_credentials", "nobody", "test-secret", HttpStatusCode.Unauthorized, "invalid_client")]
    [InlineData("client_credentials", "", "", HttpStatusCode.Unauthorized, "invalid_client")]
    [InlineData("password", "test-client", "test-secret", HttpStatusCode.BadRequest, "unsupported_grant_type")]
    [InlineData("", "test-client", "test-secret", HttpStatusCode.BadRequest, "invalid_request")]
    public async Task A_wrong_request_for_a_token_is_answered_as_OAuth_2_says(string grant, string client, string secret, HttpStatusCode status, string error)
    {
        var answer = await FacadeAppliance.ReadAsync(
            await appliance.RequestTokenAsync(("grant_type", grant), ("client_id", client), ("client_secret", secret)), status);
        Assert.Equal(error, answer.GetProperty("error").GetString());
        Assert.Equal(["error", "error_description"], answer.EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public async Task A_request_for_a_token_that_is_no_form_is_415() => Assert.Equal(
        HttpStatusCode.UnsupportedMediaType, (await appliance.SendAsync(HttpMethod.Post, "/api/oauth/token", FacadeAppliance.Json(new { }))).StatusCode);

    [Fact]
    public async Task A_token_is_only_asked_for_by_POST()
    {
        var answer = await FacadeAppliance.ReadAsync(await appliance.SendAsync(HttpMethod.Get, "/api/oauth/token"), HttpStatusCode.MethodNotAllowed);
        Assert.Equal("invalid_request", answer.GetProperty("error").GetString());
    }

    [Fact]
    public async Task A_token_whose_time_is_over_is_401()
    {
        var clock = TimeProvider.System;
        using var keys = new RotatingKeys(
            appliance.Services.GetRequiredService<ISigningKeyStore>(), "uqudo-tokens", SigningAlgorithm.HmacSha256, TimeSpan.FromDays(30), TimeSpan.FromMinutes(30), clock);
        var expired = await new TokenIssuer(keys, "idv", ApiNames.Uqudo, clock).IssueAsync(
            "test", TimeSpan.Zero, new Dictionary<string, string> { ["client_id"] = "test-client" }, TestContext.Current.CancellationToken);
        var error = await UqudoClient.ErrorAsync(
            await appliance.SendAsync(HttpMethod.Post, "/api/v1/face/match", headers: ("Authorization", $"Bearer {expired}")), HttpStatusCode.Unauthorized);
        Assert.Contains("expired", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_facades_token_is_401()
    {
        var clock = TimeProvider.System;
        using var keys = new RotatingKeys(
            appliance.Services.GetRequiredService<ISigningKeyStore>(), "incode-id-tokens", SigningAlgorithm.HmacSha256, TimeSpan.FromDays(30), TimeSpan.FromMinutes(30), clock);
        var foreign = await new TokenIssuer(keys, "idv", ApiNames.IncodeId, clock).IssueAsync(
            "test", TimeSpan.FromMinutes(5), new Dictionary<string, string> { ["client_id"] = "test-client" }, TestContext.Current.CancellationToken);
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            (await appliance.SendAsync(HttpMethod.Post, "/api/v1/face/match", headers: ("Authorization", $"Bearer {foreign}"))).StatusCode);
    }
}
