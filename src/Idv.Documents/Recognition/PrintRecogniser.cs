using Idv.Inference;
using Idv.Inference.Preprocessing;

namespace Idv.Documents.Recognition;

/// <summary>
/// PP-OCRv4's recognition network with its dictionary, which both zones are read with: lines 48 pixels high, one step per 8 pixels, in each step a probability
/// for the blank, every entry of the dictionary and the space.
/// </summary>
internal sealed class PrintRecogniser
{
    /// <summary>The height of a line as the network sees it.</summary>
    public const int InputHeight = 48;

    private const string ModelId = "ppocr-v4-recognition";
    private const string DictionaryFile = "ppocr_keys_v1.txt";

    private readonly OnnxModel _model;

    /// <summary>Opens the model and reads the dictionary beside it.</summary>
    /// <param name="catalogue">The models; it must outlive the recogniser and shares the open model with others of its kind.</param>
    /// <exception cref="ModelException">The model is missing, altered or cannot run here.</exception>
    public PrintRecogniser(ModelCatalogue catalogue)
    {
        _model = catalogue.Open(ModelId);
        Format = new TensorFormat(_model.Card);
        Entries = File.ReadAllLines(Path.Combine(Path.GetDirectoryName(catalogue.PathOf(ModelId)) ?? "", DictionaryFile));
    }

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
