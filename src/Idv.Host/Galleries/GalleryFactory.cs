using Idv.Galleries;
using Idv.Galleries.Onnx;
using Idv.Host.Serving;
using Idv.Host.Settings;
using Idv.Host.Translation;
using Idv.Inference;
using Idv.Storage.Keys;

namespace Idv.Host.Galleries;

/// <summary>Makes the shelf that the settings describe.</summary>
internal static class GalleryFactory
{
    private const string Purpose = "galleries";

    /// <summary>Opens the shelf; galleries themselves are opened when they are used.</summary>
    /// <param name="settings">Where data and keys are.</param>
    /// <param name="catalogue">The models, for the embedder that galleries belong to.</param>
    /// <param name="keepSketches">Whether galleries keep what approximate search needs.</param>
    /// <exception cref="MasterKeyException">The master key file is missing.</exception>
    /// <exception cref="InvalidDataException">The master key file is damaged.</exception>
    public static GalleryShelf Create(ApplianceSettings settings, ModelCatalogue catalogue, bool keepSketches = false)
    {
        var card = EngineFactory.FaceModels(settings.Engine).EmbedderOf(catalogue);
        var keys = PurposeKeys.Open(StorageFactory.Options(settings.Storage), Purpose);
        return new GalleryShelf(settings.Storage.Path, new GalleryOptions
        {
            Model = $"{card.Id}@{card.Version}",
            Dimension = EmbeddingLength(catalogue, card),
            KeyRing = new GalleryKeys(keys),
            KeepSketches = keepSketches,
            Accelerator = settings.Engine.ExecutionProvider == "cuda" ? dimension => new OnnxScanAccelerator(dimension, EngineFactory.Inference(settings.Engine)) : null,
        });
    }

    private static int EmbeddingLength(ModelCatalogue catalogue, ModelCard card)
    {
        using var run = catalogue.Open(card.Id).Rent();
        return run.Output(0).Length;
    }
}
