using Idv.Verifications;

namespace Idv.Host.Translation;

/// <summary>The evidence of an examination by role, and where the engine's roles come from.</summary>
internal sealed class ExaminedPictures(IReadOnlyList<EvidenceContent> evidence, bool isSecondDocument = false)
{
    /// <summary>The newest evidence of a role, or null.</summary>
    public EvidenceContent? Latest(EvidenceRole role) => evidence.LastOrDefault(item => item.Evidence.Role == role);

    /// <summary>The same evidence, with the engine's document being the second one.</summary>
    public ExaminedPictures OfSecondDocument() => new(evidence, isSecondDocument: true);

    /// <summary>The evidence that the engine calls by a role, or null.</summary>
    public Guid? IdOf(Engine.EvidenceRole? role)
    {
        EvidenceRole? source = role switch
        {
            Engine.EvidenceRole.DocumentFront => isSecondDocument ? EvidenceRole.SecondDocumentFront : EvidenceRole.DocumentFront,
            Engine.EvidenceRole.DocumentBack => isSecondDocument ? EvidenceRole.SecondDocumentBack : EvidenceRole.DocumentBack,
            Engine.EvidenceRole.Selfie or Engine.EvidenceRole.Probe => EvidenceRole.Face,
            Engine.EvidenceRole.Video => EvidenceRole.FaceVideo,
            Engine.EvidenceRole.Reference => EvidenceRole.FaceReference,
            _ => null,
        };
        return source is { } known ? Latest(known)?.Evidence.Id : null;
    }
}
