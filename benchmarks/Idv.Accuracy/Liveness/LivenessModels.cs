using System.CommandLine;
using Idv.Inference;

namespace Idv.Accuracy.Liveness;

/// <summary>Which networks are measured: the default pack, and with the pack <c>silent-face</c> where its files are given.</summary>
internal static class LivenessModels
{
    private const string Pack = "silent-face";

    /// <summary>The option that names the pack's files.</summary>
    public static Option<DirectoryInfo?> PackOption() => new("--silent-face")
    {
        Description = "The folder with the files of the pack silent-face; without it the default network alone is measured.",
    };

    /// <summary>Opens the networks and hands them on.</summary>
    public static void With(DirectoryInfo? pack, Action<ModelCatalogue> measure)
    {
        var root = Directory.CreateTempSubdirectory("idv-bench-").FullName;
        try
        {
            if (pack is not null)
            {
                ModelPack.Install(Pack, pack.FullName, root, ModelPack.Known(ModelCatalogue.FindDefaultManifest()));
            }

            using var catalogue = ModelCatalogue.Load([ModelCatalogue.FindDefaultManifest(), .. ModelPack.Installed(root)]);
            measure(catalogue);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }
}
