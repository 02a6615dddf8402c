namespace Idv.Inference;

/// <summary>
/// What is known of one model: where its file comes from, the hash that it must have, how its input is made and what its
/// output means, what it scored here. Cards live in <c>models/manifest.json</c> and in files that an operator adds.
/// </summary>
public sealed record ModelCard
{
    /// <summary>The stable name that the engine asks for, such as <c>face-embedder</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The version of the weights. Templates carry it: two versions never compare with each other.</summary>
    public required string Version { get; init; }

    /// <summary>What the model does, such as <c>face-detection</c> or <c>text-recognition</c>.</summary>
    public required string Task { get; init; }

    /// <summary>The ONNX file, relative to the folder of the manifest that holds the card.</summary>
    public required string File { get; init; }

    /// <summary>The SHA-256 of the file, 64 lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The package and version that the file comes from.</summary>
    public required ModelSource Source { get; init; }

    /// <summary>The SPDX identifier of the weights' licence.</summary>
    public required string Licence { get; init; }

    /// <summary>What is not known or must be said of the weights, such as the provenance of their training data.</summary>
    public string? Remarks { get; init; }

    /// <summary>How the input tensor is made from pixels.</summary>
    public required ModelInput Input { get; init; }

    /// <summary>What each output means, by output name.</summary>
    public required IReadOnlyDictionary<string, string> Outputs { get; init; }

    /// <summary>
    /// Names of inner activations that are made outputs at load, so that small heads can be trained on them; empty for most.
    /// </summary>
    public IReadOnlyList<string> ExposedActivations { get; init; } = [];

    /// <summary>Numbers that decisions use, by name, such as <c>scoreThreshold</c>.</summary>
    public IReadOnlyDictionary<string, double> Parameters { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>
    /// For embedders: which similarity stands for which false match rate, measured on impostor pairs and
    /// sorted by falling rate. Empty where the model yields no similarity.
    /// </summary>
    public IReadOnlyList<CalibrationPoint> Calibration { get; init; } = [];

    /// <summary>Figures measured here, with the data and the conditions that they were measured on.</summary>
    public IReadOnlyList<MeasuredFigure> Measured { get; init; } = [];

    /// <summary>The number of this name, or an error that names the card and the missing parameter.</summary>
    /// <exception cref="ModelException">The card lacks the parameter.</exception>
    public double Parameter(string name) => Parameters.TryGetValue(name, out var value)
        ? value
        : throw new ModelException(ModelFault.InvalidCard, $"The card of model '{Id}' lacks the parameter '{name}'.");
}

/// <summary>Where a model's file comes from.</summary>
/// <param name="Package">The package's name in its registry, or <c>own</c> for weights that were trained here.</param>
/// <param name="Version">The package's version.</param>
public sealed record ModelSource(string Package, string Version);

/// <summary>How an input tensor is made.</summary>
/// <param name="Shape">The tensor's shape; 0 stands for a dimension that varies.</param>
/// <param name="Layout"><c>NCHW</c> or <c>NHWC</c>.</param>
/// <param name="Channels">The order of the channels: <c>BGR</c>, <c>RGB</c> or <c>grey</c>.</param>
/// <param name="Mean">What is subtracted from each channel's byte, in the order of <paramref name="Channels"/>.</param>
/// <param name="Scale">What the difference is divided by, in the same order.</param>
/// <param name="Crop">In words: which part of the picture goes in and how it is brought to size.</param>
public sealed record ModelInput(
    IReadOnlyList<int> Shape,
    string Layout,
    string Channels,
    IReadOnlyList<float> Mean,
    IReadOnlyList<float> Scale,
    string Crop);

/// <summary>One point of a similarity's calibration.</summary>
/// <param name="FalseMatchRate">The false match rate, in (0, 1].</param>
/// <param name="Similarity">The similarity at or above which a comparison is a match at that rate.</param>
public sealed record CalibrationPoint(double FalseMatchRate, double Similarity);

/// <summary>A figure measured here.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Value">The figure, with its unit or interval.</param>
/// <param name="On">The data and conditions.</param>
public sealed record MeasuredFigure(string What, string Value, string On);

/// <summary>A file of model cards.</summary>
/// <param name="Models">The cards.</param>
internal sealed record ModelManifest(IReadOnlyList<ModelCard> Models);
