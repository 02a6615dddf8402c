using System.Text;
using Idv.Inference;
using Idv.Inference.Preprocessing;

namespace Idv.Documents.Recognition;

/// <summary>
/// A network that reads lines of print, with its dictionary: lines 48 pixels high, one step per 8 pixels, in each step a probability for the blank, every entry of
/// the dictionary and the space (PaddleOCR's recognition networks). PP-OCRv4 comes with the program and serves both zones; an operator's pack may bring another for
/// the visual zone, such as one for Cyrillic or Greek.
/// </summary>
internal sealed class PrintRecogniser
{
    /// <summary>The network that comes with the program.</summary>
    public const string DefaultModel = "ppocr-v4-recognition";

    /// <summary>The height of a line as the network sees it.</summary>
    public const int InputHeight = 48;

    /// <summary>Wide enough for a run to tell the shape of its output, and a width that narrow lines are read at.</summary>
    private const int ShortestLine = 32;

    private const string Task = "print-recognition";

    /// <summary>What the id of a network's dictionary adds to its own.</summary>
    private const string DictionarySuffix = "-dictionary";

    private readonly OnnxModel _model;

    /// <summary>Opens the model and reads its dictionary.</summary>
    /// <param name="catalogue">The models; it must outlive the recogniser and shares the open model with others of its kind.</param>
    /// <param name="modelId">Which network.</param>
    /// <exception cref="ModelException">The model or its dictionary is missing, altered or cannot run here.</exception>
    public PrintRecogniser(ModelCatalogue catalogue, string modelId = DefaultModel)
    {
        _model = catalogue.Open(modelId);
        Format = new TensorFormat(_model.Card);
        Entries = Encoding.UTF8.GetString(catalogue.Read(modelId + DictionarySuffix)).TrimEnd('\n').Split('\n').Select(entry => entry.TrimEnd('\r')).ToArray();
        using var run = Rent(ShortestLine);
        if (run.OutputShape(0) is not [_, _, var columns] || columns != Columns)
        {
            throw new ModelException(
                ModelFault.InvalidCard,
                $"Model '{modelId}' does not fit its dictionary of {Entries.Count} entries: its output should have {Columns} columns, the blank first and the space last.");
        }
    }

    /// <summary>The network that reads the visual zone: an operator's, where one is installed.</summary>
    /// <exception cref="ModelException">Several are installed, or none.</exception>
    public static string ForVisualZone(ModelCatalogue catalogue)
    {
        var added = catalogue.Cards.Where(card => card.Task == Task && card.Id != DefaultModel).Select(card => card.Id).ToArray();
        return added switch
        {
            [] => DefaultModel,
            [var only] => only,
            _ => throw new ModelException(
                ModelFault.InvalidCard, $"Several models for {Task} are installed ({string.Join(", ", added)}), but the visual zone is read by one: remove the others' packs."),
        };
    }

    /// <summary>Whether this is the network that comes with the program, most of whose dictionary is Chinese.</summary>
    public bool IsDefault => _model.Card.Id == DefaultModel;

    /// <summary>How pixels become the network's input.</summary>
    public TensorFormat Format { get; }

    /// <summary>The dictionary: entry <c>i</c> is column <c>i + 1</c>, column 0 the blank.</summary>
    public IReadOnlyList<string> Entries { get; }

    /// <summary>The column of the space.</summary>
    public int SpaceColumn => Entries.Count + 1;

    /// <summary>How many columns a step has.</summary>
    public int Columns => Entries.Count + 2;

    /// <summary>Rents a run for a line of this width.</summary>
    /// <param name="width">In pixels, a multiple of 8.</param>
    public ModelRun Rent(int width) => _model.Rent(new TensorShape(1, 3, InputHeight, width));

    /// <summary>The probabilities of an executed run, step by step.</summary>
    /// <param name="run">The run.</param>
    /// <param name="steps">How many steps there are.</param>
    public static ReadOnlySpan<float> Probabilities(ModelRun run, out int steps)
    {
        steps = (int)run.OutputShape(0)[1];
        return run.Output(0);
    }
}
