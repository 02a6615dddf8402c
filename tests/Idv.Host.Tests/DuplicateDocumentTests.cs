using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Idv.Specimens;
using Idv.Tests;

namespace Idv.Host.Tests;

/// <summary>What the appliance remembers of documents, told by one passport number that comes with two people's portraits.</summary>
[Collection(SampleCollection.Name)]
public sealed class DuplicateDocumentTests(RunningAppliance appliance, Samples samples)
{
    private const string Check = "document-not-duplicate";

    private static readonly string Packages = Path.Combine(SharedTestData.RepositoryRoot, "models", "node_modules");

    [Fact]
    public async Task A_number_that_comes_again_must_come_with_the_portrait_that_it_came_with()
    {
        var holder = SpecimenPeople.Next(4711);
        var (genuine, again, forged) = (Passport(holder, 1, 1), Passport(holder, 1, 2), Passport(holder, 11, 3));
        var first = await CreateAsync(genuine, samples.Selfie);
        Assert.Equal("pass", Outcome(first));
        Assert.Equal("pass", Outcome(await CreateAsync(again, samples.Selfie)));

        var fraud = await CreateAsync(forged, samples.Impostor);
        Assert.Equal("fail", Outcome(fraud));
        Assert.Equal("review", fraud.GetProperty("decision").GetString());
    }

    [Fact]
    public async Task Documents_are_remembered_per_tenant_and_only_as_long_as_their_verification()
    {
        var holder = SpecimenPeople.Next(4712);
        var (genuine, forged) = (Passport(holder, 1, 4), Passport(holder, 11, 5));
        var first = await CreateAsync(genuine, samples.Selfie);

        using var other = new HttpClient { BaseAddress = appliance.Client.BaseAddress };
        other.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", RunningAppliance.OtherApiKey);
        Assert.Equal("pass", Outcome(await CreateAsync(forged, samples.Impostor, other)));

        var forgotten = await appliance.Client.DeleteAsync($"/v1/verifications/{first.GetProperty("id").GetString()}");
        Assert.Equal(HttpStatusCode.NoContent, forgotten.StatusCode);
        Assert.Equal("pass", Outcome(await CreateAsync(forged, samples.Impostor)));
    }

    [Fact]
    public async Task Reading_a_document_alone_remembers_nothing_and_asks_for_nothing()
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Passport(SpecimenPeople.Next(4713), 1, 6)), "front", "front.jpg" } };
        var reading = await RunningAppliance.ReadAsync(await appliance.Client.PostAsync("/v1/documents/read", form), HttpStatusCode.OK);
        Assert.DoesNotContain(reading.GetProperty("checks").EnumerateArray(), check => check.GetProperty("code").GetString() == Check);
    }

    private static byte[] Passport(SpecimenPerson holder, int personId, ulong seed)
    {
        using var portrait = SamplePortraits.Of(personId).Cut(Packages);
        using var document = SpecimenRenderer.Render(SpecimenKind.Passport, holder, portrait, seed);
        using var photograph = SpecimenDegradation.MildPhotograph.Apply(document.Front, seed);
        return photograph.JpegFile!;
    }

    private static string? Outcome(JsonElement verification) => verification.GetProperty("checks").EnumerateArray()
        .Single(check => check.GetProperty("code").GetString() == Check).GetProperty("outcome").GetString();

    private async Task<JsonElement> CreateAsync(byte[] front, string selfie, HttpClient? client = null)
    {
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(front), "front", "front.jpg" },
            { new ByteArrayContent(await File.ReadAllBytesAsync(selfie)), "selfie", "selfie.jpg" },
        };
        return await RunningAppliance.ReadAsync(await (client ?? appliance.Client).PostAsync("/v1/verifications", form), HttpStatusCode.OK);
    }
}
