using Idv.Imaging;
using Idv.Inference;
using Idv.Inference.Preprocessing;

namespace Idv.Faces.Liveness;

/// <summary>
/// Passive presentation attack detection on one picture (ISO/IEC 30107-1: PAD subsystem, without a claim of conformance).
/// The crop reaches far beyond the face because the borders of prints and screens are what gives them away.
/// </summary>
internal sealed class StillImageLiveness
{
    /// <summary>The model's id in the catalogue.</summary>
    public const string ModelId = "face-liveness";

    private readonly OnnxModel _model;
    private readonly TensorFormat _format;
    private readonly int _side;
    private readonly float _cropScale;
    private readonly double _bonaFideThreshold;
    private readonly double _attackThreshold;

    public StillImageLiveness(ModelCatalogue catalogue)
    {
        _model = catalogue.Open(ModelId);
        _format = new TensorFormat(_model.Card);
        _side = _model.Card.Input.Shape[3];
        _cropScale = (float)_model.Card.Parameter("cropScale");
        _bonaFideThreshold = _model.Card.Parameter("bonaFideThreshold");
        _attackThreshold = _model.Card.Parameter("attackThreshold");
    }

    /// <summary>Scores the face in <paramref name="box"/>; null when the model's answer is not finite.</summary>
    public LivenessScore? Score(ImagePyramid pyramid, Box box)
    {
        var side = MathF.Max(box.Width, box.Height) * _cropScale;
        var crop = AffineTransform.FromRectangle(box.CentreX - (side / 2), box.CentreY - (side / 2), side, side, _side, _side);
        using var run = _model.Rent();
        TensorSampler.Sample(pyramid, crop, _side, _side, _format, run.Input);
        run.Execute();
        var logits = run.Output(0);
        double highest = Math.Max(logits[0], Math.Max(logits[1], logits[2])), sum = 0;
        foreach (var logit in logits)
        {
            sum += Math.Exp(logit - highest);
        }

        var score = Math.Exp(logits[0] - highest) / sum;
        return double.IsFinite(score) ? new LivenessScore(score, _bonaFideThreshold, _attackThreshold) : null;
    }
}
