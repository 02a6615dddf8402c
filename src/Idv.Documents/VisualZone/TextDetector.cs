using Idv.Imaging;
using Idv.Inference;
using Idv.Inference.Preprocessing;

namespace Idv.Documents.VisualZone;

/// <summary>
/// Finds lines of print with PP-OCRv4's detection network: a probability of text for every pixel, whose islands are grown by the distance that the
/// network was trained to shrink them by.
/// </summary>
internal sealed class TextDetector
{
    private const string ModelId = "ppocr-v4-detection";
    private const int Step = 32;
    private const float PixelThreshold = 0.3f;
    private const float LineThreshold = 0.5f;

    /// <summary>Area over perimeter times this is how far islands are grown (differentiable binarization, Liao et al. 2020).</summary>
    private const float Growth = 1.7f;

    private const int MostLines = 160;

    private readonly OnnxModel _model;
    private readonly TensorFormat _format;

    public TextDetector(ModelCatalogue catalogue)
    {
        _model = catalogue.Open(ModelId);
        _format = new TensorFormat(_model.Card);
    }

    /// <summary>Finds level lines of print in an upright document, from top to bottom.</summary>
    /// <param name="picture">The document.</param>
    /// <param name="longSide">The longer side that the network sees, in pixels.</param>
    public IReadOnlyList<Box> Find(ImagePyramid picture, int longSide)
    {
        var image = picture.Image;
        var scale = longSide / (float)Math.Max(image.Width, image.Height);
        var width = Math.Max(Step, (int)MathF.Round(image.Width * scale / Step) * Step);
        var height = Math.Max(Step, (int)MathF.Round(image.Height * scale / Step) * Step);
        using var run = _model.Rent(new TensorShape(1, 3, height, width));
        TensorSampler.Sample(picture, AffineTransform.FromRectangle(0, 0, image.Width, image.Height, width, height), width, height, _format, run.Input);
        run.Execute();
        var probabilities = run.Output(0);
        using var binary = Image.Rent(width, height, PixelFormat.Grey8);
        var pixels = binary.Pixels;
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = probabilities[i] > PixelThreshold ? (byte)255 : (byte)0;
        }

        var found = new List<Box>();
        var (scaleX, scaleY) = (image.Width / (float)width, image.Height / (float)height);
        foreach (var island in ImageFilter.FindRotatedRectangles(binary, MostLines))
        {
            // The document is upright: what runs down it is print at right angles, which is not read.
            if (MathF.Abs(island.AngleDegrees) > 12 || island.Height < 3 || island.Width < 4
                || Mean(probabilities, width, height, island) < LineThreshold)
            {
                continue;
            }

            var grow = Growth * island.Width * island.Height / (2 * (island.Width + island.Height));
            var slant = MathF.Abs(MathF.Sin(island.AngleDegrees * MathF.PI / 180)) * island.Width * 0.5f;
            found.Add(new Box(
                (island.Centre.X - (island.Width / 2) - grow) * scaleX,
                (island.Centre.Y - (island.Height / 2) - grow - (slant / 2)) * scaleY,
                (island.Width + (2 * grow)) * scaleX,
                (island.Height + (2 * grow) + slant) * scaleY));
        }

        found.Sort((a, b) => a.CentreY.CompareTo(b.CentreY));
        return found;
    }

    private static float Mean(ReadOnlySpan<float> probabilities, int width, int height, RotatedRectangle island)
    {
        var (sum, count) = (0f, 0);
        var (left, right) = ((int)Math.Clamp(island.Centre.X - (island.Width / 2), 0, width - 1), (int)Math.Clamp(island.Centre.X + (island.Width / 2), 0, width - 1));
        var (top, bottom) = ((int)Math.Clamp(island.Centre.Y - (island.Height / 2), 0, height - 1), (int)Math.Clamp(island.Centre.Y + (island.Height / 2), 0, height - 1));
        for (var y = top; y <= bottom; y++)
        {
            foreach (var probability in probabilities.Slice((y * width) + left, right - left + 1))
            {
                sum += probability;
                count++;
            }
        }

        return sum / Math.Max(1, count);
    }
}
