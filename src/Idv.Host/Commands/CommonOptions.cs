using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Idv.Api;
using Idv.Host.Settings;
using Idv.Host.Translation;

namespace Idv.Host.Commands;

/// <summary>What commands have in common.</summary>
internal static class CommonOptions
{
    private static readonly JsonSerializerOptions JsonFormat = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,

        // For terminals and files, not for HTML: names keep their letters.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Option<bool> Json() => new("--json") { Description = "Print the answer as JSON, in the shape of the HTTP API." };

    public static Option<DirectoryInfo?> Data() => new("--data") { Description = "The data folder." };

    /// <summary>The settings of a command that works on the data.</summary>
    public static ApplianceSettings Settings(FileInfo? config, DirectoryInfo? data)
    {
        var overrides = new Dictionary<string, string?>(StringComparer.Ordinal);
        if (data is not null)
        {
            overrides["Storage:Path"] = data.FullName;
        }

        return SettingsLoader.Load(config?.FullName, overrides);
    }

    public static Option<FileInfo?> Config() => new("--config") { Description = "A JSON file of settings, read after appsettings.json." };

    public static void PrintJson<T>(T value) => Console.Out.WriteLine(JsonSerializer.Serialize(value, JsonFormat));

    /// <summary>Reads a file that the user named.</summary>
    /// <exception cref="CommandFailedException">It cannot be read.</exception>
    public static Upload Read(FileInfo file, string field)
    {
        try
        {
            return new Upload(field, File.ReadAllBytes(file.FullName));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException($"{file} cannot be read: {(file.Exists ? exception.Message : "the file does not exist")}");
        }
    }

    /// <summary>Opens the engine of the settings for one command.</summary>
    public static T WithEngine<T>(FileInfo? config, Func<EngineOperations, T> work, double? falseMatchRate = null)
    {
        var overrides = falseMatchRate is { } rate
            ? new Dictionary<string, string?>(StringComparer.Ordinal) { ["Engine:FalseMatchRate"] = rate.ToString(System.Globalization.CultureInfo.InvariantCulture) }
            : [];
        var settings = SettingsLoader.Load(config?.FullName, overrides);
        using var catalogue = EngineFactory.OpenCatalogue(settings);
        return work(new EngineOperations(EngineFactory.Create(catalogue, settings.Engine), EngineFactory.Policy(settings.Engine)));
    }

    /// <summary>The value of an answer.</summary>
    /// <exception cref="CommandFailedException">The answer is a fault.</exception>
    public static T Require<T>(this Answer<T> answer)
        where T : class =>
        answer.Value ?? throw new CommandFailedException($"{answer.Fault!.Field}: {answer.Fault.Message}");
}
