using Idv.Engine;
using Idv.Galleries;

namespace Idv.Host.Galleries;

/// <summary>What became of a gallery that was to be enrolled again.</summary>
/// <param name="Subjects">How many people it holds.</param>
/// <param name="Enrolled">How many of them the embedder in use has enrolled, in this run and in earlier ones.</param>
/// <param name="Missing">Subjects without a picture.</param>
/// <param name="Refused">Subjects whose picture was refused, and why.</param>
/// <param name="Replaced">Whether the gallery is now one of the embedder in use.</param>
internal sealed record ReindexingOutcome(
    int Subjects, int Enrolled, IReadOnlyList<string> Missing, IReadOnlyList<RefusedSubject> Refused, bool Replaced);

/// <summary>A subject whose picture was refused.</summary>
/// <param name="Subject">The subject's id.</param>
/// <param name="Code">The reason's stable name.</param>
/// <param name="Message">The reason in words.</param>
internal sealed record RefusedSubject(string Subject, string Code, string Message);

/// <summary>Enrols the people of a gallery again with the embedder in use: templates of two models never compare.</summary>
internal sealed class GalleryReindexing(VerificationEngine engine, VerificationPolicy policy, GalleryShelf shelf)
{
    /// <summary>Enrols everybody of a gallery from pictures; ids, tags and dates stay.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="gallery">The gallery.</param>
    /// <param name="pictures">The pictures, by their subjects' ids.</param>
    /// <param name="forgetOthers">Whether people without a usable picture may be lost.</param>
    /// <param name="progress">Receives how many are done, and how many there are.</param>
    /// <returns>What became of it; null when the gallery is one of the embedder in use already.</returns>
    /// <exception cref="GalleryException">The gallery's files cannot be used; the message says why.</exception>
    public ReindexingOutcome? Run(
        string tenant, string gallery, IReadOnlyList<(string Subject, FileInfo File)> pictures, bool forgetOthers, Action<int, int>? progress = null)
    {
        ReindexingOutcome? outcome = null;
        var files = pictures.GroupBy(picture => picture.Subject, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First().File, StringComparer.Ordinal);
        shelf.Reissue(tenant, gallery, (old, target) =>
        {
            var subjects = old.Subjects();
            var (missing, refused) = (new List<string>(), new List<RefusedSubject>());
            foreach (var (subject, number) in subjects.Select((subject, number) => (subject, number)))
            {
                if (target.Find(subject.SubjectId) is null)
                {
                    Enrol(target, subject, files.GetValueOrDefault(subject.SubjectId), missing, refused);
                }

                progress?.Invoke(number + 1, subjects.Count);
            }

            var lost = missing.Count + refused.Count;
            outcome = new ReindexingOutcome(subjects.Count, subjects.Count - lost, missing, refused, lost == 0 || forgetOthers);
            return outcome.Replaced;
        });
        return outcome;
    }

    private void Enrol(Gallery target, EnrolledSubject subject, FileInfo? file, List<string> missing, List<RefusedSubject> refused)
    {
        if (file is null)
        {
            missing.Add(subject.SubjectId);
            return;
        }

        var reading = engine.EmbedFace(File.ReadAllBytes(file.FullName), policy, alone: true);
        if (reading.Template is not { } template)
        {
            refused.Add(new RefusedSubject(subject.SubjectId, reading.Obstacle!.Code, reading.Obstacle.Message));
            return;
        }

        target.Enrol(new Enrolment
        {
            SubjectId = subject.SubjectId,
            Templates = [new Template(GalleryOperations.ModelOf(template), template.Vector.ToArray())],
            Tags = subject.Tags,
            EnrolledAt = subject.EnrolledAt,
        });
    }
}
