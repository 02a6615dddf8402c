using System.Numerics.Tensors;
using Idv.Faces.Alignment;
using Idv.Faces.Attributes;
using Idv.Inference;
using Idv.Inference.Preprocessing;

namespace Idv.Faces.Embedding;

/// <summary>
/// Turns an aligned face into a template, and tells from the same run's inner activations whether a mask or glasses are worn.
/// </summary>
internal sealed class FaceEmbedder
{
    private const int EmbeddingOutput = 0;

    private readonly OnnxModel _model;
    private readonly TensorFormat _format;
    private readonly int _side;
    private readonly AttributeHead? _mask;
    private readonly AttributeHead? _glasses;
    private readonly AttributeHead? _sunglasses;

    public FaceEmbedder(ModelCatalogue catalogue, string modelId)
    {
        _model = catalogue.Open(modelId);
        _format = new TensorFormat(_model.Card);
        _side = _model.Card.Input.Shape[3];
        _mask = AttributeHead.Find(catalogue, HeadDefinition.Mask, _model);
        _glasses = AttributeHead.Find(catalogue, HeadDefinition.Glasses, _model);
        _sunglasses = AttributeHead.Find(catalogue, HeadDefinition.Sunglasses, _model);
    }

    /// <summary>The model's card.</summary>
    public ModelCard Card => _model.Card;

    /// <summary>Whether any attribute head reads this embedder.</summary>
    public bool HasHeads => (_mask ?? _glasses ?? _sunglasses) is not null;

    /// <summary>Embeds a face; null when the model's answer is not finite.</summary>
    public FaceTemplate? Embed(ImagePyramid pyramid, FaceLandmarks landmarks)
    {
        using var run = Run(pyramid, landmarks);
        return IsUsable(run, out _) ? new FaceTemplate(Card.Id, Card.Version, run.Output(EmbeddingOutput)) : null;
    }

    /// <summary>Embeds a face and reads the attributes; null when the model's answer is not finite.</summary>
    public FaceEmbedding? Examine(ImagePyramid pyramid, FaceLandmarks landmarks)
    {
        using var run = Run(pyramid, landmarks);
        return IsUsable(run, out var norm)
            ? new FaceEmbedding(
                new FaceTemplate(Card.Id, Card.Version, run.Output(EmbeddingOutput)),
                norm,
                _mask?.Probability(run),
                _glasses?.Probability(run),
                _sunglasses?.Probability(run))
            : null;
    }

    /// <summary>Runs the network on a face, for training; the caller disposes the run.</summary>
    public ModelRun Run(ImagePyramid pyramid, FaceLandmarks landmarks)
    {
        var run = _model.Rent();
        TensorSampler.Sample(pyramid, ArcFaceTemplate.PictureFromFrame(landmarks), _side, _side, _format, run.Input);
        run.Execute();
        return run;
    }

    private bool IsUsable(ModelRun run, out float norm)
    {
        // A sum is finite only if every term is.
        norm = TensorPrimitives.Norm(run.Output(EmbeddingOutput));
        return float.IsFinite(norm) && norm > 0;
    }
}
