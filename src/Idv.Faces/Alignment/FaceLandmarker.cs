using System.Numerics;
using Idv.Imaging;
using Idv.Inference;
using Idv.Inference.Preprocessing;

namespace Idv.Faces.Alignment;

/// <summary>Places 68 landmarks on a detected face.</summary>
internal sealed class FaceLandmarker
{
    /// <summary>The model's id in the catalogue.</summary>
    public const string ModelId = "face-landmarks";

    private const int InnerFace = 27;

    private static readonly (float ShiftX, float ShiftY, float Scale)[] Variations = [(0.06f, 0, 1.12f), (-0.06f, 0.05f, 1)];

    private readonly OnnxModel _model;
    private readonly TensorFormat _format;
    private readonly int _side;

    public FaceLandmarker(ModelCatalogue catalogue)
    {
        _model = catalogue.Open(ModelId);
        _format = new TensorFormat(_model.Card);
        _side = _model.Card.Input.Shape[3];
    }

    /// <summary>
    /// Finds the landmarks of the face in <paramref name="box"/> as the mean over slightly different crops. How much the crops
    /// disagree tells whether there is an upright face at all: they agree to about 1% of the box on upright faces and differ by
    /// 5% and more on turned ones (docs/accuracy.md).
    /// </summary>
    /// <param name="pyramid">The picture.</param>
    /// <param name="box">The detector's box; a crop is a square of about its height.</param>
    /// <param name="clockwiseQuarters">By how many quarter turns clockwise the picture is turned to bring the face upright.</param>
    public LocatedLandmarks Locate(ImagePyramid pyramid, Box box, int clockwiseQuarters)
    {
        var sum = new Vector2[FaceLandmarks.Count];
        Span<Vector2> first = stackalloc Vector2[FaceLandmarks.Count];
        Span<Vector2> next = stackalloc Vector2[FaceLandmarks.Count];
        LocateOnce(pyramid, box, clockwiseQuarters, first);
        first.CopyTo(sum);
        float disagreement = 0;
        foreach (var (shiftX, shiftY, scale) in Variations)
        {
            var varied = new Box(box.X + (shiftX * box.Width), box.Y + (shiftY * box.Height), box.Width, box.Height).Scale(scale);
            LocateOnce(pyramid, varied, clockwiseQuarters, next);
            disagreement = MathF.Max(disagreement, MeanDistance(first, next) / box.Height);
            for (var i = 0; i < sum.Length; i++)
            {
                sum[i] += next[i];
            }
        }

        for (var i = 0; i < sum.Length; i++)
        {
            sum[i] /= Variations.Length + 1;
        }

        return new LocatedLandmarks(new FaceLandmarks(sum), disagreement);
    }

    private static float MeanDistance(ReadOnlySpan<Vector2> a, ReadOnlySpan<Vector2> b)
    {
        // The inner face: jaw and brows vary with the crop even where everything is right.
        float sum = 0;
        for (var i = InnerFace; i < a.Length; i++)
        {
            sum += Vector2.Distance(a[i], b[i]);
        }

        return sum / (a.Length - InnerFace);
    }

    private void LocateOnce(ImagePyramid pyramid, Box box, int clockwiseQuarters, Span<Vector2> points)
    {
        var height = clockwiseQuarters % 2 == 0 ? box.Height : box.Width;
        var pictureFromTensor = AffineTransform.FromTurnedSquare(new Vector2(box.CentreX, box.CentreY), height, clockwiseQuarters, _side);
        using var run = _model.Rent();
        TensorSampler.Sample(pyramid, pictureFromTensor, _side, _side, _format, run.Input);
        run.Execute();
        var output = run.Output(0);
        for (var i = 0; i < points.Length; i++)
        {
            points[i] = pictureFromTensor.Apply(new Vector2((output[2 * i] * _side) - 0.5f, (output[(2 * i) + 1] * _side) - 0.5f));
        }
    }
}

/// <summary>Landmarks and how sure they are.</summary>
/// <param name="Landmarks">The points.</param>
/// <param name="Disagreement">The largest mean distance between two estimates as a share of the box's height.</param>
internal readonly record struct LocatedLandmarks(FaceLandmarks Landmarks, float Disagreement);
