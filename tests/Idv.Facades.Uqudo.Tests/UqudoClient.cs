using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;

namespace Idv.Facades.Uqudo.Tests;

/// <summary>A client of the facade that gets its tokens as the vendor documents it.</summary>
internal static class UqudoClient
{
    public const string Project = "Idv.Facades.Uqudo.Tests";

    private static readonly ConcurrentDictionary<(Uri, string), string> Tokens = new();

    public static async Task<HttpResponseMessage> RequestTokenAsync(this FacadeAppliance appliance, params (string Name, string Value)[] form) =>
        await appliance.SendAsync(
            HttpMethod.Post, "/api/oauth/token", new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value))));

    public static async Task<string> TokenAsync(this FacadeAppliance appliance, string tenant = "test")
    {
        if (Tokens.TryGetValue((appliance.Address, tenant), out var known))
        {
            return known;
        }

        var answer = await FacadeAppliance.ReadAsync(
            await appliance.RequestTokenAsync(("grant_type", "client_credentials"), ("client_id", $"{tenant}-client"), ("client_secret", $"{tenant}-secret")),
            HttpStatusCode.OK);
        return Tokens[(appliance.Address, tenant)] = answer.GetProperty("access_token").GetString()!;
    }

    public static async Task<HttpResponseMessage> UqudoAsync(
        this FacadeAppliance appliance, HttpMethod method, string path, HttpContent? content = null, string tenant = "test") =>
        await appliance.SendAsync(method, path, content, ("Authorization", $"Bearer {await appliance.TokenAsync(tenant)}"));

    public static async Task<HttpResponseMessage> PostAsync(this FacadeAppliance appliance, string path, object body, string tenant = "test") =>
        await appliance.UqudoAsync(HttpMethod.Post, path, FacadeAppliance.Json(body), tenant);

    public static string Base64(this FacadeAppliance appliance, string sample) => Convert.ToBase64String(appliance.Sample(sample));

    public static async Task<JsonElement> ErrorAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        var error = await FacadeAppliance.ReadAsync(response, expected);
        Assert.Equal(["error", "message"], error.EnumerateObject().Select(member => member.Name));
        return error;
    }
}
