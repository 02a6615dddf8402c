using Idv.Verifications.People;

namespace Idv.Verifications.Reports;

/// <summary>What was seen of the applicant's face, and how its checks ended.</summary>
public sealed record FaceReading
{
    /// <summary>The name of this reading.</summary>
    public required Guid Id { get; init; }

    /// <summary>The picture or video.</summary>
    public Guid? EvidenceId { get; init; }

    /// <summary>How the checks of this face ended.</summary>
    public IReadOnlyList<Check> Checks { get; init; } = [];

    /// <summary>The action that the applicant was asked for, or null.</summary>
    public string? Action { get; init; }

    /// <summary>The template, or null when the face was not usable. It moves to the identity and is not kept in the report.</summary>
    public BiometricTemplate? Template { get; init; }
}

/// <summary>Two faces compared.</summary>
/// <param name="Check">The outcome: <see cref="CheckCodes.DocumentFaceMatch"/> or <see cref="CheckCodes.IdentityFaceMatch"/>.</param>
/// <param name="Similarity">The model's own similarity.</param>
/// <param name="FalseMatchRate">The false match rate (ISO/IEC 19795-1) that the threshold stands for.</param>
/// <param name="DocumentId">The document reading whose portrait was compared, or null.</param>
/// <param name="FaceId">The face reading.</param>
/// <param name="TemplateId">The identity's template that matched best, or null.</param>
public sealed record FaceComparison(
    Check Check, double? Similarity, double? FalseMatchRate, Guid? DocumentId, Guid? FaceId, Guid? TemplateId = null);
