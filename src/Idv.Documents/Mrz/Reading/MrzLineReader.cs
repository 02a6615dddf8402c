using Idv.Inference;
using Idv.Inference.Preprocessing;

namespace Idv.Documents.Mrz.Reading;

/// <summary>Reads one line of print with PP-OCRv4's recognition network (48 pixels high, one step per 8 pixels).</summary>
internal sealed class MrzLineReader
{
    private const string ModelId = "ppocr-v4-recognition";
    private const string DictionaryFile = "ppocr_keys_v1.txt";
    private const int InputHeight = 48;
    private const int WidthStep = 160;
    private const int LeastWidth = 800;
    private const int MostWidth = 1440;

    /// <summary>How much taller than the line the crop is, so that a slightly slanted line stays inside.</summary>
    private const float HeightShare = 1.15f;

    private readonly OnnxModel _model;
    private readonly TensorFormat _format;
    private readonly (int Column, int Character)[] _meanings;
    private readonly int _columns;

    public MrzLineReader(ModelCatalogue catalogue)
    {
        _model = catalogue.Open(ModelId);
        _format = new TensorFormat(_model.Card);
        var folder = Path.GetDirectoryName(catalogue.PathOf(ModelId)) ?? "";
        var entries = File.ReadAllLines(Path.Combine(folder, DictionaryFile));
        _columns = entries.Length + 2;
        _meanings = [.. entries.Select((entry, index) => (index + 1, MrzAlphabet.Meaning(entry))).Where(pair => pair.Item2 >= 0)];
    }

    /// <summary>How much of the picture along a line is read: a little more than the line.</summary>
    public static float CropLength(TextLine line) => line.Length + (line.Height * 0.8f);

    /// <summary>Reads a line from the picture.</summary>
    public MrzPosteriors Read(ImagePyramid picture, TextLine line)
    {
        var cropHeight = line.Height * HeightShare;
        var cropLength = CropLength(line);
        var width = Math.Clamp((int)MathF.Ceiling(cropLength / cropHeight * InputHeight / WidthStep) * WidthStep, LeastWidth, MostWidth);
        var (scaleX, scaleY) = (cropLength / width, cropHeight / InputHeight);
        var corner = line.Centre - (line.Along * (cropLength / 2)) - (line.Across * (cropHeight / 2));

        // From centres of samples to centres of pixels.
        var transform = new AffineTransform(
            line.Along.X * scaleX, line.Across.X * scaleY, corner.X + (line.Along.X * scaleX / 2) + (line.Across.X * scaleY / 2) - 0.5f,
            line.Along.Y * scaleX, line.Across.Y * scaleY, corner.Y + (line.Along.Y * scaleX / 2) + (line.Across.Y * scaleY / 2) - 0.5f);
        using var run = _model.Rent(new TensorShape(1, 3, InputHeight, width));
        TensorSampler.Sample(picture, transform, width, InputHeight, _format, run.Input);
        run.Execute();
        return Gather(run.Output(0), (int)run.OutputShape(0)[1]);
    }

    /// <summary>Adds up what the network gives to all the characters that mean one of a zone's.</summary>
    private MrzPosteriors Gather(ReadOnlySpan<float> output, int steps)
    {
        var posteriors = new MrzPosteriors(steps);
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
