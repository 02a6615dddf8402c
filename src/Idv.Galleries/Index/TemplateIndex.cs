using Idv.Galleries.Protection;
using Idv.Galleries.Scanning;
using Idv.Galleries.Storage;

namespace Idv.Galleries.Index;

/// <summary>
/// The writer's side of the index: adds and kills rows, and publishes snapshots. One writer at a time; it never disturbs a reader,
/// because rows become part of a state only by the next snapshot.
/// </summary>
internal sealed class TemplateIndex
{
    private readonly bool _sketches;
    private readonly bool _fullPrecision;
    private Slab[] _slabs = [];
    private int _rowCount;
    private float _largestRowError;

    /// <summary>Creates an empty index.</summary>
    /// <param name="kernel">Codes templates.</param>
    /// <param name="transform">What templates are stored under.</param>
    /// <param name="sketches">Whether rows have sketches.</param>
    /// <param name="stored">Reads full-precision vectors; null keeps them in memory.</param>
    /// <param name="version">Version of the empty state.</param>
    public TemplateIndex(ScanKernel kernel, GalleryTransform transform, bool sketches, ITemplateReader? stored, long version)
    {
        Kernel = kernel;
        Transform = transform;
        Stored = stored;
        Version = version;
        _sketches = sketches;
        _fullPrecision = stored is null;
    }

    /// <summary>Codes templates.</summary>
    public ScanKernel Kernel { get; }

    /// <summary>What templates are stored under.</summary>
    public GalleryTransform Transform { get; }

    /// <summary>Reads full-precision vectors; null where they are in memory.</summary>
    public ITemplateReader? Stored { get; }

    /// <summary>Subject identifiers.</summary>
    public SubjectTable Subjects { get; } = new();

    /// <summary>Sets of tags.</summary>
    public TagTable Tags { get; } = new();

    /// <summary>Version of the last published state. Rows killed now die in the next.</summary>
    public long Version { get; private set; }

    /// <summary>Rows that live.</summary>
    public int LiveCount { get; private set; }

    /// <summary>Rows in use, dead ones included.</summary>
    public int RowCount => _rowCount;

    /// <summary>Most rows an index can hold: row numbers are 32-bit.</summary>
    public static int MaximumRows => int.MaxValue - Slab.Rows;

    /// <summary>Adds a row for a subject. Its code is still to be written by <see cref="WriteCode"/>.</summary>
    public int AddRow(int subject, int tagSet, long enrolledAt, long location)
    {
        if (_rowCount >> Slab.RowBits == _slabs.Length)
        {
            _slabs = [.. _slabs, new Slab(Kernel, hugePages: _slabs.Length > 0, _sketches, _fullPrecision)];
        }

        var row = _rowCount++;
        var slab = _slabs[row >> Slab.RowBits];
        var within = row & (Slab.Rows - 1);
        slab.Subjects[within] = subject;
        slab.TagSets[within] = tagSet;
        slab.EnrolledAt[within] = enrolledAt;
        slab.Locations[within] = location;
        slab.NextOfSubject[within] = Subjects.FirstRow(subject);
        Subjects.SetFirstRow(subject, row);
        LiveCount++;
        return row;
    }

    /// <summary>Writes a new row's code, sketch and full-precision vector. Different rows may be written by different threads.</summary>
    public void WriteCode(int row, ReadOnlySpan<float> vector)
    {
        var slab = _slabs[row >> Slab.RowBits];
        var within = row & (Slab.Rows - 1);
        var code = Kernel.Encode(slab.BlockSpan(within / BlockLayout.Rows), within % BlockLayout.Rows, vector);
        slab.Scales[within] = code.Scale;
        RaiseLargestRowError(code.Error);
        if (_sketches)
        {
            Transform.Sketch(vector, System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref slab.Sketch(within), Slab.SketchWords));
        }

        if (_fullPrecision)
        {
            vector.CopyTo(slab.FullPrecision(within));
        }

