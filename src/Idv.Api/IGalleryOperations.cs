using Idv.Api.Contracts;

namespace Idv.Api;

/// <summary>
/// What our own routes ask of the galleries. Every tenant has galleries of its own; another tenant's do not exist for it.
/// Implementations are thread-safe.
/// </summary>
public interface IGalleryOperations
{
    /// <summary>Enrols the one face of a picture, replacing an earlier enrolment of the subject; makes the gallery when it is new.</summary>
    Answer<EnrolmentContract> Enrol(string tenant, string gallery, string subject, Upload image);

    /// <summary>An enrolled subject, or null.</summary>
    SubjectContract? Find(string tenant, string gallery, string subject);

    /// <summary>Forgets a subject; false when there is none.</summary>
    bool Delete(string tenant, string gallery, string subject);

    /// <summary>Whether a gallery exists.</summary>
    bool Exists(string tenant, string gallery);

    /// <summary>Searches the most prominent face of a picture.</summary>
    Answer<SearchContract> Search(string tenant, string gallery, Upload image, int top);
}
