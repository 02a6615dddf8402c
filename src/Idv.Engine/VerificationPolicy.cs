using Idv.Engine.Documents;
using Idv.Imaging;

namespace Idv.Engine;

/// <summary>By what a verification is judged.</summary>
public sealed record VerificationPolicy
{
    /// <summary>The false match rate at which selfie and portrait must match (decision 2 of the architecture).</summary>
    public double FalseMatchRate { get; init; } = 1e-4;

    /// <summary>The day by which expiry and age are judged; null is today in UTC.</summary>
    public DateOnly? Today { get; init; }

    /// <summary>Whether a selfie that cannot be judged bona fide keeps the verification from being approved.</summary>
    public bool RequireLiveness { get; init; } = true;

    /// <summary>The least age in whole years, or null.</summary>
    public int? MinimumAge { get; init; }

    /// <summary>
    /// Whether documents that are marked as specimens, void or copies fail. False lets an operator try the engine with specimens; the report names
    /// the mark all the same.
    /// </summary>
    public bool RefuseSpecimens { get; init; }

    /// <summary>What is remembered of earlier documents; null asks for no comparison.</summary>
    public ISeenDocuments? SeenDocuments { get; init; }

    /// <summary>Limits on every picture.</summary>
    public DecodeLimits DecodeLimits { get; init; } = DecodeLimits.Default;
}
