using Idv.Verifications.Reports;

namespace Idv.Verifications.Policies;

/// <summary>A type of document that a policy accepts.</summary>
/// <param name="Type">The type.</param>
/// <param name="IssuingStates">The issuing states (ISO 3166-1 alpha-3); empty means all.</param>
public sealed record AcceptedDocument(DocumentType Type, IReadOnlyList<string> IssuingStates);

/// <summary>Which fields must have been read from a type of document in a zone (Vult's requirements).</summary>
/// <param name="Type">The type of document.</param>
/// <param name="Zone">The zone; null means any.</param>
/// <param name="Fields">The fields.</param>
public sealed record FieldRequirement(DocumentType Type, DocumentZone? Zone, IReadOnlyList<DocumentField> Fields);

/// <summary>
/// How a tenant judges. A version never changes once it has been saved: a change is a new version, and each report names the one that judged it.
/// </summary>
public sealed record Policy
{
    /// <summary>The name of this very version, for looking it up years later.</summary>
    public required Guid Id { get; init; }

    /// <summary>The tenant whose policy it is.</summary>
    public required string TenantId { get; init; }

    /// <summary>Which of the tenant's policies: empty for the tenant's own, or a client's or a flow's name.</summary>
    public string Scope { get; init; } = "";

    /// <summary>Counts from 1 within tenant and scope; given by the store.</summary>
    public int Version { get; init; }

    /// <summary>When this version was saved.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The accepted documents; empty means every recognised type.</summary>
    public IReadOnlyList<AcceptedDocument> AcceptedDocuments { get; init; } = [];

    /// <summary>The evidence without which a verification cannot be submitted.</summary>
    public IReadOnlyList<EvidenceRole> RequiredEvidence { get; init; } = [];

    /// <summary>Required fields per type and zone.</summary>
    public IReadOnlyList<FieldRequirement> RequiredFields { get; init; } = [];

    /// <summary>The false match rate at which a face and a document's portrait count as the same person's.</summary>
    public double DocumentFaceFalseMatchRate { get; init; } = 1e-4;

    /// <summary>The false match rate at which a face and an identity's template count as the same person's.</summary>
    public double AuthenticationFalseMatchRate { get; init; } = 1e-4;

    /// <summary>How liveness is established.</summary>
    public LivenessMode Liveness { get; init; } = LivenessMode.Passive;

    /// <summary>The liveness score, in [0, 1], below which a face counts as an attack; null takes the model's own.</summary>
    public double? LivenessThreshold { get; init; }

    /// <summary>The least age in whole years, or null.</summary>
    public int? MinimumAge { get; init; }

    /// <summary>The greatest age in whole years, or null.</summary>
    public int? MaximumAge { get; init; }

    /// <summary>The least share of matching characters, in [0, 1], at which two names count as equal.</summary>
    public double NameMatchShare { get; init; } = 0.85;

    /// <summary>The share of matching characters, in [0, 1], from which a name counts as being on a sanctions list.</summary>
    public double SanctionsMatchShare { get; init; } = 0.92;

    /// <summary>
    /// The weight of each check in the score, by code; a check that is not named weighs 1 (those that only advise - quality, support and
    /// screen of the document - 0), and one that weighs 0 neither counts nor declines.
    /// </summary>
    public IReadOnlyDictionary<string, double> Weights { get; init; } = new Dictionary<string, double>();

    /// <summary>The checks that must not be undecided: an unknown one leads to review. Empty means liveness, the comparison of faces, and whether the document could be read and is authentic.</summary>
    public IReadOnlyList<string> DecisiveChecks { get; init; } = [];

    /// <summary>The least score, in [0, 1], for approval.</summary>
    public double ApprovalScore { get; init; } = 0.9;

    /// <summary>A facade's own numbers that have no meaning here and are only given back (tolerances of a vendor's own models).</summary>
    public IReadOnlyDictionary<string, double> Extensions { get; init; } = new Dictionary<string, double>();

    /// <summary>What is wrong with the numbers of this policy; empty when nothing is.</summary>
    public IReadOnlyList<string> Validate()
    {
        var faults = new List<string>();
        void Require(bool holds, string fault)
        {
            if (!holds)
            {
                faults.Add(fault);
            }
        }

        Require(DocumentFaceFalseMatchRate is > 0 and < 1, "DocumentFaceFalseMatchRate must lie between 0 and 1.");
        Require(AuthenticationFalseMatchRate is > 0 and < 1, "AuthenticationFalseMatchRate must lie between 0 and 1.");
        Require(LivenessThreshold is null or (>= 0 and <= 1), "LivenessThreshold must lie in [0, 1].");
        Require(NameMatchShare is >= 0 and <= 1, "NameMatchShare must lie in [0, 1].");
        Require(SanctionsMatchShare is >= 0 and <= 1, "SanctionsMatchShare must lie in [0, 1].");
        Require(ApprovalScore is >= 0 and <= 1, "ApprovalScore must lie in [0, 1].");
        Require(MinimumAge is null or >= 0, "MinimumAge must not be negative.");
        Require(MaximumAge is null || MaximumAge >= (MinimumAge ?? 0), "MaximumAge must not be below MinimumAge.");
        foreach (var (code, weight) in Weights)
        {
            Require(double.IsFinite(weight) && weight >= 0, $"The weight of {code} must not be negative.");
        }

        return faults;
    }
}
