using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Idv.Galleries.Index;
using Idv.Galleries.Scanning;

namespace Idv.Galleries.Searching;

/// <summary>What a scan looks for.</summary>
/// <param name="Probe">A unit vector in the gallery's space.</param>
/// <param name="Filter">Rows to consider; null for all.</param>
/// <param name="Capacity">Rows to keep.</param>
/// <param name="Floor">Rows with this score or less are of no interest.</param>
internal sealed record ScanRequest(float[] Probe, CompiledFilter? Filter, int Capacity, float Floor);

/// <summary>What a scan found.</summary>
/// <param name="Rows">The best rows by score.</param>
/// <param name="ErrorBound">No row's exact cosine is further than this from its score.</param>
internal readonly record struct ScanOutcome(ShortList Rows, float ErrorBound);

/// <summary>Scores every row of a snapshot against one probe or a batch, on several threads.</summary>
internal static class ExhaustiveScan
{
    /// <summary>A unit of work for a thread: long enough to amortise taking it, short enough that threads end together.</summary>
    private const int BlocksPerUnit = 128;

    /// <summary>Scans a snapshot once for all requests.</summary>
    public static ScanOutcome[] Run(Snapshot snapshot, ReadOnlySpan<ScanRequest> requests, int threads)
    {
        var probes = new float[requests.Length][];
        for (var i = 0; i < probes.Length; i++)
        {
            probes[i] = requests[i].Probe;
        }

        var packed = snapshot.Kernel.Pack(probes);
        var wanted = requests.ToArray();
        var merged = NewLists(wanted);
        var blocks = (snapshot.RowCount + BlockLayout.Rows - 1) / BlockLayout.Rows;
        var units = (blocks + BlocksPerUnit - 1) / BlocksPerUnit;
        var workers = Math.Min(threads, units);
        if (workers <= 1)
        {
            ScanBlocks(snapshot, wanted, packed, merged, 0, blocks);
        }
        else
        {
            var nextUnit = -1;
            Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers }, _ =>
            {
                var lists = NewLists(wanted);
                for (var unit = Interlocked.Increment(ref nextUnit); unit < units; unit = Interlocked.Increment(ref nextUnit))
                {
                    ScanBlocks(snapshot, wanted, packed, lists, unit * BlocksPerUnit, Math.Min((unit + 1) * BlocksPerUnit, blocks));
                }

                lock (merged)
                {
                    for (var i = 0; i < lists.Length; i++)
                    {
                        merged[i].OfferAll(lists[i]);
                    }
                }
            });
        }

        var outcomes = new ScanOutcome[requests.Length];
        for (var i = 0; i < outcomes.Length; i++)
        {
            var bound = packed.Errors[i] + (snapshot.LargestRowError * (1 + packed.Errors[i])) + snapshot.Kernel.RoundingError;
            outcomes[i] = new ScanOutcome(merged[i], bound);
        }

        return outcomes;
    }

    private static ShortList[] NewLists(ScanRequest[] requests) =>
        Array.ConvertAll(requests, request => new ShortList(request.Capacity, request.Floor));

    private static void ScanBlocks(
        Snapshot snapshot, ScanRequest[] requests, PackedProbes packed, ShortList[] lists, int firstBlock, int endBlock)
    {
        var scores = new float[packed.SlotCount * BlockLayout.Rows];
        ref var firstScore = ref MemoryMarshal.GetArrayDataReference(scores);
        Span<uint> masks = stackalloc uint[requests.Length];
        var kernel = snapshot.Kernel;
        var thresholds = Array.ConvertAll(lists, list => list.Threshold);
        var filtered = Array.Exists(requests, request => request.Filter is not null);
        for (var number = firstBlock; number < endBlock; number++)
        {
            var slab = snapshot.Slabs[number / Slab.Blocks];
            var block = number % Slab.Blocks;
            if (filtered && Masks(snapshot, requests, slab, block, number, masks) == 0)
            {
                continue;
            }

            kernel.Score(ref slab.Block(block), ref slab.Scales[block * BlockLayout.Rows], packed, scores);
            for (var i = 0; i < thresholds.Length; i++)
            {
                var hits = (uint)Vector512.GreaterThan(
                    Vector512.LoadUnsafe(ref firstScore, (nuint)(i * BlockLayout.Rows)),
                    Vector512.Create(thresholds[i])).ExtractMostSignificantBits();
                if (hits != 0)
                {
                    hits &= filtered ? masks[i] : ValidRows(snapshot, number);
                    Offer(lists[i], hits, scores.AsSpan(i * BlockLayout.Rows), slab, number, snapshot.Version);
                    thresholds[i] = lists[i].Threshold;
                }
            }

            GC.KeepAlive(slab);
        }
    }

    /// <summary>Offers the rows of a block that beat a list's threshold, unless they are dead.</summary>
    private static void Offer(ShortList list, uint hits, ReadOnlySpan<float> scores, Slab slab, int number, long version)
    {
        for (; hits != 0; hits &= hits - 1)
        {
            var lane = BitOperations.TrailingZeroCount(hits);
            if (slab.IsVisible((number % Slab.Blocks * BlockLayout.Rows) + lane, version))
            {
                list.Offer(scores[lane], (number * BlockLayout.Rows) + lane);
            }
        }
    }

    /// <summary>Which rows of a block each request considers; returns the union, so that a block nobody wants is never read.</summary>
    private static uint Masks(Snapshot snapshot, ScanRequest[] requests, Slab slab, int block, int number, Span<uint> masks)
    {
        var valid = ValidRows(snapshot, number);
        var union = 0u;
        for (var i = 0; i < requests.Length; i++)
        {
            var filter = requests[i].Filter;
            masks[i] = filter is null ? valid
                : i > 0 && ReferenceEquals(filter, requests[i - 1].Filter) ? masks[i - 1]
                : valid & filter.Mask(slab, block);
            union |= masks[i];
        }

        return union;
    }

    /// <summary>The rows of a block that are part of a snapshot, dead or alive.</summary>
    private static uint ValidRows(Snapshot snapshot, int block)
    {
        var rows = snapshot.RowCount - (block * BlockLayout.Rows);
        return rows >= BlockLayout.Rows ? 0xFFFF : (1u << rows) - 1;
    }
}
