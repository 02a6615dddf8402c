using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Idv.Verifications.Faces;
using Microsoft.Extensions.DependencyInjection;

namespace Idv.Facades.IncodeId.Tests;

[Collection(FacadeCollection.Name)]
public sealed class AuthenticationTests(FacadeAppliance appliance)
{
    [Fact]
    public async Task An_enrolled_person_passes_and_the_webhook_tells_of_it()
    {
        var anna = await appliance.AnnaAsync();
        var response = await appliance.AuthenticateAsync(new { base64Image = Convert.ToBase64String(appliance.Sample("selfie.jpg")) }, "front-desk");
        await GoldenFile.MatchesAsync(
            IncodeIdClient.Project,
            "authenticate-pass",
            new { method = "POST", path = IncodeIdClient.Authenticate, body = new { face = new { base64Image = "selfie.jpg" }, source = "front-desk" } },
            response);
        var passed = await FacadeAppliance.ReadAsync(response, HttpStatusCode.OK);
        Assert.Equal(anna.VerificationId, passed.GetProperty("verificationId").GetString());
        var id = passed.GetProperty("authenticationId").GetString()!;
        var webhook = await appliance.Receiver.WaitForAsync("test/authentication", id);
        using var body = new HttpResponseMessage { Content = JsonContent.Create(webhook.Body) };
        await GoldenFile.MatchesAsync(
            IncodeIdClient.Project, "webhook-authentication-completed", new { method = "POST", path = "the client's AuthenticationWebhookUrl" }, body);

        // Both tokens open the authentication, and the person's data.
        foreach (var token in new[] { passed.GetProperty("token").GetString()!, webhook.Body.GetProperty("token").GetString()! })
        {
            await GoldenFile.MatchesAsync(
                IncodeIdClient.Project,
                "authentication",
                new { method = "GET", path = "/omni/incode-id/authentication/{uuid}", headers = new { X_Incode_Hardware_Id = "{token}" } },
                await appliance.IncodeAsync(HttpMethod.Get, $"/omni/incode-id/authentication/{id}", token: token));
            Assert.Equal(HttpStatusCode.OK, (await appliance.IncodeAsync(HttpMethod.Get, "/omni/incode-id/userinfo", token: token)).StatusCode);
        }
    }

    [Fact]
    public async Task Somebody_who_is_not_enrolled_fails_and_gets_no_token()
    {
        await appliance.AnnaAsync();
        var response = await appliance.AuthenticateAsync(appliance.Sample("impostor.jpg"));
        await GoldenFile.MatchesAsync(
            IncodeIdClient.Project,
            "authenticate-face-match-failed",
            new { method = "POST", path = IncodeIdClient.Authenticate, body = new { face = new { base64Image = "impostor.jpg" } } },
            response);
        var id = (await FacadeAppliance.ReadAsync(response, HttpStatusCode.OK)).GetProperty("authenticationId").GetString()!;

        // The webhook's token reads the failed authentication, and no person.
        var token = (await appliance.Receiver.WaitForAsync("test/authentication", id)).Body.GetProperty("token").GetString()!;
        var read = await FacadeAppliance.ReadAsync(
            await appliance.IncodeAsync(HttpMethod.Get, $"/omni/incode-id/authentication/{id}", token: token), HttpStatusCode.OK);
        Assert.Equal("fail", read.GetProperty("status").GetString());
        Assert.False(read.TryGetProperty("verificationId", out _));
        await IncodeIdClient.ErrorAsync(await appliance.IncodeAsync(HttpMethod.Get, "/omni/incode-id/userinfo", token: token), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Another_tenants_person_does_not_pass()
    {
        await appliance.AnnaAsync();
        var failed = await FacadeAppliance.ReadAsync(await appliance.AuthenticateAsync(appliance.Sample("selfie.jpg"), "restricted"), HttpStatusCode.OK);
        Assert.Equal("faceMatchFailed", failed.GetProperty("failureReason").GetString());
    }

    [Fact]
    public async Task No_face_is_an_other_error_with_its_reason() => await GoldenFile.MatchesAsync(
        IncodeIdClient.Project,
        "authenticate-no-face",
        new { method = "POST", path = IncodeIdClient.Authenticate, body = new { face = new { base64Image = "a picture without a face" } } },
        await appliance.AuthenticateAsync(appliance.NoFace()));

    [Fact]
    public async Task Two_faces_are_an_other_error()
    {
        var failed = await FacadeAppliance.ReadAsync(await appliance.AuthenticateAsync(appliance.TwoFaces()), HttpStatusCode.OK);
        Assert.Equal(("FAIL", "otherError"), (failed.GetProperty("status").GetString(), failed.GetProperty("failureReason").GetString()));
    }

    [Fact]
    public async Task A_picture_may_be_given_by_a_URL_that_is_allowed()
    {
        await appliance.AnnaAsync();
        appliance.Receiver.Picture = appliance.Sample("selfie.jpg");
        var passed = await FacadeAppliance.ReadAsync(
            await appliance.AuthenticateAsync(new { imageUrl = $"{appliance.Receiver.Address}picture.jpg" }), HttpStatusCode.OK);
        Assert.Equal("PASS", passed.GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_face_may_be_given_as_a_template_of_the_model_in_use()
    {
        await appliance.AnnaAsync();
        var faces = appliance.Services.GetRequiredService<IFaceEngine>();
        foreach (var (picture, status) in new[] { ("selfie.jpg", "PASS"), ("impostor.jpg", "FAIL") })
        {
            var template = Convert.ToBase64String(faces.Embed(appliance.Sample(picture), alone: true).Template!.Data.Span);
            var answer = await FacadeAppliance.ReadAsync(await appliance.AuthenticateAsync(new { template }), HttpStatusCode.OK);
            Assert.Equal(status, answer.GetProperty("status").GetString());
            Assert.Equal(status == "FAIL", answer.TryGetProperty("failureReason", out var reason) && reason.GetString() == "faceMatchFailed");
        }
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_a_large_file_not_fetched()
    {
        await IncodeIdClient.ErrorAsync(
            await appliance.AuthenticateAsync(new { imageUrl = $"{appliance.Receiver.Address}moved.jpg" }), HttpStatusCode.BadRequest);
        await IncodeIdClient.ErrorAsync(
            await appliance.AuthenticateAsync(new { imageUrl = $"{appliance.Receiver.Address}missing.jpg" }), HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_person_who_was_forgotten_does_not_pass_any_more()
    {
        var verification = await appliance.VerifyAsync("other", "passport.jpg", "selfie.jpg");
        var id = verification.GetProperty("id").GetString();
        await appliance.Receiver.WaitForAsync("other/verification", id!);
        await appliance.SendAsync(HttpMethod.Delete, $"/v1/verifications/{id}", headers: ("Authorization", "Bearer other-api-key"));

        // Anna herself may be enrolled there by another test; whoever passes, it is not by the verification that was forgotten.
        var answer = await FacadeAppliance.ReadAsync(await appliance.AuthenticateAsync(appliance.Sample("selfie.jpg"), "other"), HttpStatusCode.OK);
        Assert.NotEqual(id, answer.TryGetProperty("verificationId", out var by) && by.ValueKind == JsonValueKind.String ? by.GetString() : null);
    }
}
