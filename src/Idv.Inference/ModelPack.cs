namespace Idv.Inference;

/// <summary>
/// Models that an operator adds: a folder with a <c>manifest.json</c> and the files that its cards name. An installed pack is a copy of
/// such a folder below the appliance's data, verified file by file before it counts.
/// </summary>
public static class ModelPack
{
    private const string Manifest = "manifest.json";
    private const string KnownPacks = "packs";

    /// <summary>The manifests of the installed packs, by the packs' names.</summary>
    /// <param name="root">The folder that packs are installed in; it need not exist.</param>
    public static IReadOnlyList<string> Installed(string root) => Directory.Exists(root)
        ? [.. Directory.EnumerateDirectories(root).Select(folder => Path.Combine(folder, Manifest)).Where(File.Exists).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>
    /// The manifest of a pack whose files others distribute but whose cards come with the program, beside the default manifest in
    /// <c>packs/NAME.json</c>; null when the name is not of such a pack.
    /// </summary>
    /// <exception cref="ModelException">The program's own manifest is missing.</exception>
    public static string? FindKnownManifest(string name)
    {
        var file = Path.Combine(Path.GetDirectoryName(ModelCatalogue.FindDefaultManifest())!, KnownPacks, name + ".json");
        return File.Exists(file) ? file : null;
    }

    /// <summary>Verifies a pack and copies it. An installed pack of the same name is replaced as a whole or not at all.</summary>
    /// <param name="name">The name to install it under.</param>
    /// <param name="source">The folder with the files and the manifest; a pack that the program knows needs no manifest.</param>
    /// <param name="root">The folder that packs are installed in.</param>
    /// <returns>The pack's cards.</returns>
    /// <exception cref="ModelException">The manifest or a file is missing, differs from its card, or lies outside the folder.</exception>
    /// <exception cref="IOException">The files cannot be copied.</exception>
    public static IReadOnlyCollection<ModelCard> Install(string name, string source, string root)
    {
        var manifest = Path.Combine(source, Manifest);
        if (!File.Exists(manifest) && FindKnownManifest(name) is { } known)
        {
            manifest = known;
        }

        using var described = ModelCatalogue.Load([manifest]);
        var staged = Path.Combine(root, $".{name}.{Environment.ProcessId}");
        try
        {
            Directory.CreateDirectory(staged);
            foreach (var card in described.Cards)
            {
                // A pack is self-contained: a card that points outside would break when the source goes away.
                if (Path.GetFileName(card.File) != card.File)
                {
                    throw new ModelException(ModelFault.InvalidCard, $"Model '{card.Id}': in a pack, 'file' must be the name of a file beside the manifest, not '{card.File}'.");
                }

                var file = Path.Combine(source, card.File);
                if (!File.Exists(file))
                {
                    throw new ModelException(ModelFault.MissingFile, $"The pack '{name}' needs the file {card.File} for model '{card.Id}', which {source} does not hold.");
                }

                File.Copy(file, Path.Combine(staged, card.File));
            }

            // What is verified is the copy, not what the source may have become since.
            File.Copy(manifest, Path.Combine(staged, Manifest));
            using (var copied = ModelCatalogue.Load([staged]))
            {
                foreach (var card in copied.Cards)
                {
                    copied.Verify(card.Id);
                }
            }

            var target = Path.Combine(root, name);
            if (Directory.Exists(target))
            {
                Directory.Delete(target, recursive: true);
            }

            Directory.Move(staged, target);
            return described.Cards;
        }
        finally
        {
            if (Directory.Exists(staged))
            {
                Directory.Delete(staged, recursive: true);
            }
        }
    }
}
