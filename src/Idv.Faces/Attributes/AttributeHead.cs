using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Idv.Inference;

namespace Idv.Faces.Attributes;

/// <summary>
/// A logistic regression on the pooled inner activation of the embedder: one attribute for almost no time, because the network has run
/// anyway. Its file holds the weights and then the bias as little-endian 32-bit floats; <c>Idv.Accuracy train-attributes</c> makes it.
/// </summary>
internal sealed class AttributeHead
{
    private readonly string _activation;
    private readonly int _side;
    private readonly ActivationPooling _pooling;
    private readonly float[] _weights;
    private readonly float _bias;

    private AttributeHead(string activation, int side, ActivationPooling pooling, float[] weights, float bias)
    {
        (_activation, _side, _pooling, _weights, _bias) = (activation, side, pooling, weights, bias);
    }

    /// <summary>
    /// Opens a head; null when none is installed or the embedder does not expose the activation that it was trained on (an operator's
    /// own embedder has no heads).
    /// </summary>
    /// <exception cref="ModelException">The weights do not fit the activation.</exception>
    public static AttributeHead? Find(ModelCatalogue catalogue, HeadDefinition head, OnnxModel embedder)
    {
        var (id, activation, pooling) = head;
        if (!catalogue.Contains(id) || !embedder.OutputNames.Contains(activation))
        {
            return null;
        }

        using var run = embedder.Rent();
        var (side, channels) = ((int)run.OutputShape(activation)[3], (int)run.OutputShape(activation)[1]);
        var values = MemoryMarshal.Cast<byte, float>(catalogue.Read(id)).ToArray();
        return values.Length == (pooling.Regions.Count * channels) + 1 && Array.TrueForAll(values, float.IsFinite)
            ? new AttributeHead(activation, side, pooling, values[..^1], values[^1])
            : throw new ModelException(
                ModelFault.UnreadableModel, $"The head '{id}' has {values.Length} weights, not {(pooling.Regions.Count * channels) + 1}, or one that is not finite.");
    }

    /// <summary>The attribute's probability, 0 to 1.</summary>
    public double Probability(ModelRun run)
    {
        Span<float> means = stackalloc float[_weights.Length];
        _pooling.Pool(run.Output(_activation), _side, means);
        return 1 / (1 + Math.Exp(-(TensorPrimitives.Dot(means, _weights) + _bias)));
    }
}

/// <summary>What a head reads.</summary>
/// <param name="Id">The head's id in the catalogue.</param>
/// <param name="Activation">The embedder's inner activation.</param>
/// <param name="Pooling">Which regions of it.</param>
internal sealed record HeadDefinition(string Id, string Activation, ActivationPooling Pooling)
{
    /// <summary>A mask over mouth and nose, seen in the last activation before the embedding.</summary>
    public static HeadDefinition Mask { get; } = new("face-mask", "507", ActivationPooling.Halves);

    /// <summary>Glasses of any kind, seen where the map still resolves the eyes.</summary>
    public static HeadDefinition Glasses { get; } = new("face-glasses", "475", ActivationPooling.Eyes);

    /// <summary>Glasses that hide the eyes.</summary>
    public static HeadDefinition Sunglasses { get; } = new("face-sunglasses", "475", ActivationPooling.Eyes);
}
