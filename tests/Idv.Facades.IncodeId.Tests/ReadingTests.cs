using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Idv.Facades.IncodeId.Tests;

[Collection(FacadeCollection.Name)]
public sealed class ReadingTests(FacadeAppliance appliance)
{
    private static readonly string[] KnownChecks = ["portrait_present", "mrz_valid", "document_not_expired"];

    [Fact]
    public async Task The_webhook_of_a_verification_carries_a_token_and_the_name_of_the_verification()
    {
        var anna = await appliance.AnnaAsync();
        var webhook = await appliance.Receiver.WaitForAsync("test/verification", anna.VerificationId);
        Assert.StartsWith("application/json", webhook.ContentType, StringComparison.Ordinal);
        using var body = new HttpResponseMessage { Content = JsonContent.Create(webhook.Body) };
        await GoldenFile.MatchesAsync(
            IncodeIdClient.Project, "webhook-verification-completed", new { method = "POST", path = "the client's VerificationWebhookUrl" }, body);
    }

    [Fact]
    public async Task A_verification_is_read_with_the_token_of_its_webhook()
    {
        var anna = await appliance.AnnaAsync();
        await GoldenFile.MatchesAsync(
            IncodeIdClient.Project,
            "verification",
            new { method = "GET", path = "/omni/incode-id/verification/{uuid}", headers = new { X_Incode_Hardware_Id = "{token of the webhook}" } },
            await appliance.IncodeAsync(HttpMethod.Get, $"/omni/incode-id/verification/{anna.VerificationId}", token: anna.Token));
    }

    [Fact]
    public async Task The_person_is_read_with_an_attestation_of_real_checks()
    {
        var anna = await appliance.AnnaAsync();
        var response = await appliance.IncodeAsync(HttpMethod.Get, "/omni/incode-id/userinfo", token: anna.Token);
        var info = JsonNode.Parse((await FacadeAppliance.ReadAsync(response, HttpStatusCode.OK)).GetRawText())!;
        var validation = info["idAttestation"]!["idValidation"]!;
        Assert.All(KnownChecks, key => Assert.Contains(Checks(validation), check => check["key"]!.GetValue<string>() == key));

        // The engine learns new checks; those that every document has stand for the shape of all.
        foreach (var heading in new[] { "photoSecurityAndQuality", "idSpecific", "customFields" })
        {
            validation[heading] = new JsonArray([.. validation[heading]!.AsArray()
                .Where(check => KnownChecks.Contains(check!["key"]!.GetValue<string>())).Select(check => check!.DeepClone())]);
        }

        // How many checks make up the score changes with them.
        Assert.InRange(double.Parse(info["idAttestation"]!["overall"]!["value"]!.GetValue<string>(), CultureInfo.InvariantCulture), 50, 100);
        (info["idAttestation"]!["overall"]!["value"], validation["overall"]!["value"]) = ("{percent}", "{percent}");
        using var shape = new HttpResponseMessage { Content = JsonContent.Create(info) };
        await GoldenFile.MatchesAsync(
            IncodeIdClient.Project,
            "userinfo",
            new { method = "GET", path = "/omni/incode-id/userinfo", headers = new { X_Incode_Hardware_Id = "{token of the webhook}" } },
            shape,
            ("{the appliance}", appliance.Address.GetLeftPart(UriPartial.Authority)));
    }

    [Fact]
    public async Task The_images_open_by_their_signature_alone()
    {
        var anna = await appliance.AnnaAsync();
        var info = await FacadeAppliance.ReadAsync(
            await appliance.IncodeAsync(HttpMethod.Get, "/omni/incode-id/userinfo", token: anna.Token), HttpStatusCode.OK);
        var url = info.GetProperty("idImagesInfo").GetProperty("frontIdImageUrl").GetString()!;
        var image = await appliance.SendAsync(HttpMethod.Get, url);
        Assert.Equal("image/jpeg", image.Content.Headers.ContentType?.MediaType);
        Assert.Equal(appliance.Sample("passport.jpg"), await image.Content.ReadAsByteArrayAsync());
        await IncodeIdClient.ErrorAsync(await appliance.SendAsync(HttpMethod.Get, url.Replace("/front?", "/back?", StringComparison.Ordinal)), HttpStatusCode.Forbidden);
        await IncodeIdClient.ErrorAsync(await appliance.SendAsync(HttpMethod.Get, url[..url.IndexOf('?', StringComparison.Ordinal)]), HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task What_belongs_to_another_tenant_does_not_exist()
    {
        var (mine, theirs) = (await appliance.AnnaAsync(), await appliance.AnnaAsync("other"));
        foreach (var path in new[] { $"/omni/incode-id/verification/{theirs.VerificationId}", $"/omni/incode-id/authentication/{theirs.VerificationId}", "/omni/incode-id/verification/no-id" })
        {
            await IncodeIdClient.ErrorAsync(await appliance.IncodeAsync(HttpMethod.Get, path, token: mine.Token), HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task A_verification_that_enrolled_nobody_is_not_told_of_and_does_not_exist()
    {
        var declined = await appliance.VerifyAsync("test", "passport.jpg", "impostor.jpg");
        Assert.Equal("declined", declined.GetProperty("decision").GetString());
        var id = declined.GetProperty("id").GetString();
        await IncodeIdClient.ErrorAsync(
            await appliance.IncodeAsync(HttpMethod.Get, $"/omni/incode-id/verification/{id}", token: (await appliance.AnnaAsync()).Token), HttpStatusCode.NotFound);
        Assert.DoesNotContain(appliance.Receiver.Received, webhook => webhook.Body.GetProperty("id").GetString() == id);
    }

    private static IEnumerable<JsonNode> Checks(JsonNode validation) =>
        new[] { "photoSecurityAndQuality", "idSpecific", "customFields" }.SelectMany(heading => validation[heading]!.AsArray()).OfType<JsonNode>();
}
