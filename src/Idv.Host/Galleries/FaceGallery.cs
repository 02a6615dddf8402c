using System.Runtime.InteropServices;
using Idv.Engine;
using Idv.Galleries;
using Idv.Verifications.Faces;
using Idv.Verifications.People;

namespace Idv.Host.Galleries;

/// <summary>The exact index for the facades' operations on galleries.</summary>
internal sealed class FaceGallery(GalleryShelf shelf, VerificationEngine engine) : IFaceGallery
{
    /// <inheritdoc/>
    public bool Enrol(string tenantId, string gallery, string subjectId, BiometricTemplate template) => shelf.Open(tenantId, gallery).Replace(new Enrolment
    {
        SubjectId = subjectId,
        Templates = [Translate(template)],
        EnrolledAt = template.CreatedAt,
    });

    /// <inheritdoc/>
    public bool Contains(string tenantId, string gallery, string subjectId) =>
        shelf.Exists(tenantId, gallery) && shelf.Open(tenantId, gallery).Find(subjectId) is not null;

    /// <inheritdoc/>
    public bool Delete(string tenantId, string gallery, string subjectId) =>
        shelf.Exists(tenantId, gallery) && shelf.Open(tenantId, gallery).Delete(subjectId);

    /// <inheritdoc/>
    public IReadOnlyList<FaceCandidate> Search(string tenantId, string gallery, BiometricTemplate probe, int top) => shelf.Exists(tenantId, gallery)
        ? [.. shelf.Open(tenantId, gallery).Search(Translate(probe), new SearchOptions { Top = top }).Candidates.Select(candidate => new FaceCandidate(
            candidate.SubjectId,
            new FaceLikeness(candidate.Similarity, engine.Faces.Comparer.Calibration.FalseMatchRateAt(candidate.Similarity))))]
        : [];

    private static Template Translate(BiometricTemplate template) =>
        new($"{template.ModelId}@{template.ModelVersion}", MemoryMarshal.Cast<byte, float>(template.Data.Span).ToArray());
}
