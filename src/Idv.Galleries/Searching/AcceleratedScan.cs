using Idv.Galleries.Index;
using Idv.Galleries.Protection;
using Idv.Galleries.Scanning;

namespace Idv.Galleries.Searching;

/// <summary>Lets an accelerator scan in place of the processor, and keeps its rows those of the snapshot.</summary>
/// <remarks>
/// An accelerator knows nothing of dead rows: so many more are asked for, and they are left out here. What it turned away scores no more than the
/// worst that it gave back, which is all that the proof in <see cref="ExactSearch"/> needs.
/// </remarks>
internal sealed class AcceleratedScan(IScanAccelerator accelerator, int dimension) : IDisposable
{
    /// <summary>Beyond this many dead rows a scan on the processor costs less than sorting them out.</summary>
    private const int MostDeadRows = 8192;

    private const int RowsPerTransfer = 4096;

    private readonly Lock _lock = new();
    private GalleryTransform? _transform;
    private Slab? _firstSlab;

    /// <summary>Scans, or returns null when the processor must: with filters, or with very many dead rows.</summary>
    public ScanOutcome[]? Run(Snapshot snapshot, ReadOnlySpan<ScanRequest> requests)
    {
        var dead = snapshot.RowCount - snapshot.LiveCount;
        var capacity = 0;
        foreach (var request in requests)
        {
            if (request.Filter is not null)
            {
                return null;
            }

            capacity = Math.Max(capacity, request.Capacity);
        }

        if (snapshot.RowCount == 0 || dead > MostDeadRows)
        {
            return null;
        }

        lock (_lock)
        {
            Synchronise(snapshot);

            // Rows that a newer snapshot has brought may be given back too; they are left out like dead ones.
            var count = Math.Min(accelerator.Rows, capacity + dead + (accelerator.Rows - snapshot.RowCount));
            var probes = new float[requests.Length * dimension];
            for (var i = 0; i < requests.Length; i++)
            {
                requests[i].Probe.CopyTo(probes.AsSpan(i * dimension));
            }

            var (scores, rows) = (new float[requests.Length * count], new int[requests.Length * count]);
            accelerator.FindBest(probes, count, scores, rows);
            var outcomes = new ScanOutcome[requests.Length];
            for (var i = 0; i < outcomes.Length; i++)
            {
                var list = Select(snapshot, scores.AsSpan(i * count, count), rows.AsSpan(i * count, count), hasAll: count == accelerator.Rows);
                outcomes[i] = new ScanOutcome(list, accelerator.RoundingError + snapshot.Kernel.RoundingError);
            }

            return outcomes;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => accelerator.Dispose();

    /// <summary>The rows of the snapshot among those found; the list is full unless nothing was turned away.</summary>
    private static ShortList Select(Snapshot snapshot, ReadOnlySpan<float> scores, ReadOnlySpan<int> rows, bool hasAll)
    {
        var visible = 0;
        foreach (var row in rows)
        {
            visible += IsVisible(snapshot, row) ? 1 : 0;
        }

        var list = new ShortList(hasAll ? visible + 1 : Math.Max(visible, 1));
        for (var i = 0; i < rows.Length; i++)
        {
            if (IsVisible(snapshot, rows[i]))
            {
                list.Offer(scores[i], rows[i]);
            }
        }

        return list;
    }

    private static bool IsVisible(Snapshot snapshot, int row) =>
        row < snapshot.RowCount && snapshot.Slabs[row >> Slab.RowBits].IsVisible(row & (Slab.Rows - 1), snapshot.Version);

    private void Synchronise(Snapshot snapshot)
    {
        // Rekeying and compaction make new rows under the old numbers.
        if (!ReferenceEquals(_transform, snapshot.Transform) || !ReferenceEquals(_firstSlab, snapshot.Slabs[0]))
        {
            accelerator.Clear();
            (_transform, _firstSlab) = (snapshot.Transform, snapshot.Slabs[0]);
        }

        var buffer = new float[Math.Min(RowsPerTransfer, Math.Max(0, snapshot.RowCount - accelerator.Rows)) * dimension];
        while (accelerator.Rows < snapshot.RowCount)
        {
            var first = accelerator.Rows;
            var count = Math.Min(RowsPerTransfer, snapshot.RowCount - first);
            for (var i = 0; i < count; i++)
            {
                snapshot.ReadTemplate(first + i, buffer.AsSpan(i * dimension, dimension));
            }

            accelerator.Append(buffer.AsSpan(0, count * dimension));
        }
    }
}
