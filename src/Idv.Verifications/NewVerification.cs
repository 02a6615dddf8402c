using Idv.Verifications.People;
using Idv.Verifications.Reports;

namespace Idv.Verifications;

/// <summary>What a tenant asks for.</summary>
public sealed record NewVerification
{
    /// <summary>The tenant that asks.</summary>
    public required string TenantId { get; init; }

    /// <summary>The facade whose words it speaks.</summary>
    public required string Facade { get; init; }

    /// <summary>What is asked of the applicant.</summary>
    public required VerificationKind Kind { get; init; }

    /// <summary>How long the applicant has.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Which of the tenant's policies judges; falls back to the tenant's own.</summary>
    public string PolicyScope { get; init; } = "";

    /// <summary>The client of the tenant.</summary>
    public string? ClientId { get; init; }

    /// <summary>The tenant's own name for the applicant.</summary>
    public string? ExternalUserId { get; init; }

    /// <summary>The identity that a face authentication is against; must exist.</summary>
    public Guid? SubjectIdentityId { get; init; }

    /// <summary>What the tenant already knows.</summary>
    public PersonalData? ReferenceData { get; init; }

    /// <summary>The type of document that will be shown.</summary>
    public DocumentType DeclaredDocumentType { get; init; }

    /// <summary>Liveness, where it differs from the policy's.</summary>
    public LivenessMode? Liveness { get; init; }

    /// <summary>Where to tell, already checked against the allowed targets.</summary>
    public string? WebhookUrl { get; init; }

    /// <summary>Where the applicant goes afterwards.</summary>
    public string? RedirectUrl { get; init; }

    /// <summary>The tenant's own labels.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>The facade's own settings.</summary>
    public IReadOnlyDictionary<string, string> FacadeSettings { get; init; } = new Dictionary<string, string>();

    /// <summary>The scripted outcome in mock mode.</summary>
    public string? Scenario { get; init; }

    /// <summary>With what and from where it was asked.</summary>
    public ClientContext Context { get; init; } = ClientContext.Unknown;
}

/// <summary>A picture or video that arrived.</summary>
/// <param name="Role">What it shows.</param>
/// <param name="MediaType">Its media type, as recognised from the bytes.</param>
/// <param name="Bytes">The bytes.</param>
public sealed record NewEvidence(EvidenceRole Role, string MediaType, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Where it came from.</summary>
    public EvidenceSource Source { get; init; }

    /// <summary>With what and from where it was sent.</summary>
    public ClientContext Context { get; init; } = ClientContext.Unknown;
}

/// <summary>Changes to the details of a verification; a member that is null changes nothing.</summary>
public sealed record DetailsChange
{
    /// <summary>The applicant's form.</summary>
    public PersonalData? Form { get; init; }

    /// <summary>The type of document that will be shown.</summary>
    public DocumentType? DeclaredDocumentType { get; init; }

    /// <summary>What the device told, JSON text.</summary>
    public string? DeviceMetadata { get; init; }

    /// <summary>The facade's settings to set or replace, by name.</summary>
    public IReadOnlyDictionary<string, string>? FacadeSettings { get; init; }

    /// <summary>The tenant's labels to set or replace, by name.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
}

/// <summary>A verification cannot be submitted because evidence is missing.</summary>
/// <param name="roles">What is missing.</param>
public sealed class EvidenceMissingException(IReadOnlyList<EvidenceRole> roles)
    : RefusedException($"Evidence is missing: {string.Join(", ", roles)}.")
{
    /// <summary>What is missing.</summary>
    public IReadOnlyList<EvidenceRole> Roles { get; } = roles;
}
