using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Idv.Tests.Facades;

/// <summary>
/// Compares an answer with the one that is checked in beside the tests: status, headers that the vendor documents, and the whole body. What differs
/// from run to run (ids, tokens, times, pictures) stands in the file as a placeholder that says what it must look like. With <c>IDV_UPDATE_GOLDEN=1</c> the
/// files are written anew, for review in the diff.
/// </summary>
public static partial class GoldenFile
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Compares an answer with a file.</summary>
    /// <param name="project">The folder of the test project below <c>tests</c>.</param>
    /// <param name="name">The file, without its extension.</param>
    /// <param name="request">The request in words that a reader can repeat; long values by the name of their source.</param>
    /// <param name="response">The answer.</param>
    /// <param name="hidden">Values that were given to this run (names of hosts), by placeholder.</param>
    public static async Task MatchesAsync(
        string project, string name, object request, HttpResponseMessage response, params (string Placeholder, string Value)[] hidden)
    {
        var text = await response.Content.ReadAsStringAsync();
        var actual = new JsonObject
        {
            ["request"] = JsonSerializer.SerializeToNode(request, Format),
            ["status"] = (int)response.StatusCode,
            ["contentType"] = response.Content.Headers.ContentType?.ToString(),
            ["body"] = text.Length == 0 ? null : Generalise(JsonNode.Parse(text), hidden),
        };
        var written = actual.ToJsonString(Format) + "\n";
        var file = Path.Combine(SharedTestData.RepositoryRoot, "tests", project, "Golden", name + ".json");
        if (Environment.GetEnvironmentVariable("IDV_UPDATE_GOLDEN") == "1")
        {
            await File.WriteAllTextAsync(file, written);
        }

        Assert.True(File.Exists(file), $"{file} is missing; write it with IDV_UPDATE_GOLDEN=1 and review it.");
        Assert.Equal(await File.ReadAllTextAsync(file), written);
    }

    private static JsonNode? Generalise(JsonNode? node, (string Placeholder, string Value)[] hidden) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Generalise(member.Value, hidden)))),
        JsonArray items => new JsonArray([.. items.Select(item => Generalise(item, hidden))]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => JsonValue.Create(Placeholder(value.GetValue<string>(), hidden)),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => Number(value),
        _ => node?.DeepClone(),
    };

    private static JsonNode Number(JsonValue value) => value.GetValue<JsonElement>().TryGetInt64(out var number)
        ? number switch
        {
            > 1_000_000_000_000 => "{milliseconds since 1970, number}",
            > 1_000_000_000 => "{seconds since 1970, number}",
            _ => JsonValue.Create(number),
        }
        : value.DeepClone();

    private static string Placeholder(string text, (string Placeholder, string Value)[] hidden)
    {
        foreach (var (placeholder, value) in hidden)
        {
            text = text.Replace(value, placeholder, StringComparison.Ordinal);
        }

        text = Uuid().Replace(text, "{uuid}");
        return Token().IsMatch(text) ? "{jwt}"
            : Hexadecimal().IsMatch(text) ? "{32 hexadecimal digits}"
            : text.Length > 400 ? "{base64 of a JPEG}"
            : Recent().IsMatch(text) ? "{milliseconds since 1970, text}"
            : Signature().Replace(text, "?expires={seconds}&key={key}&signature={signature}");
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Uuid();

    [GeneratedRegex("^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]{20,}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Token();

    [GeneratedRegex("^[0-9a-f]{32}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Hexadecimal();

    [GeneratedRegex("^1[789][0-9]{11}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Recent();

    [GeneratedRegex("\\?expires=[0-9]+&key=[0-9a-f]+&signature=[A-Za-z0-9_-]+$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Signature();
}
