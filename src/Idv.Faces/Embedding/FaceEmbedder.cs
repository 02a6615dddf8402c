using Idv.Faces.Alignment;
using Idv.Inference;
using Idv.Inference.Preprocessing;

namespace Idv.Faces.Embedding;

/// <summary>Turns an aligned face into a template.</summary>
internal sealed class FaceEmbedder
{
    /// <summary>The default model's id in the catalogue.</summary>
    public const string DefaultModelId = "face-embedder";

    private readonly OnnxModel _model;
    private readonly TensorFormat _format;
    private readonly int _side;

    public FaceEmbedder(ModelCatalogue catalogue, string modelId)
    {
        _model = catalogue.Open(modelId);
        _format = new TensorFormat(_model.Card);
        _side = _model.Card.Input.Shape[3];
    }

    /// <summary>The model's card.</summary>
    public ModelCard Card => _model.Card;

    /// <summary>Embeds a face; null when the model's answer is not finite.</summary>
    public FaceTemplate? Embed(ImagePyramid pyramid, FaceLandmarks landmarks)
    {
        using var run = _model.Rent();
        var frame = ArcFaceTemplate.PictureFromFrame(landmarks);
        TensorSampler.Sample(pyramid, frame, _side, _side, _format, run.Input);
        run.Execute();
        var output = run.Output(0);
        foreach (var value in output)
        {
            if (!float.IsFinite(value))
            {
                return null;
            }
        }

        return new FaceTemplate(Card.Id, Card.Version, output);
    }
}
