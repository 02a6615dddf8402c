using System.Net;

namespace Idv.Facades.Uqudo.Tests;

[Collection(FacadeCollection.Name)]
public sealed class FaceTests(FacadeAppliance appliance)
{
    [Fact]
    public async Task A_face_session_keeps_the_photo_and_erases_it_when_its_time_is_over()
    {
        using var form = FacadeAppliance.Form([("idPhoto", appliance.Sample("selfie.jpg"), "image/jpeg")]);
        var response = await appliance.UqudoAsync(HttpMethod.Post, "/api/v1/face", form);
        await GoldenFile.MatchesAsync(
            UqudoClient.Project, "face-session", new { method = "POST", path = "/api/v1/face", form = new { idPhoto = "selfie.jpg" } }, response);
        var id = (await FacadeAppliance.ReadAsync(response, HttpStatusCode.Created)).GetProperty("sessionId").GetString();
        Assert.Equal(HttpStatusCode.OK, await SessionStatusAsync(id));
        Assert.Equal(HttpStatusCode.NotFound, await SessionStatusAsync(id, "other"));
        for (var seconds = 0; seconds < 60 && await SessionStatusAsync(id) == HttpStatusCode.OK; seconds++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(HttpStatusCode.NotFound, await SessionStatusAsync(id));
    }

    [Fact]
    public async Task A_face_session_takes_base64_in_JSON_too() => Assert.Equal(
        HttpStatusCode.Created, (await appliance.PostAsync("/api/v1/face", new { idPhoto = appliance.Base64("selfie.jpg") })).StatusCode);

    [Fact]
    public async Task A_face_session_without_a_photo_is_400()
    {
        using var form = FacadeAppliance.Form([("photo", appliance.Sample("selfie.jpg"), "image/jpeg")]);
        var response = await appliance.UqudoAsync(HttpMethod.Post, "/api/v1/face", form);
        await GoldenFile.MatchesAsync(
            UqudoClient.Project, "face-session-missing-photo", new { method = "POST", path = "/api/v1/face", form = new { photo = "selfie.jpg" } }, response);
    }

    [Fact]
    public async Task A_photo_that_is_not_what_its_media_type_says_is_415()
    {
        foreach (var (bytes, mediaType) in new[] { ("GIF89a and so on"u8.ToArray(), "image/gif"), ("plain text"u8.ToArray(), "image/jpeg"), (appliance.Sample("selfie.jpg"), "image/png") })
        {
            using var form = FacadeAppliance.Form([("idPhoto", bytes, mediaType)]);
            await UqudoClient.ErrorAsync(await appliance.UqudoAsync(HttpMethod.Post, "/api/v1/face", form), HttpStatusCode.UnsupportedMediaType);
        }
    }

    [Fact]
    public async Task No_face_two_faces_and_a_broken_picture_are_400()
    {
        byte[][] pictures = [appliance.NoFace(), appliance.TwoFaces(), [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3]];
        foreach (var picture in pictures)
        {
            using var form = FacadeAppliance.Form([("idPhoto", picture, null)]);
            await UqudoClient.ErrorAsync(await appliance.UqudoAsync(HttpMethod.Post, "/api/v1/face", form), HttpStatusCode.BadRequest);
            await UqudoClient.ErrorAsync(
                await appliance.PostAsync("/api/v1/face/match", new { sourceImage = appliance.Base64("selfie.jpg"), targetImage = Convert.ToBase64String(picture) }),
                HttpStatusCode.BadRequest);
        }
    }

    [Fact]
    public async Task The_same_picture_matches_itself_at_the_strictest_level()
    {
        var picture = appliance.Base64("selfie.jpg");
        var response = await appliance.PostAsync("/api/v1/face/match", new { sourceImage = picture, targetImage = picture, minimumMatchLevel = 5 });
        await GoldenFile.MatchesAsync(
            UqudoClient.Project,
            "face-match",
            new { method = "POST", path = "/api/v1/face/match", body = new { sourceImage = "selfie.jpg", targetImage = "selfie.jpg", minimumMatchLevel = 5 } },
            response);
    }

    [Fact]
    public async Task A_person_matches_their_document_at_the_default_level_and_somebody_else_does_not()
    {
        var same = await MatchAsync("passport.jpg", "selfie.jpg");
        Assert.True(same.Match);
        Assert.InRange(same.Level, 3, 5);
        var different = await MatchAsync("passport.jpg", "impostor.jpg");
        Assert.False(different.Match);
        Assert.Equal(0, different.Level);
    }

    [Fact]
    public async Task The_level_does_not_depend_on_the_one_that_is_asked_for()
    {
        var loose = await MatchAsync("passport.jpg", "impostor.jpg", 1);
        var strict = await MatchAsync("passport.jpg", "impostor.jpg", 5);
        Assert.Equal(loose.Level, strict.Level);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("6")]
    [InlineData("2.5")]
    [InlineData("\"3\"")]
    public async Task A_level_out_of_range_is_400(string level)
    {
        var picture = appliance.Base64("selfie.jpg");
        var body = $$"""{"sourceImage": "{{picture}}", "targetImage": "{{picture}}", "minimumMatchLevel": {{level}}}""";
        await UqudoClient.ErrorAsync(await appliance.UqudoAsync(HttpMethod.Post, "/api/v1/face/match", FacadeAppliance.Text(body)), HttpStatusCode.BadRequest);
    }

    private async Task<(bool Match, int Level)> MatchAsync(string source, string target, int? minimum = null)
    {
        var answer = await FacadeAppliance.ReadAsync(
            await appliance.PostAsync(
                "/api/v1/face/match", new { sourceImage = appliance.Base64(source), targetImage = appliance.Base64(target), minimumMatchLevel = minimum }),
            HttpStatusCode.OK);
        return (answer.GetProperty("match").GetBoolean(), answer.GetProperty("matchLevel").GetInt32());
    }

    private async Task<HttpStatusCode> SessionStatusAsync(string? id, string tenant = "test") =>
        (await appliance.SendAsync(HttpMethod.Get, $"/v1/verifications/{id}", headers: ("Authorization", $"Bearer {tenant}-api-key"))).StatusCode;
}
