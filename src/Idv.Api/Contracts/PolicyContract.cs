namespace Idv.Api.Contracts;

/// <summary>How a tenant judges. Every change makes a new version; a report names the one that judged it.</summary>
/// <param name="Version">Counts from 1; ignored in a request.</param>
/// <param name="CreatedAt">When the version was saved, UTC; ignored in a request.</param>
/// <param name="FaceFmr">The false match rate at which a face and a document's portrait count as the same person's.</param>
/// <param name="AuthenticationFmr">The false match rate at which a face and an identity's template count as the same person's.</param>
/// <param name="Liveness"><c>none</c>, <c>passive</c> or <c>passive-then-active</c>.</param>
/// <param name="LivenessThreshold">The liveness score below which a face counts as an attack, 0 to 1; null takes the model's own.</param>
/// <param name="MinimumAge">The least age in whole years, or null.</param>
/// <param name="MaximumAge">The greatest age in whole years, or null.</param>
/// <param name="NameMatchShare">The least share of matching characters at which names count as equal, 0 to 1.</param>
/// <param name="SanctionsMatchShare">The share of matching characters from which a name counts as being on a sanctions list, 0 to 1.</param>
/// <param name="AcceptedDocuments">The accepted documents; empty accepts every recognised one.</param>
/// <param name="Weights">The weight of each check in the score, by code; 1 when not named, 0 neither counts nor declines.</param>
/// <param name="DecisiveChecks">The checks that must not be undecided; empty means liveness, the comparison of faces, and whether the document could be read and is authentic.</param>
/// <param name="ApprovalScore">The least score for approval, 0 to 1.</param>
public sealed record PolicyContract(
    int Version,
    DateTimeOffset CreatedAt,
    double FaceFmr = 1e-4,
    double AuthenticationFmr = 1e-4,
    string Liveness = "passive",
    double? LivenessThreshold = null,
    int? MinimumAge = null,
    int? MaximumAge = null,
    double NameMatchShare = 0.85,
    double SanctionsMatchShare = 0.92,
    IReadOnlyList<AcceptedDocumentContract>? AcceptedDocuments = null,
    IReadOnlyDictionary<string, double>? Weights = null,
    IReadOnlyList<string>? DecisiveChecks = null,
    double ApprovalScore = 0.9);

/// <summary>A type of document that a policy accepts.</summary>
/// <param name="Type"><c>passport</c>, <c>passport-card</c>, <c>identity-card</c>, <c>driving-licence</c>, <c>residence-permit</c>, <c>visa</c> or <c>other</c>.</param>
/// <param name="IssuingStates">The issuing states (ISO 3166-1 alpha-3); empty or absent means all.</param>
public sealed record AcceptedDocumentContract(string Type, IReadOnlyList<string>? IssuingStates = null);
