using System.Net;
using System.Text.Json;

namespace Idv.Facades.Uqudo.Tests;

[Collection(FacadeCollection.Name)]
public sealed class OneToNTests(FacadeAppliance appliance)
{
    private const string Search = "/api/v1/face/one-to-n/search";
    private const string Insert = "/api/v1/face/one-to-n/insert";

    [Fact]
    public async Task A_face_that_is_not_there_is_not_found_and_inserted_only_on_request()
    {
        var photo = appliance.Base64("id-front.jpg");
        await MatchesAsync("one-to-n-search-not-found", new { idPhoto = "id-front.jpg" }, await appliance.PostAsync(Search, new { idPhoto = photo }));
        var inserted = await appliance.PostAsync(Search, new { idPhoto = photo, insert = true });
        await MatchesAsync("one-to-n-search-inserted", new { idPhoto = "id-front.jpg", insert = true }, inserted);
        var found = await appliance.PostAsync(Search, new { idPhoto = photo });
        await MatchesAsync("one-to-n-search-found", new { idPhoto = "id-front.jpg" }, found);
        Assert.Equal(await IdAsync(inserted), await IdAsync(found));

        // What is there is not inserted again.
        Assert.Equal(await IdAsync(inserted), await IdAsync(await appliance.PostAsync(Search, new { idPhoto = photo, insert = true })));
    }

    [Fact]
    public async Task One_tenants_faces_do_not_exist_for_another()
    {
        var photo = appliance.Base64("no-mrz.jpg");
        var id = await IdAsync(await appliance.PostAsync(Insert, new { idPhoto = photo }));
        Assert.Null(await IdAsync(await appliance.PostAsync(Search, new { idPhoto = photo }, "other")));
        await UqudoClient.ErrorAsync(await appliance.UqudoAsync(HttpMethod.Delete, $"{Search}/{id}", tenant: "other"), HttpStatusCode.NotFound);
        Assert.Equal(id, await IdAsync(await appliance.PostAsync(Search, new { idPhoto = photo })));
    }

    [Fact]
    public async Task Deleting_removes_the_image_and_the_features_go_on_matching_under_the_same_id()
    {
        var photo = appliance.Base64("impostor.jpg");
        var inserted = await appliance.PostAsync(Insert, new { idPhoto = photo });
        await GoldenFile.MatchesAsync(
            UqudoClient.Project, "one-to-n-insert", new { method = "POST", path = Insert, body = new { idPhoto = "impostor.jpg" } }, inserted);
        var id = await IdAsync(inserted);
        Assert.Equal(HttpStatusCode.OK, await ImageStatusAsync(id));
        var deleted = await appliance.UqudoAsync(HttpMethod.Delete, $"{Search}/{id}");
        await GoldenFile.MatchesAsync(
            UqudoClient.Project, "one-to-n-delete", new { method = "DELETE", path = $"{Search}/{{uuid}}" }, deleted);
        Assert.Equal(HttpStatusCode.NotFound, await ImageStatusAsync(id));
        Assert.Equal(id, await IdAsync(await appliance.PostAsync(Search, new { idPhoto = photo })));
        Assert.Equal(HttpStatusCode.NoContent, (await appliance.UqudoAsync(HttpMethod.Delete, $"{Search}/{id}")).StatusCode);
        Assert.Equal(id, await IdAsync(await appliance.PostAsync(Insert, new { idPhoto = photo })));
    }

    [Theory]
    [InlineData("0193b0a0-0000-7000-8000-000000000000")]
    [InlineData("no-id")]
    [InlineData("..%2F..")]
    public async Task Deleting_what_is_not_there_is_404(string id) =>
        await UqudoClient.ErrorAsync(await appliance.UqudoAsync(HttpMethod.Delete, $"{Search}/{id}"), HttpStatusCode.NotFound);

    [Fact]
    public async Task The_same_face_that_arrives_several_times_at_once_is_inserted_once()
    {
        var photo = appliance.Base64("selfie.jpg");
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => i % 2 == 0
            ? appliance.PostAsync(Insert, new { idPhoto = photo }, "other")
            : appliance.PostAsync(Search, new { idPhoto = photo, insert = true }, "other")));
        var ids = await Task.WhenAll(answers.Select(IdAsync));
        Assert.Single(ids.Distinct());
        Assert.NotNull(ids[0]);
    }

    [Theory]
    [InlineData("\"yes\"")]
    [InlineData("1")]
    public async Task An_insert_flag_that_is_none_is_400(string flag) => await UqudoClient.ErrorAsync(
        await appliance.UqudoAsync(HttpMethod.Post, Search, FacadeAppliance.Text($$"""{"idPhoto": "{{appliance.Base64("selfie.jpg")}}", "insert": {{flag}}}""")),
        HttpStatusCode.BadRequest);

    private static Task MatchesAsync(string name, object body, HttpResponseMessage response) =>
        GoldenFile.MatchesAsync(UqudoClient.Project, name, new { method = "POST", path = Search, body }, response);

    private static async Task<string?> IdAsync(HttpResponseMessage response)
    {
        var id = (await FacadeAppliance.ReadAsync(response, HttpStatusCode.OK)).GetProperty("oneToNVerificationId");
        return id.ValueKind == JsonValueKind.Null ? null : id.GetString();
    }

    private async Task<HttpStatusCode> ImageStatusAsync(string? id) =>
        (await appliance.SendAsync(HttpMethod.Get, $"/v1/verifications/{id}", headers: ("Authorization", "Bearer test-api-key"))).StatusCode;
}
