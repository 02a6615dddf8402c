using Idv.Inference;

namespace Idv.Faces;

/// <summary>
/// Which of the installed models the face engine uses. What is null is chosen: a pack that an operator installed goes before what comes
/// with the program, because whoever installs one wants it used.
/// </summary>
public sealed record FaceModelPolicy
{
    /// <summary>The detector that comes with the program.</summary>
    public const string DefaultDetector = "face-detector";

    /// <summary>The embedder that comes with the program.</summary>
    public const string DefaultEmbedder = "face-embedder";

    /// <summary>Stands for a model that is not to be used although it is installed.</summary>
    public const string None = "none";

    private const string DetectionTask = "face-detection";
    private const string EmbeddingTask = "face-embedding";
    private const string QualityTask = "face-quality";

    /// <summary>The id of the detector, or null.</summary>
    public string? Detector { get; init; }

    /// <summary>The id of the embedder, or null.</summary>
    public string? Embedder { get; init; }

    /// <summary>The id of the quality model, <see cref="None"/>, or null.</summary>
    public string? Quality { get; init; }

    /// <summary>The detector to use.</summary>
    /// <exception cref="ModelException">The policy names a model that is not installed or does something else.</exception>
    public ModelCard DetectorOf(ModelCatalogue catalogue) => Choose(catalogue, Detector, DetectionTask, DefaultDetector)!;

    /// <summary>The embedder to use, to which templates and galleries belong.</summary>
    /// <inheritdoc cref="DetectorOf"/>
    public ModelCard EmbedderOf(ModelCatalogue catalogue) => Choose(catalogue, Embedder, EmbeddingTask, DefaultEmbedder)!;

    /// <summary>The quality model to use; null when there is none.</summary>
    /// <inheritdoc cref="DetectorOf"/>
    public ModelCard? QualityOf(ModelCatalogue catalogue) => Quality == None ? null : Choose(catalogue, Quality, QualityTask, fallback: null);

    private static ModelCard? Choose(ModelCatalogue catalogue, string? id, string task, string? fallback)
    {
        if (id is not null)
        {
            var card = catalogue.Card(id);
            return card.Task == task ? card : throw new ModelException(
                ModelFault.InvalidCard, $"Model '{id}' cannot be used for {task}: its card says that it does {card.Task}.");
        }

        var added = catalogue.Cards.Where(card => card.Task == task && card.Id != fallback).ToList();
        return added.Count switch
        {
            0 => fallback is null ? null : catalogue.Card(fallback),
            1 => added[0],
            _ => throw new ModelException(
                ModelFault.InvalidCard,
                $"Several models for {task} are installed ({string.Join(", ", added.Select(card => card.Id))}): say which one to use in the settings, section Engine:FaceModels."),
        };
    }
}
