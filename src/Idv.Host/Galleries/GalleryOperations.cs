using Idv.Api;
using Idv.Api.Contracts;
using Idv.Api.Http;
using Idv.Engine;
using Idv.Faces.Embedding;
using Idv.Galleries;
using Idv.Host.Translation;

namespace Idv.Host.Galleries;

/// <summary>Our own API's galleries on the real engine and the exact index.</summary>
internal sealed class GalleryOperations(VerificationEngine engine, VerificationPolicy policy, GalleryShelf shelf, TimeProvider clock) : IGalleryOperations
{
    /// <summary>The tag that holds a template's id.</summary>
    private const string TemplateTag = "template";

    private readonly double _threshold = engine.Faces.Comparer.Calibration.ThresholdFor(policy.FalseMatchRate);

    /// <summary>The name under which galleries know an embedder.</summary>
    public static string ModelOf(FaceTemplate template) => $"{template.ModelId}@{template.ModelVersion}";

    /// <inheritdoc/>
    public Answer<EnrolmentContract> Enrol(string tenant, string gallery, string subject, Upload image)
    {
        var reading = engine.EmbedFace(image.Bytes, policy, alone: true);
        if (reading.Template is not { } template)
        {
            return Obstacle(image, reading.Obstacle!);
        }

        var enrolment = new Enrolment
        {
            SubjectId = subject,
            Templates = [new Template(ModelOf(template), template.Vector.ToArray())],
            Tags = new Dictionary<string, string>(StringComparer.Ordinal) { [TemplateTag] = Guid.CreateVersion7().ToString() },
            EnrolledAt = clock.GetUtcNow(),
        };
        if (Open(tenant, gallery, out var opened) is { } mismatch)
        {
            return mismatch;
        }

        var replaced = opened!.Replace(enrolment);
        return new EnrolmentContract(new SubjectContract(subject, enrolment.Tags[TemplateTag], enrolment.EnrolledAt), replaced);
    }

    /// <inheritdoc/>
    public SubjectContract? Find(string tenant, string gallery, string subject) =>
        shelf.Exists(tenant, gallery) && Require(tenant, gallery).Find(subject) is { } found
            ? new SubjectContract(found.SubjectId, TemplateId(found), found.EnrolledAt)
            : null;

    /// <inheritdoc/>
    public bool Delete(string tenant, string gallery, string subject) => shelf.Exists(tenant, gallery) && Require(tenant, gallery).Delete(subject);

    /// <inheritdoc/>
    public bool Exists(string tenant, string gallery) => shelf.Exists(tenant, gallery);

    /// <inheritdoc/>
    public Answer<SearchContract> Search(string tenant, string gallery, Upload image, int top)
    {
        var reading = engine.EmbedFace(image.Bytes, policy, alone: false);
        if (reading.Template is not { } template)
        {
            return Obstacle(image, reading.Obstacle!);
        }

        if (Open(tenant, gallery, out var opened) is { } mismatch)
        {
            return mismatch;
        }

        var result = opened!.Search(new Template(ModelOf(template), template.Vector.ToArray()), new SearchOptions { Top = top });
        return new SearchContract(
            [.. result.Candidates.Select(candidate => new CandidateContract(
                candidate.SubjectId, FaceTranslation.Round(candidate.Similarity), opened.Find(candidate.SubjectId) is { } found ? TemplateId(found) : ""))],
            FaceTranslation.Round(_threshold),
            policy.FalseMatchRate,
            result.TemplatesSearched);
    }

    /// <summary>Opens a gallery.</summary>
    /// <exception cref="ProblemException">Another embedder enrolled it.</exception>
    private Gallery Require(string tenant, string gallery) =>
        Open(tenant, gallery, out var opened) is { } mismatch ? throw new ProblemException(Problem.Unprocessable(mismatch)) : opened!;

    /// <summary>Opens a gallery, unless another embedder enrolled it: that is told as a fault.</summary>
    private EvidenceFault? Open(string tenant, string gallery, out Gallery? opened)
    {
        try
        {
            opened = shelf.Open(tenant, gallery);
            return null;
        }
        catch (GalleryException exception) when (exception.Fault is GalleryFault.ModelMismatch or GalleryFault.DimensionMismatch)
        {
            opened = null;
            return new EvidenceFault("gallery", "model-mismatch", exception.Message);
        }
    }

    private static EvidenceFault Obstacle(Upload image, Engine.Checks.CheckReason reason) => new(image.Field, reason.Code, reason.Message);

    /// <summary>Subjects that were imported have no template id of ours; their own id stands for it.</summary>
    private static string TemplateId(EnrolledSubject subject) => subject.Tags.GetValueOrDefault(TemplateTag, subject.SubjectId);
}
