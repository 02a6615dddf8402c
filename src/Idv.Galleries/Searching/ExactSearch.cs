using Idv.Galleries.Index;

namespace Idv.Galleries.Searching;

/// <summary>
/// Turns a scan's short list into a candidate list that is proven to be the one full precision would give, scanning again where one scan
/// does not prove it.
/// </summary>
/// <remarks>
/// No exact cosine is further than a known bound from its score. So if the last place of the candidate list beats, by more than that
/// bound, the best score that the short list turned away, nothing that was turned away belongs in the list.
/// </remarks>
internal static class ExactSearch
{
    /// <summary>
    /// Rows that the first scan keeps. Sixteen for each place is enough to prove nearly every list of up to ten million templates at
    /// once; keeping more costs next to nothing, because only rows within the bound of the last place are read.
    /// </summary>
    public static int FirstCapacity(int top) => Math.Max(256, 16 * top);

    /// <summary>Completes a search.</summary>
    /// <param name="snapshot">The state that was scanned.</param>
    /// <param name="request">The scan that was made.</param>
    /// <param name="scanned">What it found.</param>
    /// <param name="options">What the caller asked for.</param>
    /// <param name="limit">Rows that a repeated scan may keep.</param>
    /// <param name="threads">Threads of a repeated scan.</param>
    public static SearchResult Complete(
        Snapshot snapshot, ScanRequest request, ScanOutcome scanned, SearchOptions options, int limit, int threads)
    {
        var ranking = new CandidateRanking(snapshot, request.Probe, options.Top, options.MinimumSimilarity);
        var capacity = request.Capacity;
        while (true)
        {
            ranking.Compare(scanned.Rows, scanned.ErrorBound);
            var proven = !scanned.Rows.IsFull || ranking.Cutoff > scanned.Rows.Threshold + scanned.ErrorBound;
            if (proven || capacity >= limit)
            {
                var exactness = proven ? SearchExactness.Exact : SearchExactness.Unproven;
                return new SearchResult(ranking.Candidates(), exactness, snapshot.LiveCount);
            }

            // With all places taken, everything that could displace the last is wanted, and no more; else simply more rows.
            var floor = MathF.BitDecrement(ranking.Cutoff - scanned.ErrorBound);
            capacity = float.IsNegativeInfinity(ranking.Cutoff) ? (int)Math.Min(limit, capacity * 16L) : limit;
            scanned = ExhaustiveScan.Run(snapshot, [request with { Capacity = capacity, Floor = floor }], threads)[0];
        }
    }
}
