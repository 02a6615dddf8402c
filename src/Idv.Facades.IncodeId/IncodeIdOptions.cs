namespace Idv.Facades.IncodeId;

/// <summary>How the facade behaves.</summary>
public sealed record IncodeIdOptions
{
    /// <summary>How long a token is accepted.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long the URLs of document images open.</summary>
    public TimeSpan ImageUrlLifetime { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>The address under which callers reach the appliance; null takes the one that they used.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>The delays between the tries of a webhook.</summary>
    public IReadOnlyList<TimeSpan> RetryDelays { get; init; } = [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30)];

    /// <summary>
    /// The false match rate (ISO/IEC 19795-1) that one comparison must keep to when a face is looked for among all identities. False positive
    /// identifications grow with their number, so that it is far below the rate of a comparison with one.
    /// </summary>
    public double IdentificationFalseMatchRate { get; init; } = 1e-5;
}
