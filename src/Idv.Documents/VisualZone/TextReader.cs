using System.Text;
using Idv.Documents.Recognition;
using Idv.Imaging;
using Idv.Inference.Preprocessing;

namespace Idv.Documents.VisualZone;

/// <summary>
/// Reads lines of print with a recognition network; the thousands of Chinese characters of the one that comes with the program are left out: the likeliest of the others at each step,
/// repetitions and blanks dropped (greedy CTC decoding).
/// </summary>
internal sealed class TextReader
{
    private const int InputHeight = PrintRecogniser.InputHeight;
    private const int WidthStep = 32;
    private const int MostWidth = 1280;

    /// <summary>Lines up to this width are never squeezed: so few steps are left for their characters that some would be lost.</summary>
    private const float LeastSqueezed = 224;

    /// <summary>Paper on both sides, as a share of the height: narrowed lines lose their last letter without it.</summary>
    private const float Margin = 0.1f;

    /// <summary>A column wins over the blank only above this probability.</summary>
    private const float LeastProbability = 0.12f;

    private readonly PrintRecogniser _recogniser;
    private readonly (int Column, char Character)[] _characters;

    public TextReader(PrintRecogniser recogniser)
    {
        _recogniser = recogniser;
        _characters =
        [
            .. recogniser.Entries.Select((entry, index) => (index + 1, Character: Meaning(entry, recogniser.IsDefault))).Where(pair => pair.Character != '\0'),
            (recogniser.SpaceColumn, ' '),
        ];
    }

    /// <summary>Reads one line; null where nothing can be read.</summary>
    /// <param name="picture">The document.</param>
    /// <param name="box">The line.</param>
    /// <param name="squeeze">How far longer lines are narrowed before they are read: the time is proportional to their width.</param>
    public PrintedLine? Read(ImagePyramid picture, Box box, float squeeze = 1)
    {
        box = box with { X = box.X - (box.Height * Margin), Width = box.Width + (2 * box.Height * Margin) };
        var natural = box.Width / box.Height * InputHeight;
        var narrowed = MathF.Max(MathF.Min(natural, LeastSqueezed), natural * squeeze);
        var width = Math.Clamp((int)MathF.Ceiling(narrowed / WidthStep) * WidthStep, WidthStep, MostWidth);

        // What is beyond the line's end is read as blank.
        var shown = MathF.Max(box.Width, box.Width * width / narrowed);
        using var run = _recogniser.Rent(width);
        TensorSampler.Sample(picture, AffineTransform.FromRectangle(box.X, box.Y, shown, box.Height, width, InputHeight), width, InputHeight, _recogniser.Format, run.Input);
        Blank(run.Input, width, (int)MathF.Ceiling(width * box.Width / shown));
        run.Execute();
        return Decode(PrintRecogniser.Probabilities(run, out var steps), steps, box, shown);
    }

    /// <summary>Whether a line is long enough to be narrowed at all.</summary>
    public static bool IsNarrowed(Box line) => line.Width / line.Height * InputHeight > LeastSqueezed;

    /// <summary>Full-width forms mean their ASCII counterparts; letters of scripts beyond Cyrillic count where an operator installed a network for them.</summary>
    private static char Meaning(string entry, bool isDefault)
    {
        if (entry.Length != 1)
        {
            return '\0';
        }

        var character = entry[0];
        return character switch
        {
            >= '\uFF01' and <= '\uFF5E' => (char)(character - 0xFEE0),
            '—' or '–' => '-',
            < '\u0370' => character,

            // The default dictionary knows sixteen letters of Greek and Cyrillic: too few to read a word, enough to spoil a Latin one.
            < '\u0530' => isDefault ? '\0' : character,
            '№' => 'º',
            '’' or '‘' => '\'',
            _ => isDefault ? '\0' : character,
        };
    }

    /// <summary>Blanks what follows the line as the network's training did, so that neighbouring print is not read.</summary>
    private static void Blank(Span<float> tensor, int width, int from)
    {
        for (var row = 0; row < 3 * InputHeight && from < width; row++)
        {
            tensor.Slice((row * width) + from, width - from).Clear();
        }
    }

    private PrintedLine? Decode(ReadOnlySpan<float> output, int steps, Box box, float shown)
    {
        var text = new StringBuilder();
        var positions = new List<float>();
        var (sum, last) = (0.0, '\0');
        for (var step = 0; step < steps; step++)
        {
            var row = output.Slice(step * _recogniser.Columns, _recogniser.Columns);
            var (best, character) = (MathF.Max(LeastProbability, row[0]), '\0');
            foreach (var (column, meaning) in _characters)
            {
                if (row[column] > best)
                {
                    (best, character) = (row[column], meaning);
                }
            }

            if (character != '\0' && character != last)
            {
                text.Append(character);
                positions.Add(Math.Min(1, (step + 0.5f) / steps * shown / box.Width));
                sum += best;
            }

            last = character;
        }

        var read = text.ToString();
        var start = read.Length - read.TrimStart().Length;
        var end = read.TrimEnd().Length;
        return end <= start ? null : new PrintedLine(read, box, sum / read.Length, positions).Part(start, end);
    }
}
