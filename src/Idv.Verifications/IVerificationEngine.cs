using Idv.Verifications.People;
using Idv.Verifications.Policies;
using Idv.Verifications.Reports;

namespace Idv.Verifications;

/// <summary>One piece of evidence with its bytes.</summary>
/// <param name="Evidence">What it is.</param>
/// <param name="Bytes">The picture or video as it arrived.</param>
public sealed record EvidenceContent(Evidence Evidence, ReadOnlyMemory<byte> Bytes);

/// <summary>What an engine is asked to examine.</summary>
public sealed record ExaminationRequest
{
    /// <summary>What was asked of the applicant.</summary>
    public required VerificationKind Kind { get; init; }

    /// <summary>The policy that judges.</summary>
    public required Policy Policy { get; init; }

    /// <summary>
    /// The evidence of the last attempt, and of earlier ones only for roles that the last one lacks; oldest first. Where a role occurs more than once
    /// (retaken, or several frames of a face), a later piece replaces an earlier one for documents and adds to it for faces.
    /// </summary>
    public required IReadOnlyList<EvidenceContent> Evidence { get; init; }

    /// <summary>What the tenant already knows of the applicant, for an engine that compares it with more than text; or null.</summary>
    public PersonalData? ReferenceData { get; init; }

    /// <summary>The type of document that the applicant said they would show.</summary>
    public DocumentType DeclaredDocumentType { get; init; }

    /// <summary>How liveness is to be established.</summary>
    public LivenessMode Liveness { get; init; }

    /// <summary>The identity whose templates the face is compared with, or null.</summary>
    public Identity? Subject { get; init; }

    /// <summary>The day to judge expiry by.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>
    /// Gives the perceptual hashes of the portraits that the tenant's other verifications saw with a document's number (<see cref="SeenDocument.Number"/>);
    /// null where documents are not to be compared with earlier ones.
    /// </summary>
    public Func<string, IReadOnlyList<ulong>>? PortraitsSeenWith { get; init; }

    /// <summary>The scripted outcome; only a mock engine reads it.</summary>
    public string? Scenario { get; init; }
}

/// <summary>A picture that the engine made from the evidence.</summary>
/// <param name="Id">The name that readings use for it.</param>
/// <param name="Role">What it shows.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="Bytes">The encoded picture.</param>
public sealed record DerivedEvidence(Guid Id, EvidenceRole Role, string MediaType, ReadOnlyMemory<byte> Bytes);

/// <summary>What an engine found. Comparisons of data and the decision are not the engine's: they are added by the lifecycle.</summary>
public sealed record Examination
{
    /// <summary>The documents.</summary>
    public IReadOnlyList<DocumentReading> Documents { get; init; } = [];

    /// <summary>The faces, with their templates.</summary>
    public IReadOnlyList<FaceReading> Faces { get; init; } = [];

    /// <summary>The comparisons of faces.</summary>
    public IReadOnlyList<FaceComparison> FaceComparisons { get; init; } = [];

    /// <summary>By what the document is to be recognised later, or null.</summary>
    public SeenDocument? Seen { get; init; }

    /// <summary>Pictures to keep, such as the document's portrait.</summary>
    public IReadOnlyList<DerivedEvidence> DerivedEvidence { get; init; } = [];

    /// <summary>The models that took part, as id@version.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>Everything else that the engine has to say, in its own words (JSON text); kept and given back, or null.</summary>
    public string? EngineReport { get; init; }
}

/// <summary>
/// Examines evidence. Implementations are thread-safe, synchronous and pure, and never throw on bad pictures: they report.
/// They should look at the token between stages; the time limit of a verification is told through it.
/// </summary>
public interface IVerificationEngine
{
    /// <summary>Examines the evidence of one verification.</summary>
    Examination Examine(ExaminationRequest request, CancellationToken cancellation);
}
