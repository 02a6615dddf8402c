using System.Numerics;
using System.Runtime.CompilerServices;
using Idv.Galleries.Index;
using Idv.Galleries.Scanning;

namespace Idv.Galleries.Searching;

/// <summary>
/// Approximate search: the Hamming distance of 512-bit sketches picks rows, their codes pick fewer, and full precision ranks those. It
/// reads an eighth of what the exact int8 scan reads.
/// </summary>
/// <remarks>
/// Two unit vectors at angle θ disagree in a random sign with probability θ/π (Goemans and Williamson, 1995), so the distance of 512
/// independent signs is binomial: the loss of a short list can be computed, and doesn't depend on a graph's or a partition's luck.
/// </remarks>
internal static class SketchSearch
{
    private const int BlocksPerUnit = 512;

    /// <summary>Rows to compare by code when the operator chose none.</summary>
    public static int DefaultShortList(int rows) => 1_000 + (rows / 1_000);

    /// <summary>Searches one probe.</summary>
    /// <param name="snapshot">A state with sketches.</param>
    /// <param name="probe">A unit vector in the gallery's space.</param>
    /// <param name="filter">Rows to consider; null for all.</param>
    /// <param name="options">What the caller asked for.</param>
    /// <param name="shortList">Rows to compare by code.</param>
    /// <param name="threads">Threads of the scan.</param>
    public static SearchResult Search(
        Snapshot snapshot, float[] probe, CompiledFilter? filter, SearchOptions options, int shortList, int threads)
    {
        var rows = NearestRows(snapshot, probe, filter, Math.Max(shortList, options.Top), threads);
        var scored = ScoreRows(snapshot, probe, rows, ExactSearch.FirstCapacity(options.Top), threads, out var errorBound);
        var ranking = new CandidateRanking(snapshot, probe, options.Top, options.MinimumSimilarity);
        ranking.Compare(scored, errorBound);
        return new SearchResult(ranking.Candidates(), SearchExactness.Approximate, snapshot.LiveCount);
    }

    private static int[] NearestRows(Snapshot snapshot, float[] probe, CompiledFilter? filter, int shortList, int threads)
    {
        var sketch = new ulong[Slab.SketchWords];
        snapshot.Transform.Sketch(probe, sketch);
        var merged = new SketchShortList(shortList);
        var blocks = (snapshot.RowCount + BlockLayout.Rows - 1) / BlockLayout.Rows;
        var units = (blocks + BlocksPerUnit - 1) / BlocksPerUnit;
        var workers = Math.Min(threads, units);
        if (workers <= 1)
        {
            ScanSketches(snapshot, sketch, filter, merged, 0, blocks);
            return merged.Nearest().ToArray();
        }

        var nextUnit = -1;
        Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers }, _ =>
        {
            var list = new SketchShortList(shortList);
            for (var unit = Interlocked.Increment(ref nextUnit); unit < units; unit = Interlocked.Increment(ref nextUnit))
            {
                ScanSketches(snapshot, sketch, filter, list, unit * BlocksPerUnit, Math.Min((unit + 1) * BlocksPerUnit, blocks));
            }

            lock (merged)
            {
                merged.AddAll(list);
            }
        });
        return merged.Nearest().ToArray();
    }

    private static void ScanSketches(
        Snapshot snapshot, ulong[] sketch, CompiledFilter? filter, SketchShortList list, int firstBlock, int endBlock)
    {
        var (s0, s1, s2, s3) = (sketch[0], sketch[1], sketch[2], sketch[3]);
        var (s4, s5, s6, s7) = (sketch[4], sketch[5], sketch[6], sketch[7]);
        for (var number = firstBlock; number < endBlock; number++)
        {
            var slab = snapshot.Slabs[number / Slab.Blocks];
            var first = number % Slab.Blocks * BlockLayout.Rows;
            var mask = filter?.Mask(slab, number % Slab.Blocks) ?? 0xFFFF;
            if (mask == 0)
            {
                continue;
            }

            var end = Math.Min(BlockLayout.Rows, snapshot.RowCount - (number * BlockLayout.Rows));
            ref var words = ref slab.Sketch(first);
            for (var lane = 0; lane < end; lane++, words = ref Unsafe.Add(ref words, Slab.SketchWords))
            {
                var distance =
                    BitOperations.PopCount(words ^ s0) + BitOperations.PopCount(Unsafe.Add(ref words, 1) ^ s1)
                    + BitOperations.PopCount(Unsafe.Add(ref words, 2) ^ s2) + BitOperations.PopCount(Unsafe.Add(ref words, 3) ^ s3)
                    + BitOperations.PopCount(Unsafe.Add(ref words, 4) ^ s4) + BitOperations.PopCount(Unsafe.Add(ref words, 5) ^ s5)
                    + BitOperations.PopCount(Unsafe.Add(ref words, 6) ^ s6) + BitOperations.PopCount(Unsafe.Add(ref words, 7) ^ s7);
                if (distance < list.Limit && ((mask >> lane) & 1) != 0 && slab.IsVisible(first + lane, snapshot.Version))
                {
                    list.Add((number * BlockLayout.Rows) + lane, distance);
                }
            }

            GC.KeepAlive(slab);
        }
    }

    /// <summary>Scores rows by their codes. A row's block is read whole: its sixteen rows are interleaved.</summary>
    private static ShortList ScoreRows(
        Snapshot snapshot, float[] probe, int[] rows, int capacity, int threads, out float errorBound)
    {
        var packed = snapshot.Kernel.Pack([probe]);
        errorBound = packed.Errors[0] + (snapshot.LargestRowError * (1 + packed.Errors[0])) + snapshot.Kernel.RoundingError;
        Array.Sort(rows);
        var merged = new ShortList(capacity);
        var workers = Math.Clamp(rows.Length / 256, 1, threads);
        Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers }, worker =>
        {
            var list = new ShortList(capacity);
            Span<float> scores = stackalloc float[BlockLayout.Rows * packed.SlotCount];
            var scoredBlock = -1;
            foreach (var row in rows.AsSpan((int)((long)rows.Length * worker / workers)..(int)((long)rows.Length * (worker + 1) / workers)))
            {
                var slab = snapshot.Slabs[row >> Slab.RowBits];
                var block = row / BlockLayout.Rows;
                if (block != scoredBlock)
                {
                    var within = block % Slab.Blocks;
                    snapshot.Kernel.Score(ref slab.Block(within), ref slab.Scales[within * BlockLayout.Rows], packed, scores);
                    scoredBlock = block;
                    GC.KeepAlive(slab);
                }

                list.Offer(scores[row % BlockLayout.Rows], row);
            }

            lock (merged)
            {
                merged.OfferAll(list);
            }
        });
        return merged;
    }
}
