using Idv.Imaging;
using Idv.Inference;

namespace Idv.Faces.Liveness;

/// <summary>
/// Passive presentation attack detection on one picture (ISO/IEC 30107-1: a PAD subsystem, without a claim of conformance): the mean logit of
/// the networks that are installed, against the threshold that was calibrated for that set. Thread-safe.
/// </summary>
internal sealed class PassiveLiveness
{
    /// <summary>The default network's id in the catalogue.</summary>
    public const string DefaultModelId = "face-liveness";

    /// <summary>The networks of the pack <c>silent-face</c>; they take part when both are installed.</summary>
    public static readonly IReadOnlyList<string> SilentFaceIds = ["face-liveness-minifasnet-v2", "face-liveness-minifasnet-v1se"];

    private readonly LivenessNetwork[] _networks;
    private readonly double _threshold;
    private readonly double _secondLookBand;

    /// <summary>Opens the installed networks.</summary>
    /// <exception cref="ModelException">One is missing, altered or unusable, or a card lacks a parameter.</exception>
    public PassiveLiveness(ModelCatalogue catalogue)
    {
        var fused = SilentFaceIds.All(catalogue.Contains);
        _networks = [.. (fused ? [DefaultModelId, .. SilentFaceIds] : new[] { DefaultModelId }).Select(id => new LivenessNetwork(catalogue, id))];

        // A mean over other networks is another score: each set has a threshold of its own.
        _threshold = fused ? _networks[1].Card.Parameter("fusedThreshold") : _networks[0].Card.Parameter("threshold");
        _secondLookBand = fused ? 0 : _networks[0].Card.Parameter("secondLookBand");
    }

    /// <summary>The ids of the networks that take part.</summary>
    public IReadOnlyList<string> ModelIds => [.. _networks.Select(network => network.Card.Id)];

    /// <summary>Scores a face; null when a network's answer is not finite.</summary>
    /// <param name="picture">The picture, <see cref="PixelFormat.Bgr24"/>.</param>
    /// <param name="face">The detector's box.</param>
    public LivenessScore? Score(Image picture, Box face)
    {
        double sum = 0;
        foreach (var network in _networks)
        {
            if (network.Logit(picture, face) is not { } logit)
            {
                return null;
            }

            sum += logit;
        }

        var mean = sum / _networks.Length;

        // A second look, at the mirror image, where the first one is in doubt: for a quarter of the faces it costs the time of another run and
        // brings nearly what it would bring for all of them (docs/liveness.md).
        if (Math.Abs(mean - _threshold) < _secondLookBand)
        {
            if (_networks[0].Logit(picture, face, mirrored: true) is not { } mirrored)
            {
                return null;
            }

            mean = (mean + mirrored) / 2;
        }

        return new LivenessScore(mean, _threshold);
    }
}
