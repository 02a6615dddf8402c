using System.Numerics.Tensors;
using Idv.Documents.Recognition;
using Idv.Inference;
using Idv.Inference.Preprocessing;

namespace Idv.Documents.Mrz.Reading;

/// <summary>
/// Reads a line with PP-OCRv4's recognition network (48 pixels high, one step per 8 pixels), which knows all print: the second opinion. It takes
/// about twenty times as long as <see cref="OcrBLineReader"/>.
/// </summary>
internal sealed class GeneralLineReader : IMrzLineReader
{
    private const int InputHeight = PrintRecogniser.InputHeight;
    private const int WidthStep = 160;
    private const int LeastWidth = 800;
    private const int MostWidth = 1440;

    private readonly PrintRecogniser _recogniser;
    private readonly (int Column, int Character)[] _meanings;

    public GeneralLineReader(ModelCatalogue catalogue)
    {
        _recogniser = new PrintRecogniser(catalogue);
        _meanings = [.. _recogniser.Entries.Select((entry, index) => (index + 1, MrzAlphabet.Meaning(entry))).Where(pair => pair.Item2 >= 0)];
    }

    /// <inheritdoc/>
    public MrzPosteriors Read(ImagePyramid picture, TextLine line)
    {
        var strip = LineStrip.Of(line);
        var width = Math.Clamp((int)MathF.Ceiling(strip.Length / strip.Height * InputHeight / WidthStep) * WidthStep, LeastWidth, MostWidth);
        using var run = _recogniser.Rent(width);
        var plane = width * InputHeight;
        var ink = run.Input[..plane];
        strip.Sample(picture, width, InputHeight, ink);
        for (var channel = 2; channel >= 0; channel--)
        {
            var target = run.Input.Slice(channel * plane, plane);
            TensorPrimitives.Multiply(ink, _recogniser.Format.Multipliers[channel], target);
            TensorPrimitives.Add(target, _recogniser.Format.Offsets[channel], target);
        }

        run.Execute();
        return Gather(PrintRecogniser.Probabilities(run, out var steps), steps, strip.Length);
    }

    /// <summary>Adds up what the network gives to all the characters that mean one of a zone's.</summary>
    private MrzPosteriors Gather(ReadOnlySpan<float> output, int steps, float stripLength)
    {
        var posteriors = new MrzPosteriors(steps, stripLength);
        Span<float> sums = stackalloc float[MrzAlphabet.Size];
        for (var step = 0; step < steps; step++)
        {
            var row = output.Slice(step * _recogniser.Columns, _recogniser.Columns);
            sums.Clear();
            foreach (var (column, character) in _meanings)
            {
                sums[character] += row[column];
            }

            var target = posteriors.At(step);
            for (var i = 0; i < sums.Length; i++)
            {
                target[i] = MathF.Max(MathF.Log(sums[i]), MrzPosteriors.Least);
            }

            posteriors.Blanks[step] = MathF.Max(MathF.Log(row[0]), MrzPosteriors.Least);
        }

        return posteriors;
    }
}
