using System.CommandLine;
using Idv.Host.Galleries;
using Idv.Host.Settings;
using Idv.Host.Translation;

namespace Idv.Host.Commands;

/// <summary>Which gallery a command works on, and the engine that goes with it.</summary>
internal sealed class GalleryChoice(bool keepSketches = false)
{
    private readonly Option<string> _gallery = new("--gallery") { Description = "The gallery.", DefaultValueFactory = _ => "default" };
    private readonly Option<string> _tenant = new("--tenant") { Description = "The tenant that the gallery belongs to.", DefaultValueFactory = _ => "demo" };
    private readonly Option<DirectoryInfo?> _data = new("--data") { Description = "The data folder." };
    private readonly Option<FileInfo?> _config = CommonOptions.Config();

    public void AddTo(Command command)
    {
        command.Add(_gallery);
        command.Add(_tenant);
        command.Add(_data);
        command.Add(_config);
    }

    /// <summary>Does a command's work on the opened shelf.</summary>
    public T With<T>(ParseResult parsed, Func<OpenedGallery, T> work)
    {
        Dictionary<string, string?> overrides = new(StringComparer.Ordinal);
        if (parsed.GetValue(_data) is { } folder)
        {
            overrides["Storage:Path"] = folder.FullName;
        }

        var settings = SettingsLoader.Load(parsed.GetValue(_config)?.FullName, overrides);
        using var catalogue = EngineFactory.OpenCatalogue(settings);
        using var shelf = GalleryFactory.Create(settings, catalogue, keepSketches);
        var engine = EngineFactory.Create(catalogue, settings.Engine);
        var policy = EngineFactory.Policy(settings.Engine);
        var operations = new GalleryOperations(engine, policy, shelf, TimeProvider.System);
        return work(new OpenedGallery(operations, new GalleryReindexing(engine, policy, shelf), shelf, parsed.GetRequiredValue(_tenant), parsed.GetRequiredValue(_gallery)));
    }
}

/// <summary>A gallery that a command works on.</summary>
internal sealed record OpenedGallery(GalleryOperations Operations, GalleryReindexing Reindexing, GalleryShelf Shelf, string Tenant, string Name)
{
    /// <summary>The gallery, which must exist.</summary>
    /// <exception cref="CommandFailedException">It does not.</exception>
    public Idv.Galleries.Gallery Require() => Shelf.Exists(Tenant, Name)
        ? Shelf.Open(Tenant, Name)
        : throw new CommandFailedException($"There is no gallery '{Name}' of tenant '{Tenant}'; enrol somebody first.");
}
