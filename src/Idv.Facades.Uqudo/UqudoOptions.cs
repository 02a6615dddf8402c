using Idv.Facades.Uqudo.Faces;

namespace Idv.Facades.Uqudo;

/// <summary>How the facade behaves.</summary>
public sealed record UqudoOptions
{
    /// <summary>How long a token is accepted.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long a face session's image is kept.</summary>
    public TimeSpan FaceSessionLifetime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The match level, 1 to 5, from which a one-to-n search counts an enrolled face as the same. A search compares with everybody, so that its false matches
    /// grow with the gallery: the strictest level is the default.
    /// </summary>
    public int SearchMatchLevel { get; init; } = MatchLevels.Strictest;
}
