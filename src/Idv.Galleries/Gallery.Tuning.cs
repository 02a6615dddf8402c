using System.Diagnostics;
using System.Numerics.Tensors;
using Idv.Galleries.Index;

namespace Idv.Galleries;

/// <content>Measures approximate search before anyone turns it on.</content>
public sealed partial class Gallery
{
    private const int ComparedCandidates = 10;

    /// <summary>Compares approximate with exact search on this gallery: what each short list finds, and how long it takes.</summary>
    /// <param name="options">Probes and settings to try.</param>
    /// <param name="progress">Receives probes done and in all.</param>
    /// <exception cref="GalleryException">The gallery is empty or keeps no sketches, or an option has no meaning.</exception>
    public TuningReport Tune(TuningOptions options, IProgress<GalleryProgress>? progress = null)
    {
        var snapshot = Volatile.Read(ref _snapshot);
        if (!_options.KeepSketches || snapshot.LiveCount == 0)
        {
            throw EnrolmentCheck.Invalid("Only a gallery with templates and sketches can be tuned.");
        }

        if (options.SampleSize is < 1 or > 100_000 || options.GenuineSimilarity is not (> 0 and < 1) || options.ShortLists.Count == 0)
        {
            throw EnrolmentCheck.Invalid("Tuning takes 1 to 100,000 probes, a genuine similarity between 0 and 1, and at least one short list.");
        }

        var probes = options.Probes.Count > 0 ? options.Probes : MakeProbes(snapshot, options);
        var total = probes.Count * (options.ShortLists.Count + 1L);
        var done = 0L;
        (SearchResult Result, double Milliseconds)[] SearchAll(SearchOptions search)
        {
            var results = new (SearchResult, double)[probes.Count];
            for (var i = 0; i < results.Length; i++)
            {
                var start = Stopwatch.GetTimestamp();
                var result = Search(probes[i].Probe, search);
                results[i] = (result, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                progress?.Report(new GalleryProgress(GalleryActivity.Tuning, ++done, total));
            }

            return results;
        }

        var exact = SearchAll(new SearchOptions { Top = ComparedCandidates, Mode = SearchMode.Exact });
        var rows = new List<TuningRow>();
        foreach (var shortList in options.ShortLists)
        {
            var found = SearchAll(new SearchOptions { Top = ComparedCandidates, Mode = SearchMode.Approximate, SketchShortList = shortList });
            var hits = 0;
            var (shared, wanted) = (0, 0);
            for (var i = 0; i < found.Length; i++)
            {
                var first = First(exact[i].Result);
                hits += First(found[i].Result) is { } id && (id == probes[i].SubjectId || id == first) ? 1 : 0;
                shared += exact[i].Result.Candidates.Select(candidate => candidate.SubjectId)
                    .Intersect(found[i].Result.Candidates.Select(candidate => candidate.SubjectId), StringComparer.Ordinal).Count();
                wanted += exact[i].Result.Candidates.Count;
            }

            rows.Add(new TuningRow(
                shortList, (double)hits / found.Length, (double)shared / wanted, Percentile(found, 0.5), Percentile(found, 0.95)));
        }

        var exactHits = exact.Where((search, i) => First(search.Result) == probes[i].SubjectId).Count();
        return new TuningReport(snapshot.LiveCount, probes.Count, (double)exactHits / exact.Length, Percentile(exact, 0.5), rows);
    }

    private static string? First(SearchResult result) => result.Candidates.Count > 0 ? result.Candidates[0].SubjectId : null;

    private static double Percentile((SearchResult Result, double Milliseconds)[] searches, double share)
    {
        var times = searches.Select(search => search.Milliseconds).Order().ToArray();
        return times[(int)((times.Length - 1) * share)];
    }

    /// <summary>Enrolled templates, each turned by the same angle in a random direction.</summary>
    private List<(Template Probe, string SubjectId)> MakeProbes(Snapshot snapshot, TuningOptions options)
    {
        var random = new Random(options.Seed);
        var probes = new List<(Template, string)>();
        var template = new float[_options.Dimension];
        var noise = new float[_options.Dimension];
        while (probes.Count < options.SampleSize)
        {
            var row = random.Next(snapshot.RowCount);
            var slab = snapshot.Slabs[row >> Slab.RowBits];
            var within = row & (Slab.Rows - 1);
            if (!slab.IsVisible(within, snapshot.Version))
            {
                continue;
            }

            snapshot.ReadTemplate(row, template);
            for (var i = 0; i < noise.Length; i++)
            {
                // The sum of twelve uniform numbers is normal enough for a direction.
                noise[i] = -6;
                for (var n = 0; n < 12; n++)
                {
                    noise[i] += random.NextSingle();
                }
            }

            TensorPrimitives.MultiplyAdd(template, -TensorPrimitives.Dot<float>(noise, template), noise, noise);
            var aside = (float)Math.Sqrt(1 - (options.GenuineSimilarity * options.GenuineSimilarity)) / TensorPrimitives.Norm<float>(noise);
            TensorPrimitives.Multiply(noise, aside, noise);
            TensorPrimitives.MultiplyAdd(template, (float)options.GenuineSimilarity, noise, noise);
            probes.Add((new Template(_options.Model, snapshot.Transform.Reveal(noise)), snapshot.Subjects.Id(slab.Subjects[within])));
        }

        return probes;
    }
}
