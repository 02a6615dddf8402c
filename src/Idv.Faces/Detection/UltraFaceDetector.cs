using System.Numerics;
using Idv.Imaging;
using Idv.Inference;
using Idv.Inference.Preprocessing;

namespace Idv.Faces.Detection;

/// <summary>
/// One pass of UltraFace RFB-320 over a rectangle of a picture, at any quarter turn. The rectangle is letterboxed: stretched to
/// the input's 4:3, the same weights find 84% instead of 96% of frame-filling faces (docs/accuracy.md).
/// </summary>
internal sealed class UltraFaceDetector
{
    /// <summary>The model's id in the catalogue.</summary>
    public const string ModelId = "face-detector";

    private readonly OnnxModel _model;
    private readonly TensorFormat _format;
    private readonly int _width;
    private readonly int _height;

    public UltraFaceDetector(ModelCatalogue catalogue)
    {
        _model = catalogue.Open(ModelId);
        _format = new TensorFormat(_model.Card);
        (_height, _width) = (_model.Card.Input.Shape[2], _model.Card.Input.Shape[3]);
        ScoreThreshold = (float)_model.Card.Parameter("scoreThreshold");
        OverlapThreshold = (float)_model.Card.Parameter("overlapThreshold");
    }

    /// <summary>The score from which a finding counts as a face.</summary>
    public float ScoreThreshold { get; }

    /// <summary>The overlap above which two findings are the same face.</summary>
    public float OverlapThreshold { get; }

    /// <summary>Adds every finding of at least <paramref name="minimumScore"/>, overlapping ones included.</summary>
    /// <param name="pyramid">The picture.</param>
    /// <param name="region">The rectangle to look at; parts outside the picture are black.</param>
    /// <param name="clockwiseQuarters">By how many quarter turns the picture is turned clockwise before looking, 0 to 3.</param>
    /// <param name="minimumScore">The least score.</param>
    /// <param name="found">Receives boxes in pixels of the upright picture.</param>
    public void Detect(ImagePyramid pyramid, Box region, int clockwiseQuarters, float minimumScore, List<FaceBox> found)
    {
        var pictureFromTensor = Letterbox(region, clockwiseQuarters);
        using var run = _model.Rent();
        TensorSampler.Sample(pyramid, pictureFromTensor, _width, _height, _format, run.Input);
        run.Execute();
        var scores = run.Output("scores");
        var boxes = run.Output("boxes");
        for (var i = 0; 2 * i < scores.Length; i++)
        {
            var score = scores[(2 * i) + 1];

            // Written so that a model that answers NaN finds nothing.
            if (!(score >= minimumScore))
            {
                continue;
            }

            var corner = pictureFromTensor.Apply(TensorPoint(boxes[4 * i], boxes[(4 * i) + 1]));
            var opposite = pictureFromTensor.Apply(TensorPoint(boxes[(4 * i) + 2], boxes[(4 * i) + 3]));
            var low = Vector2.Min(corner, opposite);
            var size = Vector2.Max(corner, opposite) - low;
            if (float.IsFinite(size.X + size.Y + low.X + low.Y) && size.X >= 1 && size.Y >= 1)
            {
                found.Add(new FaceBox(new Box(low.X, low.Y, size.X, size.Y), MathF.Min(score, 1)));
            }
        }
    }

    private Vector2 TensorPoint(float shareX, float shareY) => new((shareX * _width) - 0.5f, (shareY * _height) - 0.5f);

    private AffineTransform Letterbox(Box region, int clockwiseQuarters)
    {
        var sideways = clockwiseQuarters % 2 != 0;
        var (width, height) = sideways ? (region.Height, region.Width) : (region.Width, region.Height);
        var scale = MathF.Max(width / _width, height / _height);
        return AffineTransform.FromTurnedRectangle(new Vector2(region.CentreX, region.CentreY), scale, clockwiseQuarters, _width, _height);
    }
}
