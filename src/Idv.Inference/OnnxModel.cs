using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.ML.OnnxRuntime;

namespace Idv.Inference;

/// <summary>
/// A loaded model. Thread-safe: every caller rents a <see cref="ModelRun"/> of its own, which holds the tensors' memory, so
/// that a run allocates nothing once as many runs exist as there are concurrent callers.
/// </summary>
public sealed class OnnxModel : IDisposable
{
    private readonly InferenceSession _session;
    private readonly ConcurrentDictionary<TensorShape, ConcurrentBag<ModelRun>> _idle = new();
    private readonly TensorShape? _fixedShape;
    private bool _disposed;

    internal OnnxModel(ModelCard card, byte[] bytes, InferenceOptions options)
    {
        Card = card;
        ObservedAs = KeyValuePair.Create<string, object?>("model", card.Id);
        using var sessionOptions = SessionSettings.Create(options);
        try
        {
            _session = new InferenceSession(OnnxGraph.ExposeActivations(bytes, card.ExposedActivations), sessionOptions);
        }
        catch (OnnxRuntimeException exception)
        {
            throw new ModelException(ModelFault.UnreadableModel, $"Model '{card.Id}' cannot be loaded: {exception.Message}", exception);
        }

        InputName = _session.InputNames[0];
        OutputNames = [.. _session.OutputNames];
        var declared = _session.InputMetadata[InputName].Dimensions;
        if (declared.Length != card.Input.Shape.Count || declared.Zip(card.Input.Shape).Any(pair => pair.First > 0 && pair.First != pair.Second))
        {
            _session.Dispose();
            throw new ModelException(
                ModelFault.InvalidCard,
                $"Model '{card.Id}' takes an input of [{string.Join(", ", declared)}] but its card says [{string.Join(", ", card.Input.Shape)}].");
        }

        if (card.Input.Shape.All(dimension => dimension > 0))
        {
            var shape = card.Input.Shape;
            _fixedShape = new TensorShape(shape[0], shape[1], shape[2], shape[3]);

            // The first run of a shape plans memory and touches every weight; nobody should wait for that later.
            Rent().Dispose();
        }
    }

    /// <summary>The model's card.</summary>
    public ModelCard Card { get; }

    /// <summary>The outputs' names, in the graph's order; exposed activations come last.</summary>
    public ImmutableArray<string> OutputNames { get; }

    internal string InputName { get; }

    /// <summary>The tag of measurements, made once.</summary>
    internal KeyValuePair<string, object?> ObservedAs { get; }

    /// <summary>Rents a run with the card's own input shape.</summary>
    /// <exception cref="ModelException">The card's shape varies: say which one you mean.</exception>
    public ModelRun Rent()
    {
        return Rent(_fixedShape
            ?? throw new ModelException(ModelFault.InvalidCard, $"Model '{Card.Id}' has no fixed input shape; rent a run with a shape."));
    }

    /// <summary>Rents a run for an input of this shape. Return it by disposing it.</summary>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public ModelRun Rent(TensorShape shape)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _idle.TryGetValue(shape, out var bag) && bag.TryTake(out var run)
            ? run.Reopen()
            : new ModelRun(this, _session, shape);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        foreach (var run in _idle.Values.SelectMany(bag => bag))
        {
            run.Free();
        }

        _idle.Clear();
        _session.Dispose();
    }

    internal void Return(ModelRun run)
    {
        // Shapes of text lines vary without end: keep buffers for a bounded number of them.
        if (_disposed || (_idle.Count >= ModelRun.MaximumShapesKept && !_idle.ContainsKey(run.InputShape)))
        {
            run.Free();
            return;
        }

        _idle.GetOrAdd(run.InputShape, _ => []).Add(run);
    }
}
