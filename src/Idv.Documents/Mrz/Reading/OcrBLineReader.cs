using System.Numerics.Tensors;
using Idv.Inference;
using Idv.Inference.Preprocessing;

namespace Idv.Documents.Mrz.Reading;

/// <summary>
/// Reads a line with our own network, trained on rendered OCR-B (training/mrz): 28 pixels high, one step per 4 pixels, 37 characters and the
/// blank.
/// </summary>
internal sealed class OcrBLineReader
{
    private const string ModelId = "mrz-line-reader";
    private const int InputHeight = 28;
    private const int WidthStep = 32;
    private const int LeastWidth = 256;
    private const int MostWidth = 1280;
    private const int Columns = MrzAlphabet.Size + 1;

    private readonly OnnxModel _model;

    public OcrBLineReader(ModelCatalogue catalogue) => _model = catalogue.Open(ModelId);

    /// <summary>Reads a line from the picture.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="line">Where the line is.</param>
    /// <param name="relativeHeight">Higher or lower than usual, to read the same line once more at another scale.</param>
    public MrzPosteriors Read(ImagePyramid picture, TextLine line, float relativeHeight = 1)
    {
        var strip = LineStrip.Of(line, relativeHeight);
        var natural = strip.Length / strip.Height * InputHeight;
        var width = Math.Clamp((int)MathF.Ceiling(natural / WidthStep) * WidthStep, LeastWidth, MostWidth);
        if (natural < width)
        {
            strip = strip with { Length = strip.Height * width / InputHeight };
        }

        using var run = _model.Rent(new TensorShape(1, 1, InputHeight, width));
        strip.Sample(picture, width, InputHeight, run.Input);
        Normalise(run.Input);
        run.Execute();
        return Gather(run.Output(0), strip.Length);
    }

    /// <summary>Mean 0 and deviation 1, as in training.</summary>
    private static void Normalise(Span<float> ink)
    {
        var mean = TensorPrimitives.Sum<float>(ink) / ink.Length;
        TensorPrimitives.Subtract(ink, mean, ink);
        var deviation = MathF.Sqrt(TensorPrimitives.SumOfSquares<float>(ink) / ink.Length);
        TensorPrimitives.Divide(ink, deviation + 1, ink);
    }

    private static MrzPosteriors Gather(ReadOnlySpan<float> output, float stripLength)
    {
        var posteriors = new MrzPosteriors(output.Length / Columns, stripLength);
        for (var step = 0; step < posteriors.Steps; step++)
        {
            var row = output.Slice(step * Columns, Columns);
            TensorPrimitives.Max(row[..MrzAlphabet.Size], MrzPosteriors.Least, posteriors.At(step));
            posteriors.Blanks[step] = MathF.Max(row[MrzAlphabet.Size], MrzPosteriors.Least);
        }

        return posteriors;
    }
}