        GC.KeepAlive(slab);
    }

    /// <summary>Applies logged changes.</summary>
    /// <param name="changes">The changes, in order.</param>
    /// <param name="locations">Where their vectors were stored, in order; null where nothing is stored.</param>
    public void Apply(IReadOnlyList<Change> changes, long[]? locations)
    {
        var added = new List<(int Row, float[] Vector)>();
        var next = 0;
        foreach (var change in changes)
        {
            var subject = Subjects.FindOrAdd(change.Subject.Id);
            if (change.Kind is ChangeKind.Delete or ChangeKind.Replace)
            {
                KillRows(subject);
            }

            var tagSet = change.Vectors.Length > 0 ? Tags.Intern(change.Subject.Tags) : 0;
            foreach (var vector in change.Vectors)
            {
                added.Add((AddRow(subject, tagSet, change.Subject.EnrolledAt, locations?[next++] ?? 0), vector));
            }
        }

        if (added.Count < 64)
        {
            foreach (var (row, vector) in added)
            {
                WriteCode(row, vector);
            }
        }
        else
        {
            Parallel.ForEach(added, row => WriteCode(row.Row, row.Vector));
        }
    }

    /// <summary>Whether a row was killed.</summary>
    public bool IsDead(int row) => !_slabs[row >> Slab.RowBits].IsVisible(row & (Slab.Rows - 1), Version + 1);

    /// <summary>Kills every row of a subject as of the next version; returns how many.</summary>
    public int KillRows(int subject)
    {
        var killed = 0;
        for (var row = Subjects.FirstRow(subject); row >= 0;)
        {
            var slab = _slabs[row >> Slab.RowBits];
            var within = row & (Slab.Rows - 1);
            Volatile.Write(ref slab.DiedAt[within], Version + 1);
            row = slab.NextOfSubject[within];
            killed++;
        }

        if (killed > 0)
        {
            Subjects.SetFirstRow(subject, -1);
            LiveCount -= killed;
        }

        return killed;
    }

    /// <summary>What is known of a subject that has rows.</summary>
    public EnrolledSubject Describe(int subject)
    {
        var first = Subjects.FirstRow(subject);
        var count = 0;
        for (var row = first; row >= 0; row = _slabs[row >> Slab.RowBits].NextOfSubject[row & (Slab.Rows - 1)])
        {
            count++;
        }

        var slab = _slabs[first >> Slab.RowBits];
        var within = first & (Slab.Rows - 1);
        return new EnrolledSubject(
            Subjects.Id(subject), count, Tags.Sets[slab.TagSets[within]], DateTimeOffset.FromUnixTimeMilliseconds(slab.EnrolledAt[within]));
    }

    /// <summary>The living rows of a subject in the order of enrolment.</summary>
    public List<int> RowsOf(int subject)
    {
        var rows = new List<int>();
        for (var row = Subjects.FirstRow(subject); row >= 0; row = _slabs[row >> Slab.RowBits].NextOfSubject[row & (Slab.Rows - 1)])
        {
            rows.Add(row);
        }

        rows.Reverse();
        return rows;
    }

    /// <summary>Makes everything added and killed so far the next state.</summary>
    public Snapshot Publish()
    {
        Version++;
        return new Snapshot
        {
            Kernel = Kernel,
            Slabs = _slabs,
            RowCount = _rowCount,
            LiveCount = LiveCount,
            Version = Version,
            LargestRowError = _largestRowError,
            Transform = Transform,
            Subjects = Subjects,
            Tags = Tags,
            Stored = Stored,
        };
    }

    private void RaiseLargestRowError(float error)
    {
        var seen = Volatile.Read(ref _largestRowError);
        while (error > seen)
        {
            var before = Interlocked.CompareExchange(ref _largestRowError, error, seen);
            if (before == seen)
            {
                return;
            }

            seen = before;
        }
    }
}
