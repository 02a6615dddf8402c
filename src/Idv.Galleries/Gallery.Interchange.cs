using System.Globalization;
using Idv.Galleries.Index;
using Idv.Galleries.Interchange;
using Idv.Galleries.Storage;

namespace Idv.Galleries;

/// <summary>What an import does with a subject that is enrolled already.</summary>
public enum ImportConflict
{
    /// <summary>Stops the import; what came before it stays.</summary>
    Fail,

    /// <summary>Leaves the enrolled one; an interrupted import can so be repeated.</summary>
    Skip,

    /// <summary>Replaces the enrolled one.</summary>
    Replace,
}

/// <summary>What an import did.</summary>
/// <param name="Enrolled">Subjects enrolled or replaced.</param>
/// <param name="Skipped">Subjects left as they were.</param>
public sealed record ImportReport(long Enrolled, long Skipped);

/// <content>Export and import.</content>
public sealed partial class Gallery
{
    private const int SubjectsPerImport = 256;

    /// <summary>
    /// Writes every subject of the current state. The vectors are those of the model, readable by anyone: the file is as sensitive as the
    /// pictures that they came from, and the caller protects it.
    /// </summary>
    /// <param name="stream">Receives the export; it is not closed.</param>
    /// <param name="progress">Receives subjects written and in all.</param>
    /// <returns>Number of subjects.</returns>
    /// <exception cref="GalleryException">A template could not be read.</exception>
    /// <exception cref="IOException">The stream failed.</exception>
    public long Export(Stream stream, IProgress<GalleryProgress>? progress = null)
    {
        var snapshot = Volatile.Read(ref _snapshot);
        ExportFormat.WriteHeader(stream, _options.Model, _options.Dimension);
        var vector = new float[_options.Dimension];
        var subjects = RowsBySubject(snapshot);
        var done = 0L;
        foreach (var rows in subjects)
        {
            var slab = snapshot.Slabs[rows[0] >> Slab.RowBits];
            var within = rows[0] & (Slab.Rows - 1);
            var subject = new SubjectRecord(
                snapshot.Subjects.Utf8(slab.Subjects[within]).ToArray(), slab.EnrolledAt[within], snapshot.Tags.Sets[slab.TagSets[within]]);
            foreach (var part in rows.Chunk(EnrolmentCheck.MaximumTemplates))
            {
                ExportFormat.WriteSubject(stream, subject, Array.ConvertAll(part, row =>
                {
                    snapshot.ReadTemplate(row, vector);
                    return snapshot.Transform.Reveal(vector);
                }));
                done++;
            }

            progress?.Report(new GalleryProgress(GalleryActivity.Exporting, done, subjects.Count));
        }

        ExportFormat.WriteEnd(stream, done);
        return subjects.Count;
    }

    /// <summary>Every enrolled subject of the current state, without templates.</summary>
    public IReadOnlyList<EnrolledSubject> Subjects()
    {
        var snapshot = Volatile.Read(ref _snapshot);
        return
        [
            .. RowsBySubject(snapshot).Select(rows =>
            {
                var slab = snapshot.Slabs[rows[0] >> Slab.RowBits];
                var within = rows[0] & (Slab.Rows - 1);
                return new EnrolledSubject(
                    snapshot.Subjects.Id(slab.Subjects[within]),
                    rows.Length,
                    snapshot.Tags.Sets[slab.TagSets[within]],
                    DateTimeOffset.FromUnixTimeMilliseconds(slab.EnrolledAt[within]));
            }),
        ];
    }

    /// <summary>
    /// The model and dimension that the gallery of a folder says it has, by which it can be opened although another model is in use now;
    /// null where there is no gallery. <see cref="Open"/> proves that nobody changed them.
    /// </summary>
    /// <param name="folder">The gallery's folder.</param>
    /// <exception cref="GalleryException">The folder's manifest is damaged.</exception>
    public static (string Model, int Dimension)? ModelOf(string folder) =>
        Manifest.Peek(folder) is { } manifest ? (manifest.Model, manifest.Dimension) : null;

