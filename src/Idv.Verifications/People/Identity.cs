namespace Idv.Verifications.People;

/// <summary>Whether an identity may be used.</summary>
public enum IdentityStatus
{
    /// <summary>It may.</summary>
    Active,

    /// <summary>It was withdrawn; authentication against it fails.</summary>
    Revoked,
}

/// <summary>A biometric template (ISO/IEC 2382-37): only comparable with templates of the same model and version.</summary>
/// <param name="Id">The name of this template.</param>
/// <param name="ModelId">The model that made it.</param>
/// <param name="ModelVersion">The model's version.</param>
/// <param name="Data">The template in the model's own layout.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="EvidenceBlobId">The image that it was made from, so that it can be made again for a newer model; null when that is gone.</param>
public sealed record BiometricTemplate(
    Guid Id, string ModelId, string ModelVersion, ReadOnlyMemory<byte> Data, DateTimeOffset CreatedAt, Guid? EvidenceBlobId = null);

/// <summary>A person as one tenant knows them: templates and details that come from one or more verifications, or from an enrolment.</summary>
public sealed record Identity
{
    /// <summary>The name of this identity.</summary>
    public required Guid Id { get; init; }

    /// <summary>The tenant whose person this is.</summary>
    public required string TenantId { get; init; }

    /// <summary>When it was enrolled.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The tenant's own name for the person; unique within the tenant where it is given.</summary>
    public string? ExternalId { get; init; }

    /// <summary>Whether it may be used.</summary>
    public IdentityStatus Status { get; init; }

    /// <summary>What is known about the person.</summary>
    public PersonalData Person { get; init; } = new();

    /// <summary>The templates of the person.</summary>
    public IReadOnlyList<BiometricTemplate> Templates { get; init; } = [];

    /// <summary>The verifications that this identity comes from, oldest first.</summary>
    public IReadOnlyList<Guid> VerificationIds { get; init; } = [];

    /// <summary>The tenant's own labels.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();
}
