using Idv.Verifications.People;

namespace Idv.Verifications.Faces;

/// <summary>
/// A face that arrives as a template instead of a picture. As evidence it is the template's data under a media type of its own, which names the model.
/// Neither quality nor liveness can be told of it.
/// </summary>
public static class FaceTemplateEvidence
{
    private const string Prefix = "application/vnd.idv.face-template; model=";

    /// <summary>The evidence of a template.</summary>
    public static NewEvidence Of(BiometricTemplate template) =>
        new(EvidenceRole.Face, $"{Prefix}{template.ModelId}@{template.ModelVersion}", template.Data);

    /// <summary>Whether a piece of evidence is a template.</summary>
    public static bool IsTemplate(Evidence? evidence) => evidence?.MediaType.StartsWith(Prefix, StringComparison.Ordinal) == true;

    /// <summary>The template of a piece of evidence, or null when it is a picture or video.</summary>
    public static BiometricTemplate? Read(EvidenceContent content)
    {
        if (!IsTemplate(content.Evidence))
        {
            return null;
        }

        var model = content.Evidence.MediaType.AsSpan(Prefix.Length);
        var at = model.LastIndexOf('@');
        return new BiometricTemplate(
            content.Evidence.Id, model[..at].ToString(), model[(at + 1)..].ToString(), content.Bytes, content.Evidence.ReceivedAt, content.Evidence.BlobId);
    }
}
