using System.CommandLine;
using Idv.Inference;

namespace Idv.Accuracy;

/// <summary>Which models are measured.</summary>
internal static class InstalledModels
{
    /// <summary>An option that adds packs to what comes with the program.</summary>
    public static Option<DirectoryInfo[]> Option() => new("--models")
    {
        Description = "Folders of further models, each with a manifest.json.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    /// <summary>Opens the catalogue; the caller disposes it.</summary>
    /// <exception cref="ModelException">A manifest is missing or not valid.</exception>
    public static ModelCatalogue Open(IReadOnlyList<DirectoryInfo>? folders = null) => ModelCatalogue.Load(
        [ModelCatalogue.FindDefaultManifest(), .. (folders ?? []).Select(folder => folder.FullName)]);
}
