namespace Idv.Host.Settings;

/// <summary>
/// The section <c>Engine:FaceModels</c>: which of the installed face models are used. What is not set is chosen, an operator's pack
/// before what comes with the program.
/// </summary>
public sealed class FaceModelSettings
{
    /// <summary>The id of the detector.</summary>
    public string? Detector { get; init; }

    /// <summary>The id of the embedder.</summary>
    public string? Embedder { get; init; }

    /// <summary>The id of the quality model, or <c>none</c>.</summary>
    public string? Quality { get; init; }
}
