using System.Text;
using Idv.Imaging;
using Idv.Inference;
using Idv.Inference.Preprocessing;

namespace Idv.Documents.VisualZone;

/// <summary>
/// Reads lines of print with PP-OCRv4's recognition network, whose thousands of Chinese characters are left out: the likeliest of the others at each step,
/// repetitions and blanks dropped (greedy CTC decoding).
/// </summary>
internal sealed class TextReader
{
    private const string ModelId = "ppocr-v4-recognition";
    private const string DictionaryFile = "ppocr_keys_v1.txt";
    private const int InputHeight = 48;
    private const int WidthStep = 64;
    private const int MostWidth = 1280;

    /// <summary>A column wins over the blank only above this probability.</summary>
    private const float LeastProbability = 0.12f;

    private readonly OnnxModel _model;
    private readonly TensorFormat _format;
    private readonly (int Column, char Character)[] _characters;
    private readonly int _columns;

    public TextReader(ModelCatalogue catalogue)
    {
        _model = catalogue.Open(ModelId);
        _format = new TensorFormat(_model.Card);
        var entries = File.ReadAllLines(Path.Combine(Path.GetDirectoryName(catalogue.PathOf(ModelId)) ?? "", DictionaryFile));
        _columns = entries.Length + 2;
        _characters =
        [
            .. entries.Select((entry, index) => (index + 1, Character: Meaning(entry))).Where(pair => pair.Character != '\0'),
            (_columns - 1, ' '),
        ];
    }

    /// <summary>Reads one line; null where nothing can be read.</summary>
    public PrintedLine? Read(ImagePyramid picture, Box box)
    {
        var width = Math.Clamp((int)MathF.Ceiling(box.Width / box.Height * InputHeight / WidthStep) * WidthStep, WidthStep, MostWidth);

        // The line keeps its proportions unless it is too long; what is beyond its end is read as blank.
        var shown = MathF.Max(box.Width, box.Height * width / InputHeight);
        using var run = _model.Rent(new TensorShape(1, 3, InputHeight, width));
        TensorSampler.Sample(picture, AffineTransform.FromRectangle(box.X, box.Y, shown, box.Height, width, InputHeight), width, InputHeight, _format, run.Input);
        Blank(run.Input, width, (int)MathF.Ceiling(width * box.Width / shown));
        run.Execute();
        return Decode(run.Output(0), (int)run.OutputShape(0)[1], box, shown);
    }

    /// <summary>Full-width forms mean their ASCII counterparts.</summary>
    private static char Meaning(string entry)
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
            < '\u0530' => character,
            '№' => 'º',
            '’' or '‘' => '\'',
            _ => '\0',
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
            var row = output.Slice(step * _columns, _columns);
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