    /// <summary>Writes a line of comma-separated values (RFC 4180) for every subject: id, templates, date, tags as name=value.</summary>
    /// <param name="writer">Receives the lines, a header first.</param>
    public void ExportIds(TextWriter writer)
    {
        var snapshot = Volatile.Read(ref _snapshot);
        writer.Write("subject_id,templates,enrolled_at,tags\r\n");
        foreach (var rows in RowsBySubject(snapshot))
        {
            var slab = snapshot.Slabs[rows[0] >> Slab.RowBits];
            var within = rows[0] & (Slab.Rows - 1);
            var tags = snapshot.Tags.Sets[slab.TagSets[within]].OrderBy(tag => tag.Key, StringComparer.Ordinal);
            var date = DateTimeOffset.FromUnixTimeMilliseconds(slab.EnrolledAt[within]).ToString("O", CultureInfo.InvariantCulture);
            writer.Write(Quoted(snapshot.Subjects.Id(slab.Subjects[within])));
            writer.Write($",{rows.Length},{date},");
            writer.Write(Quoted(string.Join(';', tags.Select(tag => $"{tag.Key}={tag.Value}"))));
            writer.Write("\r\n");
        }
    }

    /// <summary>Enrols the subjects of an export.</summary>
    /// <param name="stream">The export; it is read to its end and not closed.</param>
    /// <param name="conflict">What to do with subjects that are enrolled already.</param>
    /// <param name="progress">Receives subjects read; their total is not known in advance and given as the same number.</param>
    /// <exception cref="GalleryException">
    /// The export is damaged, of another model or dimension, or holds a subject that is enrolled already. Subjects before the place of the
    /// fault may have been enrolled.
    /// </exception>
    public ImportReport Import(Stream stream, ImportConflict conflict = ImportConflict.Fail, IProgress<GalleryProgress>? progress = null)
    {
        var (model, dimension) = ExportFormat.ReadHeader(stream);
        if (dimension != _options.Dimension)
        {
            throw new GalleryException(
                GalleryFault.DimensionMismatch, $"The export's templates have {dimension} coordinates, the gallery's {_options.Dimension}.");
        }

        var (records, enrolled, skipped) = (0L, 0L, 0L);
        var kind = conflict == ImportConflict.Replace ? ChangeKind.Replace : ChangeKind.Enrol;
        var batch = new List<Enrolment>(SubjectsPerImport);
        string? last = null;
        string? lastSkipped = null;
        while (ExportFormat.ReadSubject(stream, model, dimension, records) is { } enrolment)
        {
            records++;
            var isFurtherPart = enrolment.SubjectId == last;
            last = enrolment.SubjectId;
            if (last == lastSkipped || (conflict == ImportConflict.Skip && !isFurtherPart && Find(last) is not null))
            {
                skipped += isFurtherPart ? 0 : 1;
                lastSkipped = last;
                continue;
            }

            if (isFurtherPart)
            {
                // A subject of very many templates is exported in several parts.
                ImportBatch(batch, kind);
                AddTemplates(enrolment);
                continue;
            }

            enrolled++;
            batch.Add(enrolment);
            if (batch.Count == SubjectsPerImport)
            {
                ImportBatch(batch, kind);
                progress?.Report(new GalleryProgress(GalleryActivity.Importing, enrolled + skipped, enrolled + skipped));
            }
        }

        ImportBatch(batch, kind);
        return new ImportReport(enrolled, skipped);
    }

    private void ImportBatch(List<Enrolment> batch, ChangeKind kind)
    {
        if (batch.Count > 0)
        {
            _commits.CarryOut(new MutationRequest([.. batch.Select(enrolment => Intent(kind, enrolment))]));
            batch.Clear();
        }
    }

    /// <summary>The rows of each subject of a state, subjects in the order of their ordinals.</summary>
    private static List<int[]> RowsBySubject(Snapshot snapshot)
    {
        var rows = new List<int>(snapshot.LiveCount);
        for (var row = 0; row < snapshot.RowCount; row++)
        {
            if (snapshot.Slabs[row >> Slab.RowBits].IsVisible(row & (Slab.Rows - 1), snapshot.Version))
            {
                rows.Add(row);
            }
        }

        return [.. rows.GroupBy(row => snapshot.Slabs[row >> Slab.RowBits].Subjects[row & (Slab.Rows - 1)])
            .OrderBy(subject => subject.Key)
            .Select(subject => subject.ToArray())];
    }

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"")}\"";
}
