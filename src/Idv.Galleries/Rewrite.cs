using Idv.Galleries.Index;
using Idv.Galleries.Protection;
using Idv.Galleries.Storage;

namespace Idv.Galleries;

/// <summary>
/// Copies a gallery without its dead templates into a new index and a new log, under the same keys or new ones, while searches and
/// changes go on. Each call of <see cref="CatchUp"/> brings the copy to a later state; the last one is made while writers wait.
/// </summary>
/// <param name="source">Transform that the copied templates are stored under.</param>
/// <param name="target">The index to fill.</param>
/// <param name="log">The log to write; null for a gallery in memory.</param>
internal sealed class Rewrite(GalleryTransform source, TemplateIndex target, SegmentLog? log)
{
    private const int RowsPerGroup = 1024;
    private int _copiedRows;
    private long _copiedVersion = -1;

    /// <summary>Brings the copy from the state of the last call to a later one.</summary>
    /// <param name="state">The state to reach.</param>
    /// <param name="report">Receives the number of rows passed.</param>
    /// <param name="cancellation">Ends the copy between two groups.</param>
    public void CatchUp(Snapshot state, Action<int>? report, CancellationToken cancellation)
    {
        KillWhatDied(state);
        var rows = new List<int>(RowsPerGroup);
        for (var row = _copiedRows; row < state.RowCount; row++)
        {
            if (state.Slabs[row >> Slab.RowBits].IsVisible(row & (Slab.Rows - 1), state.Version))
            {
                rows.Add(row);
            }

            if (rows.Count == RowsPerGroup || row == state.RowCount - 1)
            {
                cancellation.ThrowIfCancellationRequested();
                Copy(state, rows);
                rows.Clear();
                report?.Invoke(row + 1);
            }
        }

        _copiedRows = state.RowCount;
        _copiedVersion = state.Version;
    }

    /// <summary>Subjects whose copied rows died since: all rows of a subject die together.</summary>
    private void KillWhatDied(Snapshot state)
    {
        var deletions = new List<Change>();
        for (var row = 0; row < _copiedRows; row++)
        {
            var slab = state.Slabs[row >> Slab.RowBits];
            var within = row & (Slab.Rows - 1);
            if (slab.IsVisible(within, _copiedVersion) && !slab.IsVisible(within, state.Version))
            {
                var id = state.Subjects.Utf8(slab.Subjects[within]);
                if (target.KillRows(target.Subjects.Find(id)) > 0)
                {
                    deletions.Add(new Change(ChangeKind.Delete, new SubjectRecord(id.ToArray(), 0, new Dictionary<string, string>()), []));
                }
            }
        }

        foreach (var group in deletions.Chunk(RowsPerGroup))
        {
            log?.Append(group);
        }
    }

    private void Copy(Snapshot state, List<int> rows)
    {
        var vectors = new float[rows.Count][];
        ParallelLoop.Run(rows.Count, Environment.ProcessorCount, i =>
        {
            var vector = new float[state.Kernel.Dimension];
            state.ReadTemplate(rows[i], vector);
            vectors[i] = ReferenceEquals(source, target.Transform) ? vector : target.Transform.Protect(source.Reveal(vector));
        });

        var changes = new List<Change>(rows.Count);
        for (var i = 0; i < rows.Count; i++)
        {
            var slab = state.Slabs[rows[i] >> Slab.RowBits];
            var within = rows[i] & (Slab.Rows - 1);
            var subject = new SubjectRecord(
                state.Subjects.Utf8(slab.Subjects[within]).ToArray(), slab.EnrolledAt[within], state.Tags.Sets[slab.TagSets[within]]);
            var ordinal = target.Subjects.FindOrAdd(subject.Id);

            // Rows are added below, so that a second template of a subject in this very group is an enrolment to the log; replaying
            // treats the two kinds alike.
            var kind = target.Subjects.FirstRow(ordinal) < 0 ? ChangeKind.Enrol : ChangeKind.AddTemplates;
            changes.Add(new Change(kind, subject, [vectors[i]]));
        }

        if (changes.Count > 0)
        {
            target.Apply(changes, log?.Append(changes));
        }
    }
}
