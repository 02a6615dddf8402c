using Idv.Faces.Alignment;
using Idv.Inference;
using Idv.Inference.Preprocessing;

namespace Idv.Faces.Quality;

/// <summary>
/// A network that predicts how well a face can be recognised, such as the optional pack LightQNet (Chen et al., "LightQNet: Lightweight
/// Deep Face Quality Assessment for Risk-Controlled Face Recognition", 2021).
/// </summary>
internal sealed class QualityNetwork
{
    private readonly OnnxModel _model;
    private readonly TensorFormat _format;
    private readonly int _side;

    public QualityNetwork(ModelCatalogue catalogue, ModelCard card)
    {
        _model = catalogue.Open(card.Id);
        _format = new TensorFormat(card);
        _side = card.Input.Shape[3];
    }

    /// <summary>The predicted quality, 0 to 1; null when the model gave no finite answer.</summary>
    public double? Predict(ImagePyramid pyramid, FaceLandmarks landmarks)
    {
        // The whole ArcFace frame, brought to the network's side.
        var frameFromTensor = AffineTransform.FromRectangle(0, 0, ArcFaceTemplate.Side, ArcFaceTemplate.Side, _side, _side);
        using var run = _model.Rent();
        TensorSampler.Sample(pyramid, frameFromTensor.Then(ArcFaceTemplate.PictureFromFrame(landmarks)), _side, _side, _format, run.Input);
        run.Execute();
        double quality = run.Output(0)[0];
        return double.IsFinite(quality) ? Math.Clamp(quality, 0, 1) : null;
    }
}
