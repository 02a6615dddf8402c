using System.Buffers;
using System.Numerics;
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
    private const float HeightShare = 1.1f;

    /// <summary>A bend below this share of the height needs no slabs.</summary>
    private const float LeastBend = 0.04f;

    private const int SlabWidth = 80;

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
    public MrzPosteriors Read(ImagePyramid picture, TextLine line, float relativeHeight = 1)
    {
        var cropHeight = line.Height * HeightShare * relativeHeight;
        var cropLength = CropLength(line);
        var width = Math.Clamp((int)MathF.Ceiling(cropLength / cropHeight * InputHeight / WidthStep) * WidthStep, LeastWidth, MostWidth);
        using var run = _model.Rent(new TensorShape(1, 3, InputHeight, width));
        Sample(picture, line, cropLength, cropHeight, width, run.Input);
        InkChannel.Apply(run.Input);
        run.Execute();
        return Gather(run.Output(0), (int)run.OutputShape(0)[1]);
    }

    /// <summary>Samples the line in straight slabs that follow its bend.</summary>
    private void Sample(ImagePyramid picture, TextLine line, float cropLength, float cropHeight, int width, Span<float> tensor)
    {
        var slabs = MathF.Abs(line.Bend) > line.Height * LeastBend ? width / SlabWidth : 1;
        var slabWidth = width / slabs;
        var plane = width * InputHeight;
        var rented = ArrayPool<float>.Shared.Rent(slabWidth * InputHeight * 3);
        var slab = rented.AsSpan(0, slabWidth * InputHeight * 3);
        for (var i = 0; i < slabs; i++)
        {
            var part = TextLine.Between(PointAt(line, cropLength, (float)i / slabs), PointAt(line, cropLength, (i + 1f) / slabs), cropHeight);
            if (slabs == 1)
            {
                TensorSampler.Sample(picture, Transform(part, width), width, InputHeight, _format, tensor);
                break;
            }

            TensorSampler.Sample(picture, Transform(part, slabWidth), slabWidth, InputHeight, _format, slab);
            for (var row = 0; row < 3 * InputHeight; row++)
            {
                slab.Slice(row * slabWidth, slabWidth).CopyTo(tensor.Slice((row / InputHeight * plane) + (row % InputHeight * width) + (i * slabWidth)));
            }
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    private static Vector2 PointAt(TextLine line, float cropLength, float share) => line.At(((2 * share) - 1) * cropLength / line.Length);

    /// <summary>From centres of samples to centres of pixels, for a straight piece.</summary>
    private static AffineTransform Transform(TextLine piece, int width)
    {
        var (along, across) = (piece.Along * (piece.Length / width), piece.Across * (piece.Height / InputHeight));
        var origin = piece.Start - (piece.Across * (piece.Height / 2)) + (along / 2) + (across / 2) - new Vector2(0.5f);
        return new AffineTransform(along.X, across.X, origin.X, along.Y, across.Y, origin.Y);
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
