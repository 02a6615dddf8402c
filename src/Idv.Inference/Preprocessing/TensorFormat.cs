namespace Idv.Inference.Preprocessing;

/// <summary>Which channels a planar input tensor holds.</summary>
public enum TensorChannels
{
    /// <summary>Planes blue, green, red.</summary>
    Bgr,

    /// <summary>Planes red, green, blue.</summary>
    Rgb,

    /// <summary>One plane of ITU-R BT.601 luma.</summary>
    Grey,
}

/// <summary>
/// How bytes become numbers: <c>(byte − mean) / scale</c> for each plane. Made from a card, so that a model's normalisation
/// is written once, beside its hash.
/// </summary>
public sealed class TensorFormat
{
    private readonly float[] _multipliers;
    private readonly float[] _offsets;

    /// <summary>Reads the format of a card.</summary>
    /// <exception cref="ModelException">The card's layout or channels are not known here.</exception>
    public TensorFormat(ModelCard card)
    {
        var input = card.Input;
        Channels = input.Channels switch
        {
            "BGR" => TensorChannels.Bgr,
            "RGB" => TensorChannels.Rgb,
            "grey" => TensorChannels.Grey,
            _ => throw new ModelException(ModelFault.InvalidCard, $"Model '{card.Id}': input.channels '{input.Channels}' is none of BGR, RGB, grey."),
        };
        Interleaved = input.Layout switch
        {
            "NCHW" => false,
            "NHWC" => true,
            _ => throw new ModelException(ModelFault.InvalidCard, $"Model '{card.Id}': input.layout '{input.Layout}' is none of NCHW, NHWC."),
        };
        _multipliers = [.. input.Scale.Select(scale => 1 / scale)];
        _offsets = [.. input.Mean.Zip(input.Scale, (mean, scale) => -mean / scale)];
    }

    private TensorFormat(TensorChannels channels, float[] multipliers, float[] offsets)
    {
        Channels = channels;
        _multipliers = multipliers;
        _offsets = offsets;
    }

    /// <summary>Plain luma from 0 to 255, for measurements that no model takes part in.</summary>
    public static TensorFormat Luma { get; } = new(TensorChannels.Grey, [1], [0]);

    /// <summary>Plain blue, green and red planes from 0 to 255, likewise.</summary>
    public static TensorFormat Colour { get; } = new(TensorChannels.Bgr, [1, 1, 1], [0, 0, 0]);

    /// <summary>The planes.</summary>
    public TensorChannels Channels { get; }

    /// <summary>Whether the channels of a pixel stand side by side (NHWC) instead of in planes (NCHW).</summary>
    public bool Interleaved { get; }

    /// <summary>The number of channels, 1 or 3.</summary>
    public int ChannelCount => _multipliers.Length;

    /// <summary>What each channel's byte is multiplied by, in the tensor's order.</summary>
    public ReadOnlySpan<float> Multipliers => _multipliers;

    /// <summary>What is then added.</summary>
    public ReadOnlySpan<float> Offsets => _offsets;
}
