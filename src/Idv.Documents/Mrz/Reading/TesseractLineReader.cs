using System.Buffers;
using System.Collections.Concurrent;
using Idv.Documents.Recognition;
using Idv.Inference;
using Idv.Inference.Preprocessing;

namespace Idv.Documents.Mrz.Reading;

/// <summary>
/// Reads a line with Tesseract's LSTM recogniser and training data for machine-readable zones (the pack <c>mrz</c>). Each thread takes an
/// engine of its own out of a pool, which therefore never grows beyond the number of threads that read at once.
/// </summary>
internal sealed class TesseractLineReader : IMrzLineReader
{
    /// <summary>The id of the card of the training data.</summary>
    public const string ModelId = "mrz-tesseract";

    private const int TextHeight = 44;
    private const int Margin = 12;
    private const int MostWidth = 2400;

    /// <summary>Tesseract is surer of itself than it is right: no character counts as more certain than this.</summary>
    private const float MostConfidence = 0.99f;
    private const float LeastConfidence = 0.05f;

    private readonly ModelCard _card;
    private readonly byte[] _trainingData;
    private readonly ConcurrentBag<TesseractEngine> _idle = [];

    /// <exception cref="ModelException">The library, or the training data, is missing or unusable.</exception>
    public TesseractLineReader(ModelCatalogue catalogue)
    {
        if (!catalogue.Contains(ModelId))
        {
            throw new ModelException(
                ModelFault.UnknownModel,
                "Tesseract is asked for, but the pack 'mrz' is not installed. Install it with 'idv models add mrz --from FOLDER', where FOLDER holds mrz.traineddata, or set Engine:MrzSecondReader to 'pp-ocr'.");
        }

        TesseractLibrary.Load();
        _card = catalogue.Card(ModelId);
        _trainingData = catalogue.Read(ModelId);
        _idle.Add(Create());
    }

    /// <inheritdoc/>
    public MrzPosteriors Read(ImagePyramid picture, TextLine line)
    {
        var strip = LineStrip.Of(line);
        var textWidth = Math.Clamp((int)MathF.Ceiling(strip.Length / strip.Height * TextHeight), TextHeight, MostWidth);
        var (width, height) = (textWidth + (2 * Margin), TextHeight + (2 * Margin));
        var ink = ArrayPool<float>.Shared.Rent(textWidth * TextHeight);
        var pixels = ArrayPool<byte>.Shared.Rent(width * height);
        strip.Sample(picture, textWidth, TextHeight, ink);
        Frame(ink.AsSpan(0, textWidth * TextHeight), textWidth, pixels.AsSpan(0, width * height));
        var symbols = Read(pixels.AsSpan(0, width * height), width, height);
        ArrayPool<byte>.Shared.Return(pixels);
        ArrayPool<float>.Shared.Return(ink);
        return Posteriors(symbols, strip.Length);
    }

    /// <summary>Reads a line of dark print on bright paper, in the 37 characters of a zone.</summary>
    /// <param name="pixels">Width × height bytes.</param>
    /// <param name="width">The width in pixels.</param>
    /// <param name="height">The height in pixels.</param>
    public List<TesseractSymbol> Read(ReadOnlySpan<byte> pixels, int width, int height)
    {
        var engine = _idle.TryTake(out var idle) ? idle : Create();
        var symbols = engine.Read(pixels, width, height);
        _idle.Add(engine);
        return symbols;
    }

    /// <summary>
    /// A step for each character between two blanks. Tesseract names one character and how sure it is: half of the rest says that there is none,
    /// and half goes to the 36 others alike.
    /// </summary>
    public static MrzPosteriors Posteriors(IReadOnlyList<TesseractSymbol> symbols, float stripLength)
    {
        var posteriors = new MrzPosteriors((2 * symbols.Count) + 1, stripLength);
        posteriors.Blanks.Fill(MathF.Log(MostConfidence));
        for (var step = 0; step < posteriors.Steps; step++)
        {
            posteriors.At(step).Fill(MathF.Log((1 - MostConfidence) / MrzAlphabet.Size));
        }

        for (var i = 0; i < symbols.Count; i++)
        {
            var character = MrzAlphabet.Meaning(symbols[i].Text);
            if (character < 0)
            {
                continue;
            }

            var confidence = Math.Clamp(symbols[i].Confidence, LeastConfidence, MostConfidence);
            var step = (2 * i) + 1;
            posteriors.Blanks[step] = MathF.Log((1 - confidence) / 2);
            posteriors.At(step).Fill(MathF.Log((1 - confidence) / 2 / (MrzAlphabet.Size - 1)));
            posteriors.At(step)[character] = MathF.Log(confidence);
        }

        return posteriors;
    }

    /// <summary>Puts a margin of the paper's brightness, the mean of the brighter half, around the strip.</summary>
    private static void Frame(ReadOnlySpan<float> ink, int textWidth, Span<byte> pixels)
    {
        var mean = 0f;
        foreach (var value in ink)
        {
            mean += value / ink.Length;
        }

        var (sum, count) = (0f, 1);
        foreach (var value in ink)
        {
            (sum, count) = value > mean ? (sum + value, count + 1) : (sum, count);
        }

        pixels.Fill((byte)Math.Clamp(sum / count, 0, 255));
        var width = textWidth + (2 * Margin);
        for (var y = 0; y < TextHeight; y++)
        {
            var target = pixels.Slice(((y + Margin) * width) + Margin, textWidth);
            for (var x = 0; x < textWidth; x++)
            {
                target[x] = (byte)Math.Clamp(ink[(y * textWidth) + x], 0, 255);
            }
        }
    }

    private TesseractEngine Create() => TesseractEngine.Create(_card, _trainingData, MrzAlphabet.Characters);
}
