using System.Numerics;
using Idv.Imaging;
using Idv.Inference;
using Idv.Inference.Preprocessing;

namespace Idv.Faces.Detection;

/// <summary>
/// One pass of a detection network over a rectangle of a picture, at any quarter turn. The rectangle is letterboxed, never stretched:
/// networks find 84% instead of 96% of frame-filling faces when it is (docs/accuracy.md).
/// </summary>
internal abstract class DetectorNetwork
{
    private readonly OnnxModel _model;
    private readonly TensorFormat _format;

    protected DetectorNetwork(OnnxModel model)
    {
        _model = model;
        _format = new TensorFormat(model.Card);
        var shape = model.Card.Input.Shape;
        (Height, Width) = _format.Interleaved ? (shape[1], shape[2]) : (shape[2], shape[3]);
        ScoreThreshold = (float)model.Card.Parameter("scoreThreshold");
        OverlapThreshold = (float)model.Card.Parameter("overlapThreshold");
        UprightScore = (float)model.Card.Parameter("uprightScore");
        SmallestFace = (float)model.Card.Parameter("smallestFace");
    }

    /// <summary>The input's width in samples.</summary>
    public int Width { get; }

    /// <summary>The input's height in samples.</summary>
    public int Height { get; }

    /// <summary>The score from which a finding counts as a face.</summary>
    public float ScoreThreshold { get; }

    /// <summary>The overlap above which two findings are the same face.</summary>
    public float OverlapThreshold { get; }

    /// <summary>The score that upright faces reach in nearly all photographs and faces on their side seldom do.</summary>
    public float UprightScore { get; }

    /// <summary>The height of a face in the input, in samples, below which it begins to be missed.</summary>
    public float SmallestFace { get; }

    /// <summary>Opens the network of a card; which family it is of is told by its outputs.</summary>
    /// <exception cref="ModelException">The model cannot be opened or is of no known family.</exception>
    public static DetectorNetwork Open(ModelCatalogue catalogue, ModelCard card)
    {
        var model = catalogue.Open(card.Id);
        if (model.OutputNames.Contains("scores") && model.OutputNames.Contains("boxes"))
        {
            return new UltraFaceDetector(model);
        }

        if (model.OutputNames.Contains("Identity:0") && model.OutputNames.Contains("Identity_3:0"))
        {
            return new BlazeFaceDetector(model);
        }

        return model.OutputNames.Contains("cls_8") && model.OutputNames.Contains("kps_32")
            ? new YuNetDetector(model)
            : throw new ModelException(
                ModelFault.InvalidCard, $"Model '{card.Id}' is no detector that is known here: its outputs are {string.Join(", ", model.OutputNames)}.");
    }

    /// <summary>Adds every finding of at least <paramref name="minimumScore"/>, overlapping ones included.</summary>
    /// <param name="pyramid">The picture.</param>
    /// <param name="region">The rectangle to look at; parts outside the picture are black.</param>
    /// <param name="clockwiseQuarters">By how many quarter turns the picture is turned clockwise before looking, 0 to 3.</param>
    /// <param name="minimumScore">The least score.</param>
    /// <param name="found">Receives boxes in pixels of the upright picture.</param>
    public void Detect(ImagePyramid pyramid, Box region, int clockwiseQuarters, float minimumScore, List<FaceBox> found)
    {
        var sideways = clockwiseQuarters % 2 != 0;
        var (width, height) = sideways ? (region.Height, region.Width) : (region.Width, region.Height);
        var scale = MathF.Max(width / Width, height / Height);
        var pictureFromTensor = AffineTransform.FromTurnedRectangle(
            new Vector2(region.CentreX, region.CentreY), scale, clockwiseQuarters, Width, Height);
        using var run = _model.Rent();
        TensorSampler.Sample(pyramid, pictureFromTensor, Width, Height, _format, run.Input);
        run.Execute();
        Read(run, minimumScore, pictureFromTensor, found);
    }

    /// <summary>Reads the findings of a run; scores that are not numbers find nothing.</summary>
    protected abstract void Read(ModelRun run, float minimumScore, in AffineTransform pictureFromTensor, List<FaceBox> found);

    /// <summary>Adds a box given by two opposite corners in samples of the input, unless it is not finite or smaller than a pixel.</summary>
    protected static void Add(List<FaceBox> found, in AffineTransform pictureFromTensor, Vector2 corner, Vector2 opposite, float score)
    {
        // Networks count from the edge of the first sample, the transform from its centre.
        var half = new Vector2(0.5f);
        var (first, second) = (pictureFromTensor.Apply(corner - half), pictureFromTensor.Apply(opposite - half));
        var low = Vector2.Min(first, second);
        var size = Vector2.Max(first, second) - low;
        if (float.IsFinite(size.X + size.Y + low.X + low.Y) && size.X >= 1 && size.Y >= 1)
        {
            found.Add(new FaceBox(new Box(low.X, low.Y, size.X, size.Y), MathF.Min(score, 1)));
        }
    }
}
