using System.Numerics.Tensors;
using Idv.Inference;
using Idv.Inference.Preprocessing;

namespace Idv.Documents.Mrz.Reading;

/// <summary>
/// Reads a line with PP-OCRv4's recognition network (48 pixels high, one step per 8 pixels), which knows all print: the second opinion. It takes
/// about twenty times as long as <see cref="OcrBLineReader"/>.
/// </summary>
internal sealed class GeneralLineReader
{
    private const string ModelId = "ppocr-v4-recognition";
    private const string DictionaryFile = "ppocr_keys_v1.txt";
    private const int InputHeight = 48;
    private const int WidthStep = 160;
    private const int LeastWidth = 800;
    private const int MostWidth = 1440;

    private readonly OnnxModel _model;
    private readonly TensorFormat _format;
    private readonly (int Column, int Character)[] _meanings;
    private readonly int _columns;

    public GeneralLineReader(ModelCatalogue catalogue)
    {
        _model = catalogue.Open(ModelId);
        _format = new TensorFormat(_model.Card);
        var folder = Path.GetDirectoryName(catalogue.PathOf(ModelId)) ?? "";
        var entries = File.ReadAllLines(Path.Combine(folder, DictionaryFile));
        _columns = entries.Length + 2;
        _meanings = [.. entries.Select((entry, index) => (index + 1, MrzAlphabet.Meaning(entry))).Where(pair => pair.Item2 >= 0)];
    }

    /// <summary>Reads a line from the picture.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="line">Where the line is.</param>
    public MrzPosteriors Read(ImagePyramid picture, TextLine line)
    {
        var strip = LineStrip.Of(line);
        var width = Math.Clamp((int)MathF.Ceiling(strip.Length / strip.Height * InputHeight / WidthStep) * WidthStep, LeastWidth, MostWidth);
        using var run = _model.Rent(new TensorShape(1, 3, InputHeight, width));
        var plane = width * InputHeight;
        var ink = run.Input[..plane];
        strip.Sample(picture, width, InputHeight, ink);
        for (var channel = 2; channel >= 0; channel--)
        {
            var target = run.Input.Slice(channel * plane, plane);
            TensorPrimitives.Multiply(ink, _format.Multipliers[channel], target);
            TensorPrimitives.Add(target, _format.Offsets[channel], target);
        }

        run.Execute();
        return Gather(run.Output(0), (int)run.OutputShape(0)[1], strip.Length);
    }

    /// <summary>Adds up what the network gives to all the characters that mean one of a zone's.</summary>
    private MrzPosteriors Gather(ReadOnlySpan<float> output, int steps, float stripLength)
    {
        var posteriors = new MrzPosteriors(steps, stripLength);
        Span<float> sums = stackalloc float[MrzAlphabet.Size];
        for (var step = 0; step < steps; step++)
        {
            var row = output.Slice(step * _columns, _columns);
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
