using System.Numerics;
using Idv.Faces.Alignment;
using Idv.Inference;
using Idv.Inference.Preprocessing;

namespace Idv.Faces.Attributes;

/// <summary>Tells whether an eye is closed.</summary>
internal sealed class EyeStateClassifier
{
    /// <summary>The model's id in the catalogue.</summary>
    public const string ModelId = "eye-state";

    private const float CropScale = 1.6f;

    private readonly OnnxModel _model;
    private readonly TensorFormat _format;
    private readonly int _side;

    public EyeStateClassifier(ModelCatalogue catalogue)
    {
        _model = catalogue.Open(ModelId);
        _format = new TensorFormat(_model.Card);
        _side = _model.Card.Input.Shape[3];
    }

    /// <summary>The probability that both eyes are closed: that of the less closed one, 0 to 1.</summary>
    public double ClosedProbability(ImagePyramid pyramid, FaceLandmarks landmarks) =>
        Math.Min(Closed(pyramid, landmarks.Points.Slice(36, 6)), Closed(pyramid, landmarks.Points.Slice(42, 6)));

    private double Closed(ImagePyramid pyramid, ReadOnlySpan<Vector2> eye)
    {
        var centre = Vector2.Zero;
        foreach (var point in eye)
        {
            centre += point / eye.Length;
        }

        var side = CropScale * Vector2.Distance(eye[0], eye[3]);
        using var run = _model.Rent();
        var crop = AffineTransform.FromRectangle(centre.X - (side / 2), centre.Y - (side / 2), side, side, _side, _side);
        TensorSampler.Sample(pyramid, crop, _side, _side, _format, run.Input);
        run.Execute();
        var logits = run.Output(0);
        return 1 / (1 + Math.Exp(logits[1] - logits[0]));
    }
}
