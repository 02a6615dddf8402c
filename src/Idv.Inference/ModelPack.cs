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
        ? [.. Directory.EnumerateDirectories(root).Select(folder => Path.Combine(folder, Manifest)).Where(File.Exists).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Verifies a pack and copies it. An installed pack of the same name is replaced as a whole or not at all.</summary>
    /// <param name="name">The name to install it under.</param>
    /// <param name="source">The folder with the manifest and the files.</param>
    /// <param name="root">The folder that packs are installed in.</param>
    /// <returns>The pack's cards.</returns>
    /// <exception cref="ModelException">The manifest or a file is missing, differs from its card, or lies outside the folder.</exception>
    /// <exception cref="IOException">The files cannot be copied.</exception>
    public static IReadOnlyCollection<ModelCard> Install(string name, string source, string root)
    {
        using var catalogue = ModelCatalogue.Load([Path.Combine(source, Manifest)]);
        var staged = Path.Combine(root, $".{name}.{Environment.ProcessId}");
        try
        {
            Directory.CreateDirectory(staged);
            foreach (var card in catalogue.Cards)
            {
                // A pack is self-contained: a card that points outside would break when the source goes away.
                if (Path.GetFileName(card.File) != card.File)
                {
                    throw new ModelException(ModelFault.InvalidCard, $"Model '{card.Id}': in a pack, 'file' must be the name of a file beside the manifest, not '{card.File}'.");
                }

                catalogue.Verify(card.Id);
                File.Copy(catalogue.PathOf(card.Id), Path.Combine(staged, card.File));
            }

            File.Copy(Path.Combine(source, Manifest), Path.Combine(staged, Manifest));
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
}
