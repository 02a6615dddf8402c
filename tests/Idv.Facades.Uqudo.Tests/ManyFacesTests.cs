using System.Net;
using System.Text.Json;

namespace Idv.Facades.Uqudo.Tests;

/// <summary>The one-to-n index on a thousand people of LFW; long, and only where the shared test data are.</summary>
[Collection(FacadeCollection.Name)]
public sealed class ManyFacesTests(FacadeAppliance appliance, ITestOutputHelper output)
{
    private const int People = 1000;
    private const string Search = "/api/v1/face/one-to-n/search";

    [Fact]
    public async Task Of_a_thousand_people_few_are_taken_for_another_and_few_are_missed()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("IDV_LONG_TESTS") == "1", "Long: set IDV_LONG_TESTS=1.");
        var folder = SharedTestData.Require("faces", "lfw");
        var people = Directory.GetDirectories(folder).Order(StringComparer.Ordinal)
            .Select(person => (Name: Path.GetFileName(person), Photos: Directory.GetFiles(person, "*.jpg").Order(StringComparer.Ordinal).ToArray()))
            .Where(person => person.Photos.Length > 0)
            .OrderByDescending(person => person.Photos.Length > 1).ThenBy(person => person.Name, StringComparer.Ordinal)
            .Take(People).ToArray();
        Assert.Equal(People, people.Length);
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        var (takenForAnother, unusable) = (0, 0);
        foreach (var (name, photos) in people)
        {
            var answer = await PostAsync(photos[0], insert: true);
            if (answer is not var (id, found))
            {
                unusable++;
            }
            else if (found)
            {
                takenForAnother++;
                output.WriteLine($"{name} was taken for {owners.GetValueOrDefault(id!)}");
            }
            else
            {
                owners.Add(id!, name);
            }
        }

        var enrolled = owners.Values.ToHashSet(StringComparer.Ordinal);
        var (probes, missed, wrong) = (0, 0, 0);
        foreach (var (name, photos) in people.Where(person => person.Photos.Length > 1 && enrolled.Contains(person.Name)))
        {
            if (await PostAsync(photos[1], insert: false) is var (id, found))
            {
                probes++;
                missed += found ? 0 : 1;
                wrong += found && owners.GetValueOrDefault(id!) != name ? 1 : 0;
            }
        }

        output.WriteLine(
            $"inserted {owners.Count} of {People}; {takenForAnother} taken for another; {unusable} photos without exactly one face; second photos: {probes} searched, {missed} missed, {wrong} found as another");
        Assert.InRange(takenForAnother, 0, 15);
        Assert.InRange(missed, 0, probes / 8);
    }

    private async Task<(string? Id, bool Found)?> PostAsync(string photo, bool insert)
    {
        var response = await appliance.PostAsync(Search, new { idPhoto = Convert.ToBase64String(await File.ReadAllBytesAsync(photo)), insert }, "other");
        if (response.StatusCode == HttpStatusCode.BadRequest)
        {
            return null;
        }

        var answer = await FacadeAppliance.ReadAsync(response, HttpStatusCode.OK);
        var id = answer.GetProperty("oneToNVerificationId");
        return (id.ValueKind == JsonValueKind.Null ? null : id.GetString(), answer.GetProperty("oneToNVerificationMatch").GetBoolean());
    }
}
