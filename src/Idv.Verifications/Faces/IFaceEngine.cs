using Idv.Verifications.People;

namespace Idv.Verifications.Faces;

/// <summary>Why no template could be made of a picture.</summary>
public enum FaceObstacle
{
    /// <summary>The bytes are no picture, or one beyond the limits.</summary>
    ImageUnreadable,

    /// <summary>There is no face.</summary>
    NoFace,

    /// <summary>There is more than one face of comparable size.</summary>
    SeveralFaces,

    /// <summary>There is a face, but too poor a picture of it.</summary>
    FaceUnusable,
}

/// <summary>A template, or why there is none.</summary>
/// <param name="Template">The template, or null.</param>
/// <param name="Obstacle">Why there is none; null when there is one.</param>
/// <param name="Detail">The obstacle in words, for people; it never holds personal data.</param>
public sealed record FaceEmbedding(BiometricTemplate? Template, FaceObstacle? Obstacle, string? Detail = null);

/// <summary>How alike two faces are.</summary>
/// <param name="Similarity">The model's own similarity.</param>
/// <param name="FalseMatchRate">
/// The false match rate (ISO/IEC 19795-1) that a threshold at this very similarity would have: the smaller, the surer. Facades map it to
/// their vendor's scale. Rates below the least calibrated one are reported as that one, 1 stands for faces that are not alike at all.
/// </param>
public readonly record struct FaceLikeness(double Similarity, double FalseMatchRate);

/// <summary>
/// What facades ask of faces beside verifications. Implementations are thread-safe, synchronous and never throw on bad pictures. Run them in
/// a <see cref="Processing.WorkQueue"/>: they keep a processor busy.
/// </summary>
public interface IFaceEngine
{
    /// <summary>Makes the template of a picture's face.</summary>
    /// <param name="image">The picture's bytes.</param>
    /// <param name="alone">Whether a second face of comparable size is an obstacle; otherwise the most prominent face counts.</param>
    FaceEmbedding Embed(ReadOnlyMemory<byte> image, bool alone);

    /// <summary>Takes over a template that was made elsewhere by the model in use.</summary>
    /// <param name="coordinates">The coordinates as little-endian 32-bit floats.</param>
    /// <returns>The template, or null when these cannot be coordinates of that model: of another number, not finite, or all zero.</returns>
    BiometricTemplate? Import(ReadOnlyMemory<byte> coordinates);

    /// <summary>Compares two templates.</summary>
    /// <exception cref="ArgumentException">They come from different models.</exception>
    FaceLikeness Compare(BiometricTemplate probe, BiometricTemplate reference);
}

/// <summary>A subject of a gallery that resembles a probe.</summary>
/// <param name="SubjectId">The subject.</param>
/// <param name="Likeness">How much.</param>
public sealed record FaceCandidate(string SubjectId, FaceLikeness Likeness);

/// <summary>
/// The galleries (ISO/IEC 2382-37: 1:N reference databases) of tenants. A gallery exists from its first enrolment on; one tenant's galleries do not exist for another.
/// What was enrolled is durable when the call ends. Thread-safe.
/// </summary>
public interface IFaceGallery
{
    /// <summary>Enrols a template, replacing an earlier one of the same subject.</summary>
    /// <returns>Whether an earlier one was replaced.</returns>
    bool Enrol(string tenantId, string gallery, string subjectId, BiometricTemplate template);

    /// <summary>Whether a subject is enrolled.</summary>
    bool Contains(string tenantId, string gallery, string subjectId);

    /// <summary>Forgets a subject; false when there is none.</summary>
    bool Delete(string tenantId, string gallery, string subjectId);

    /// <summary>The most similar subjects, best first; empty when the gallery does not exist.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="gallery">The gallery.</param>
    /// <param name="probe">The face to look for.</param>
    /// <param name="top">The most candidates to return, 1 or more.</param>
    IReadOnlyList<FaceCandidate> Search(string tenantId, string gallery, BiometricTemplate probe, int top);
}
