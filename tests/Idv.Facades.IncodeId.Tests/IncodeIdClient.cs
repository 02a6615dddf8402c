using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;

namespace Idv.Facades.IncodeId.Tests;

/// <summary>A person who is enrolled.</summary>
/// <param name="VerificationId">By which verification.</param>
/// <param name="Token">The token of its webhook.</param>
internal sealed record EnrolledPerson(string VerificationId, string Token);

/// <summary>A client of the facade.</summary>
internal static class IncodeIdClient
{
    public const string Project = "Idv.Facades.IncodeId.Tests";
    public const string Authenticate = "/omni/incode-id/authenticate";

    private static readonly ConcurrentDictionary<(Uri, string), Lazy<Task<EnrolledPerson>>> Enrolled = new();

    /// <summary>Anna, the passport's holder, as each tenant has her enrolled.</summary>
    public static Task<EnrolledPerson> AnnaAsync(this FacadeAppliance appliance, string tenant = "test") => Enrolled.GetOrAdd(
        (appliance.Address, tenant), key => new Lazy<Task<EnrolledPerson>>(() => EnrolAsync(appliance, key.Item2))).Value;

    public static Task<HttpResponseMessage> IncodeAsync(
        this FacadeAppliance appliance, HttpMethod method, string path, HttpContent? content = null, string? token = null, string tenant = "test") =>
        appliance.SendAsync(
            method, path, content, [("api-version", "1.0"), ("x-api-key", $"{tenant}-incode-key"), .. token is null ? [] : new[] { ("X-Incode-Hardware-Id", token) }]);

    public static Task<HttpResponseMessage> AuthenticateAsync(this FacadeAppliance appliance, object face, string? source = null, string tenant = "test") =>
        appliance.IncodeAsync(HttpMethod.Post, Authenticate, FacadeAppliance.Json(new { face, source }), tenant: tenant);

    public static Task<HttpResponseMessage> AuthenticateAsync(this FacadeAppliance appliance, byte[] picture, string tenant = "test") =>
        appliance.AuthenticateAsync(new { base64Image = Convert.ToBase64String(picture) }, tenant: tenant);

    /// <summary>Reads a refusal, whose members are always the same.</summary>
    public static async Task<JsonElement> ErrorAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        var error = await FacadeAppliance.ReadAsync(response, expected);
        Assert.Equal(["timestamp", "status", "error", "message", "path"], error.EnumerateObject().Select(member => member.Name));
        Assert.Equal((int)expected, error.GetProperty("status").GetInt32());
        return error;
    }

    private static async Task<EnrolledPerson> EnrolAsync(FacadeAppliance appliance, string tenant)
    {
        var verification = await appliance.VerifyAsync(tenant, "passport.jpg", "selfie.jpg", "anna");
        Assert.Equal("approved", verification.GetProperty("decision").GetString());
        var id = verification.GetProperty("id").GetString()!;
        var webhook = await appliance.Receiver.WaitForAsync($"{tenant}/verification", id);
        return new EnrolledPerson(id, webhook.Body.GetProperty("token").GetString()!);
    }
}
