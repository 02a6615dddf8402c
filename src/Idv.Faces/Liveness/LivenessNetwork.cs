using Idv.Imaging;
using Idv.Inference;
using Idv.Inference.Preprocessing;

namespace Idv.Faces.Liveness;

/// <summary>
/// One network that tells bona fide presentations from prints and screens. Its card says what it looks at (<c>cropScale</c>,
/// <c>squaredCrop</c>) and which of its classes is the bona fide one (<c>bonaFideClass</c>).
/// </summary>
internal sealed class LivenessNetwork
{
    private readonly OnnxModel _model;
    private readonly TensorFormat _format;
    private readonly int _side;
    private readonly float _cropScale;
    private readonly bool _squared;
    private readonly int _bonaFideClass;

    public LivenessNetwork(ModelCatalogue catalogue, string id)
    {
        _model = catalogue.Open(id);
        _format = new TensorFormat(_model.Card);
        _side = _model.Card.Input.Shape[3];
        _cropScale = (float)_model.Card.Parameter("cropScale");
        _squared = _model.Card.Parameter("squaredCrop") > 0;
        _bonaFideClass = (int)_model.Card.Parameter("bonaFideClass");
        using var run = _model.Rent();
        if (_bonaFideClass < 0 || _bonaFideClass >= run.Output(0).Length || !(_cropScale >= 1))
        {
            throw new ModelException(
                ModelFault.InvalidCard, $"Model '{id}': 'cropScale' must be at least 1 and 'bonaFideClass' one of the output's {run.Output(0).Length} classes.");
        }
    }

    /// <summary>The model's card.</summary>
    public ModelCard Card => _model.Card;

    /// <summary>The logarithm of the odds of a bona fide presentation; null when the network's answer is not finite.</summary>
    /// <param name="picture">The picture, <see cref="PixelFormat.Bgr24"/>.</param>
    /// <param name="face">The detector's box.</param>
    /// <param name="mirrored">Whether to look at the mirror image.</param>
    public double? Logit(Image picture, Box face, bool mirrored = false)
    {
        var crop = LivenessCrop.Of(face, _cropScale, _squared, picture.Width, picture.Height);
        using var run = _model.Rent();

        // From the picture itself and not from a pyramid: the networks were trained on crops that were reduced by plain bilinear
        // interpolation, and the aliasing of a screen's or a print's raster is a part of what they know them by (docs/liveness.md).
        var view = AffineTransform.FromRectangle(crop.X, crop.Y, crop.Width, crop.Height, _side, _side);
        TensorSampler.Sample(picture, mirrored ? Mirror(view) : view, _side, _side, _format, run.Input);
        run.Execute();
        return Odds(run.Output(0), _bonaFideClass);
    }

    /// <summary>log(p / (1 − p)) of one class of a softmax over logits, without the loss of digits near 0 and 1; null when not finite.</summary>
    internal static double? Odds(ReadOnlySpan<float> logits, int index)
    {
        var highest = double.NegativeInfinity;
        for (var i = 0; i < logits.Length; i++)
        {
            highest = i == index ? highest : Math.Max(highest, logits[i]);
        }

        double others = 0;
        for (var i = 0; i < logits.Length; i++)
        {
            others += i == index ? 0 : Math.Exp(logits[i] - highest);
        }

        var odds = logits[index] - highest - Math.Log(others);
        return double.IsFinite(odds) ? odds : null;
    }

    private AffineTransform Mirror(AffineTransform view) => view with { M11 = -view.M11, M13 = view.M13 + (view.M11 * (_side - 1)) };
}
