using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;

namespace Idv.Inference;

/// <summary>
/// One caller's use of a model: write <see cref="Input"/>, call <see cref="Execute"/>, read <see cref="Output(int)"/>, dispose.
/// The memory of all tensors belongs to the run and is bound once. Not thread-safe; rent one per caller.
/// </summary>
public sealed class ModelRun : IDisposable
{
    internal const int MaximumShapesKept = 64;

    private readonly OnnxModel _model;
    private readonly InferenceSession _session;
    private readonly float[] _input;
    private readonly OrtValue _inputValue;
    private readonly OrtIoBinding _binding;
    private readonly RunOptions _runOptions = new();
    private readonly BoundOutput[] _outputs;
    private bool _rented = true;

    internal ModelRun(OnnxModel model, InferenceSession session, TensorShape shape)
    {
        _model = model;
        _session = session;
        InputShape = shape;
        _input = GC.AllocateArray<float>(shape.Count, pinned: true);
        _inputValue = OrtValue.CreateTensorValueFromMemory(_input, shape.ToArray());
        _binding = session.CreateIoBinding();
        _binding.BindInput(model.InputName, _inputValue);
        _outputs = BindOutputs();
    }

    /// <summary>The input's shape.</summary>
    public TensorShape InputShape { get; }

    /// <summary>The input tensor, to be written whole before every <see cref="Execute"/>.</summary>
    public Span<float> Input => _input;

    /// <summary>Computes the outputs from the input. Allocates no managed memory.</summary>
    public void Execute()
    {
        ObjectDisposedException.ThrowIf(!_rented, this);
        if (!InferenceInstruments.IsObserved)
        {
            _session.RunWithBinding(_runOptions, _binding);
            return;
        }

        var started = Stopwatch.GetTimestamp();
        _session.RunWithBinding(_runOptions, _binding);
        InferenceInstruments.Record(_model.ObservedAs, Stopwatch.GetElapsedTime(started));
    }

    /// <summary>The values of one output, in the order of <see cref="OnnxModel.OutputNames"/>; valid until the run is disposed.</summary>
    public ReadOnlySpan<float> Output(int index) => _outputs[index].Values;

    /// <summary>The shape of one output.</summary>
    public ReadOnlySpan<long> OutputShape(int index) => _outputs[index].Shape;

    /// <summary>The values of the output of this name.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The model has no such output.</exception>
    public ReadOnlySpan<float> Output(string name) => _outputs[IndexOf(name)].Values;

    /// <summary>The shape of the output of this name.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The model has no such output.</exception>
    public ReadOnlySpan<long> OutputShape(string name) => _outputs[IndexOf(name)].Shape;

    /// <summary>Gives the run back to its model.</summary>
    public void Dispose()
    {
        if (_rented)
        {
            _rented = false;
            _model.Return(this);
        }
    }

    internal ModelRun Reopen()
    {
        _rented = true;
        return this;
    }

    internal void Free()
    {
        _binding.Dispose();
        foreach (var output in _outputs)
        {
            output.Value.Dispose();
        }

        _inputValue.Dispose();
        _runOptions.Dispose();
    }

    private BoundOutput[] BindOutputs()
    {
        // Output shapes follow from the input's, but only a run can tell: one run with memory of ONNX Runtime's own finds
        // them (and warms this shape up), then our own memory is bound for good.
        long[][] shapes;
        using (var discovery = _session.Run(_runOptions, [_model.InputName], [_inputValue], _model.OutputNames))
        {
            shapes = [.. discovery.Select(value => value.GetTensorTypeAndShape().Shape)];
        }

        var outputs = new BoundOutput[shapes.Length];
        for (var i = 0; i < outputs.Length; i++)
        {
            var values = GC.AllocateArray<float>(checked((int)shapes[i].Aggregate(1L, (product, side) => product * side)), pinned: true);
            outputs[i] = new BoundOutput(values, shapes[i], OrtValue.CreateTensorValueFromMemory(values, shapes[i]));
            _binding.BindOutput(_model.OutputNames[i], outputs[i].Value);
        }

        return outputs;
    }

    private int IndexOf(string name)
    {
        var index = _model.OutputNames.IndexOf(name);
        ArgumentOutOfRangeException.ThrowIfNegative(index, nameof(name));
        return index;
    }

    private sealed record BoundOutput(float[] Values, long[] Shape, OrtValue Value);
}
