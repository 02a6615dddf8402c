using Idv.Inference;
using Microsoft.ML.OnnxRuntime;

namespace Idv.Galleries.Onnx;

/// <summary>
/// Scans a gallery with ONNX Runtime: one matrix product and one choice of the best rows for each part of the gallery, whose templates stay in the memory of
/// the execution provider's device. On the CPU provider it is there to be tested; on a GPU its speed is that of the GPU's memory.
/// </summary>
public sealed class OnnxScanAccelerator : IScanAccelerator
{
    // Products of rounded factors: TF32, which CUDA may use, keeps 11 bits of each (NVIDIA A100 white paper), so that a unit vector's cosine is off by 2·2⁻¹¹ at most.
    private const float ReducedPrecisionError = 2f / (1 << 11);

    private readonly int _dimension;
    private readonly int _rowsPerPart;
    private readonly SessionOptions _settings;
    private readonly InferenceSession _search;
    private readonly InferenceSession _hold;
    private readonly RunOptions _runOptions = new();
    private readonly OrtMemoryInfo _device;
    private readonly bool _ownsDevice;
    private readonly List<Part> _parts = [];
    private float[] _open = [];

    /// <summary>Makes an empty accelerator.</summary>
    /// <param name="dimension">Coordinates of a template.</param>
    /// <param name="options">The execution provider, its device, and threads for the CPU provider.</param>
    /// <param name="rowsPerPart">Rows of one device buffer; the last, open part is transferred anew whenever it grows.</param>
    /// <exception cref="ModelException">The execution provider cannot run on this machine.</exception>
    public OnnxScanAccelerator(int dimension, InferenceOptions options, int rowsPerPart = 65_536)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(rowsPerPart, 1);
        (_dimension, _rowsPerPart) = (dimension, rowsPerPart);
        _settings = SessionSettings.Create(options);
        _search = new InferenceSession(SearchGraph.Search(), _settings);
        _hold = new InferenceSession(SearchGraph.Hold(), _settings);
        _ownsDevice = options.Provider == ExecutionProvider.Cuda;
        _device = _ownsDevice
            ? new OrtMemoryInfo("Cuda", OrtAllocatorType.DeviceAllocator, options.DeviceIndex, OrtMemType.Default)
            : OrtMemoryInfo.DefaultInstance;
        RoundingError = _ownsDevice ? ReducedPrecisionError : dimension * MathF.Pow(2, -24);
    }

    /// <inheritdoc/>
    public int Rows { get; private set; }

    /// <inheritdoc/>
    public float RoundingError { get; }

    /// <inheritdoc/>
    public void Append(ReadOnlySpan<float> templates)
    {
        while (templates.Length > 0)
        {
            var held = Rows % _rowsPerPart;
            var count = Math.Min(templates.Length / _dimension, _rowsPerPart - held);
            if (held == 0)
            {
                _open = [];
            }

            Array.Resize(ref _open, (held + count) * _dimension);
            templates[..(count * _dimension)].CopyTo(_open.AsSpan(held * _dimension));
            if (held > 0)
            {
                _parts[^1].Dispose();
                _parts.RemoveAt(_parts.Count - 1);
            }

            _parts.Add(Transfer(_open, held + count));
            Rows += count;
            templates = templates[(count * _dimension)..];
        }
    }

    /// <inheritdoc/>
    public void Clear()
    {
        _parts.ForEach(part => part.Dispose());
        _parts.Clear();
        (_open, Rows) = ([], 0);
    }

    /// <inheritdoc/>
    public void FindBest(ReadOnlySpan<float> probes, int count, Span<float> scores, Span<int> rows)
    {
        var probeCount = probes.Length / _dimension;
        scores[..(probeCount * count)].Fill(float.NegativeInfinity);
        using var input = OrtValue.CreateTensorValueFromMemory(probes.ToArray(), [probeCount, _dimension]);
        for (var i = 0; i < _parts.Count; i++)
        {
            SearchPart(_parts[i], i * _rowsPerPart, input, probeCount, count, scores, rows);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Clear();
        _search.Dispose();
        _hold.Dispose();
        _runOptions.Dispose();
        _settings.Dispose();
        if (_ownsDevice)
        {
            _device.Dispose();
        }
    }

    private Part Transfer(float[] templates, int rows)
    {
        using var source = OrtValue.CreateTensorValueFromMemory(templates, [rows, _dimension]);
        var binding = _hold.CreateIoBinding();
        binding.BindInput(SearchGraph.Templates, source);
        binding.BindOutputToDevice(SearchGraph.Copy, _device);
        _hold.RunWithBinding(_runOptions, binding);
        return new Part(binding, binding.GetOutputValues(), rows);
    }

    private void SearchPart(Part part, int firstRow, OrtValue probes, int probeCount, int count, Span<float> scores, Span<int> rows)
    {
        var wanted = Math.Min(count, part.Rows);
        using var wantedInput = OrtValue.CreateTensorValueFromMemory(new long[] { wanted }, [1]);
        using var binding = _search.CreateIoBinding();
        binding.BindInput(SearchGraph.Probes, probes);
        binding.BindInput(SearchGraph.Templates, part.Templates);
        binding.BindInput(SearchGraph.Count, wantedInput);
        binding.BindOutputToDevice(SearchGraph.Scores, OrtMemoryInfo.DefaultInstance);
        binding.BindOutputToDevice(SearchGraph.Rows, OrtMemoryInfo.DefaultInstance);
        _search.RunWithBinding(_runOptions, binding);
        using var outputs = binding.GetOutputValues();
        var foundScores = outputs[0].GetTensorDataAsSpan<float>();
        var foundRows = outputs[1].GetTensorDataAsSpan<long>();
        for (var i = 0; i < probeCount; i++)
        {
            Merge(
                scores.Slice(i * count, count), rows.Slice(i * count, count),
                foundScores.Slice(i * wanted, wanted), foundRows.Slice(i * wanted, wanted), firstRow);
        }
    }

    /// <summary>Merges a part's best into the best so far; both are sorted, best first.</summary>
    private static void Merge(Span<float> scores, Span<int> rows, ReadOnlySpan<float> foundScores, ReadOnlySpan<long> foundRows, int firstRow)
    {
        // From the end, so that nothing is overwritten before it has been read: first count how many of each side stay.
        var (kept, taken) = (0, 0);
        while (kept + taken < scores.Length)
        {
            if (taken < foundScores.Length && foundScores[taken] > scores[kept])
            {
                taken++;
            }
            else
            {
                kept++;
            }
        }

        for (var end = scores.Length - 1; taken > 0; end--)
        {
            if (kept > 0 && scores[kept - 1] < foundScores[taken - 1])
            {
                (scores[end], rows[end]) = (scores[kept - 1], rows[kept - 1]);
                kept--;
            }
            else
            {
                (scores[end], rows[end]) = (foundScores[taken - 1], firstRow + (int)foundRows[taken - 1]);
                taken--;
            }
        }
    }

    /// <summary>A device buffer with templates; the binding owns the memory.</summary>
    private sealed class Part(OrtIoBinding binding, IDisposableReadOnlyCollection<OrtValue> values, int rows) : IDisposable
    {
        public OrtValue Templates => values[0];

        public int Rows => rows;

        public void Dispose()
        {
            values.Dispose();
            binding.Dispose();
        }
    }
}
