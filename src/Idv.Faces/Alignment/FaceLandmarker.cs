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

    private readonly OnnxModel _model;
    private readonly TensorFormat _format;
    private readonly int _side;

    public FaceLandmarker(ModelCatalogue catalogue)
    {
        _model = catalogue.Open(ModelId);
        _format = new TensorFormat(_model.Card);
        _side = _model.Card.Input.Shape[3];
    }

    /// <summary>Finds the landmarks of the face in <paramref name="box"/>.</summary>
    /// <param name="pyramid">The picture.</param>
    /// <param name="box">The detector's box; the crop is a square of its height.</param>
    /// <param name="clockwiseQuarters">By how many quarter turns clockwise the picture is turned to bring the face upright.</param>
    public FaceLandmarks Locate(ImagePyramid pyramid, Box box, int clockwiseQuarters)
    {
        var height = clockwiseQuarters % 2 == 0 ? box.Height : box.Width;
        var scale = height / _side;
        var (cosine, sine) = clockwiseQuarters switch { 0 => (1f, 0f), 1 => (0f, 1f), 2 => (-1f, 0f), _ => (0f, -1f) };
        var (m11, m12, m21, m22) = (scale * cosine, scale * sine, -scale * sine, scale * cosine);
        var centre = (_side - 1) / 2f;
        var pictureFromTensor = new AffineTransform(
            m11, m12, box.CentreX - 0.5f - (m11 * centre) - (m12 * centre),
            m21, m22, box.CentreY - 0.5f - (m21 * centre) - (m22 * centre));

        using var run = _model.Rent();
        TensorSampler.Sample(pyramid, pictureFromTensor, _side, _side, _format, run.Input);
        run.Execute();
        var output = run.Output(0);
        var points = new Vector2[FaceLandmarks.Count];
        for (var i = 0; i < points.Length; i++)
        {
            points[i] = pictureFromTensor.Apply(new Vector2((output[2 * i] * _side) - 0.5f, (output[(2 * i) + 1] * _side) - 0.5f));
        }

        return new FaceLandmarks(points);
    }
}
