namespace Idv.Inference;

/// <summary>
/// Models that an operator adds: a folder with a <c>manifest.json</c> and the files that its cards name. An installed pack is a copy of
/// such a folder below the appliance's data, verified file by file before it counts.
/// </summary>
public static class ModelPack
{
    private const string Manifest = "manifest.json";

    /// <summary>The manifests of the installed packs, by the packs' names.</summary>
    /// <param name="root">The folder that packs are installed in; it need not exist.</param>
    public static IReadOnlyList<string> Installed(string root) => Directory.Exists(root)
        ? [.. Directory.EnumerateDirectories(root).Where(folder => !Path.GetFileName(folder).StartsWith('.')).Select(folder => Path.Combine(folder, Manifest)).Where(File.Exists).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>The packs whose cards come with the program, by name: an operator brings their files alone.</summary>
    /// <param name="defaultManifest">The manifest that comes with the program.</param>
    public static IReadOnlyDictionary<string, string> Known(string defaultManifest) =>
        Installed(Path.Combine(Path.GetDirectoryName(defaultManifest)!, "packs"))
            .ToDictionary(manifest => Path.GetFileName(Path.GetDirectoryName(manifest))!, StringComparer.Ordinal);

    /// <summary>Copies a pack and verifies the copy. An installed pack of the same name is replaced as a whole or not at all.</summary>
    /// <param name="name">The name to install it under.</param>
    /// <param name="source">The folder with the files, and with the manifest unless the pack is a known one.</param>
    /// <param name="root">The folder that packs are installed in.</param>
    /// <param name="known">The packs whose cards come with the program, from <see cref="Known"/>; null knows none.</param>
    /// <returns>The pack's cards.</returns>
    /// <exception cref="ModelException">The manifest or a file is missing, differs from its card, or lies outside the folder.</exception>
    /// <exception cref="IOException">The files cannot be copied.</exception>
    public static IReadOnlyCollection<ModelCard> Install(string name, string source, string root, IReadOnlyDictionary<string, string>? known = null)
    {
        var manifest = FindManifest(name, source, known ?? new Dictionary<string, string>(StringComparer.Ordinal));
        var staged = Path.Combine(root, $".{name}.{Environment.ProcessId}");
        try
        {
            Directory.CreateDirectory(staged);
            File.Copy(manifest, Path.Combine(staged, Manifest));
            using var catalogue = ModelCatalogue.Load([Path.Combine(staged, Manifest)]);
            foreach (var card in catalogue.Cards)
            {
                // A pack is self-contained: a card that points outside would break when the source goes away.
                if (Path.GetFileName(card.File) != card.File)
                {
                    throw new ModelException(ModelFault.InvalidCard, $"Model '{card.Id}': in a pack, 'file' must be the name of a file beside the manifest, not '{card.File}'.");
                }

                var file = Path.Combine(source, card.File);
                if (!File.Exists(file))
                {
                    throw new ModelException(ModelFault.MissingFile, $"Model '{card.Id}': there is no {file}.");
                }

                File.Copy(file, Path.Combine(staged, card.File));
                catalogue.Verify(card.Id);
            }

            var target = Path.Combine(root, name);
            if (Directory.Exists(target))
            {
                Directory.Delete(target, recursive: true);
            }

            Directory.Move(staged, target);
            return catalogue.Cards;
        }
        finally
        {
            if (Directory.Exists(staged))
            {
                Directory.Delete(staged, recursive: true);
            }
        }
    }

    /// <summary>An operator's own card goes before the known one: it may know more of the file.</summary>
    private static string FindManifest(string name, string source, IReadOnlyDictionary<string, string> known)
    {
        var own = Path.Combine(source, Manifest);
        return File.Exists(own) ? own : known.TryGetValue(name, out var manifest) ? manifest : throw new ModelException(
            ModelFault.MissingFile,
            $"There is no {own}, and '{name}' is none of the packs whose cards come with the program ({string.Join(", ", known.Keys.Order(StringComparer.Ordinal))}): write a card (docs/models.md).");
    }
}
