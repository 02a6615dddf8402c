using Idv.Host.Settings;

namespace Idv.Host.Tests;

public sealed class SettingsLoaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("idv-settings-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Without_a_file_every_setting_has_its_default()
    {
        var settings = SettingsLoader.Load(configFile: null, Nothing);
        Assert.Equal(1e-4, settings.Engine.FalseMatchRate);
        Assert.Equal("cpu", settings.Engine.ExecutionProvider);
        Assert.Equal(30, settings.Server.DrainSeconds);
        Assert.Empty(settings.Tenants);
    }

    [Fact]
    public void A_file_sets_what_it_names_and_leaves_the_rest()
    {
        var settings = Load("""{ "Engine": { "Threads": 2 }, "Tenants": [ { "Id": "a", "ApiKeys": ["key-number-one"] } ] }""");
        Assert.Equal(2, settings.Engine.Threads);
        Assert.Equal(1e-4, settings.Engine.FalseMatchRate);
        Assert.Equal("key-number-one", Assert.Single(Assert.Single(settings.Tenants).ApiKeys));
    }

    [Fact]
    public void The_command_line_wins_over_the_file()
    {
        var overrides = new Dictionary<string, string?> { ["Storage:Path"] = "/from/the/command/line" };
        var settings = SettingsLoader.Load(Write("""{ "Storage": { "Path": "/from/the/file" } }"""), overrides);
        Assert.Equal("/from/the/command/line", settings.Storage.Path);
    }

    [Theory]
    [InlineData("""{ "Engin": { } }""", "Engin")]
    [InlineData("""{ "Engin": { "Threads": 1 } }""", "Engin")]
    [InlineData("""{ "Engine": { "Thread": 1 } }""", "Engine:Thread")]
    [InlineData("""{ "Engine": { "Threads": "many" } }""", "Engine:Threads")]
    [InlineData("""{ "Engine": { "Threads": 0 } }""", "Engine:Threads")]
    [InlineData("""{ "Engine": { "ExecutionProvider": "tpu" } }""", "Engine:ExecutionProvider")]
    [InlineData("""{ "Engine": { "MrzSecondReader": "abbyy" } }""", "Engine:MrzSecondReader")]
    [InlineData("""{ "Engine": { "FalseMatchRate": 2 } }""", "Engine:FalseMatchRate")]
    [InlineData("""{ "Engine": 17 }""", "Engine")]
    [InlineData("""{ "Engine": { "Threads": { "a": 1 } } }""", "Engine:Threads")]
    [InlineData("""{ "Server": { "PublicUrl": "not a url" } }""", "Server:PublicUrl")]
    [InlineData("""{ "Tenants": { "demo": {} } }""", "Tenants")]
    [InlineData("""{ "Tenants": [ { "Id": "" } ] }""", "Tenants:0:Id")]
    [InlineData("""{ "Tenants": [ { "Id": "a", "ApiKeys": ["short"] } ] }""", "Tenants:0:ApiKeys:0")]
    [InlineData("""{ "Tenants": [ { "Id": "a" }, { "Id": "a" } ] }""", "Tenants")]
    public void A_setting_that_is_unknown_or_wrong_is_named(string json, string key)
    {
        var exception = Assert.Throws<SettingsException>(() => Load(json));
        Assert.Contains($"'{key}'", exception.Message);
    }

    [Fact]
    public void A_secret_never_shows_in_a_message()
    {
        var exception = Assert.Throws<SettingsException>(() => Load("""{ "Tenants": [ { "Id": "a", "ApiKeys": ["sec-ret"] } ] }"""));
        Assert.DoesNotContain("sec-ret", exception.Message);
    }

    [Fact]
    public void A_file_that_does_not_exist_or_is_no_JSON_is_named()
    {
        Assert.Contains("/no/such/file", Assert.Throws<SettingsException>(() => SettingsLoader.Load("/no/such/file", Nothing)).Message);
        Assert.Throws<SettingsException>(() => Load("{"));
    }

    private static IReadOnlyDictionary<string, string?> Nothing => new Dictionary<string, string?>();

    private ApplianceSettings Load(string json) => SettingsLoader.Load(Write(json), Nothing);

    private string Write(string json)
    {
        var file = Path.Combine(_folder, "settings.json");
        File.WriteAllText(file, json);
        return file;
    }
}
