using Idv.Galleries;
using Idv.Host.Settings;
using Idv.Inference;
using Idv.Storage;
using Idv.Storage.Keys;

namespace Idv.Host.Galleries;

/// <summary>Makes the shelf that the settings describe.</summary>
internal static class GalleryFactory
{
    private const string Purpose = "galleries";

    /// <summary>Opens the shelf; galleries themselves are opened when they are used.</summary>
    /// <exception cref="MasterKeyException">The master key file is missing.</exception>
    /// <exception cref="InvalidDataException">The master key file is damaged.</exception>
    public static GalleryShelf Create(ApplianceSettings settings, ModelCatalogue catalogue)
    {
        var card = catalogue.Card("face-embedder");
        var keys = PurposeKeys.Open(new StorageOptions { Path = settings.Storage.Path, MasterKeyFile = settings.Storage.MasterKeyFile }, Purpose);
        return new GalleryShelf(settings.Storage.Path, new GalleryOptions
        {
            Model = $"{card.Id}@{card.Version}",
            Dimension = EmbeddingLength(catalogue, card),
            KeyRing = new GalleryKeys(keys),
        });
    }

    private static int EmbeddingLength(ModelCatalogue catalogue, ModelCard card)
    {
        using var run = catalogue.Open(card.Id).Rent();
        return run.Output(0).Length;
    }
}
