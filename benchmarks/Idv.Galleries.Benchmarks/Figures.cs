using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Idv.Galleries.Benchmarks;

/// <summary>Rates, sizes and recall. Each prints what it measured; the folder of large galleries is kept for the next run.</summary>
internal static class Figures
{
    private const int Dimension = 512;
    private const int Million = 1_000_000;

    public static void Run(string[] names)
    {
        foreach (var name in names)
        {
            switch (name)
            {
                case "enrol":
                    Enrol();
                    break;
                case "scan":
                    Scan();
                    break;
                case "open":
                    Open(Million);
                    break;
                case "recall":
                    Recall();
                    break;
                case "tune":
                    Tune();
                    break;
                case "coalesce":
                    Coalesce();
                    break;
                case "vectors":
                    Vectors();
                    break;
                case "10m":
                    Open(10 * Million);
                    break;
                default:
                    Console.WriteLine($"Unknown figure '{name}': scan, enrol, open, recall, tune, coalesce, vectors, 10m.");
                    break;
            }
        }
    }

    /// <summary>
    /// Reading, one probe and a batch of 64 in turns, so that whatever else the machine does falls on all three alike: best and median of
    /// the clock, and processor time per thread, which a busy machine disturbs least.
    /// </summary>
    private static void Scan()
    {
        foreach (var threads in new[] { 1, 2 })
        {
            var benchmarks = new SearchBenchmarks { Threads = threads };
            benchmarks.Open();
            var (read, probe, batch) = (new Timing(threads), new Timing(threads), new Timing(threads));
            for (var round = 0; round < 40; round++)
            {
                read.Measure(() => benchmarks.Read());
                probe.Measure(() => benchmarks.One());
                if (round % 4 == 0)
                {
                    batch.Measure(() => benchmarks.Batch());
                }
            }

            benchmarks.Close();
            Console.WriteLine($"{threads} threads, best, median, best of processor time:");
            Console.WriteLine($"  read 512 MB        {read}");
            Console.WriteLine($"  one probe          {probe}   {probe.Best / read.Best:F2} ×, {probe.Median / read.Median:F2} ×, {probe.BestProcessor / read.BestProcessor:F2} ×");
            Console.WriteLine($"  batch of 64        {batch}   a probe: {batch.Best / 64:F3}, {batch.Median / 64:F3}, {batch.BestProcessor / 64:F3}");
        }
    }

    private sealed class Timing(int threads)
    {
        private readonly List<double> _clock = [];
        private readonly List<double> _processor = [];

        public double Best => _clock.Min();

        public double Median => _clock.Order().ElementAt(_clock.Count / 2);

        public double BestProcessor => _processor.Min();

        public void Measure(Action action)
        {
            var processor = Environment.CpuUsage.TotalTime;
            var start = Stopwatch.GetTimestamp();
            action();
            _clock.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            _processor.Add((Environment.CpuUsage.TotalTime - processor).TotalMilliseconds / threads);
        }

        public override string ToString() => $"{Best,8:F2} {Median,8:F2} {BestProcessor,8:F2} ms";
    }

    /// <summary>Single enrolments from several threads while another searches a gallery of 100,000.</summary>
    private static void Enrol()
    {
        foreach (var (title, durability, writers) in new[]
        {
            ("in memory", (Durability?)null, 2),
            ("durable, 64 writers", Durability.Disk, 64),
            ("durable, 1 writer", Durability.Disk, 1),
        })
        {
            var folder = Directory.CreateTempSubdirectory("idv-gallery-enrol-").FullName;
            var options = SampleGallery.Options(Dimension, threads: 1);
            using (var gallery = durability is { } mode ? Gallery.Open(folder, options with { Durability = mode }) : Gallery.InMemory(options))
            {
                gallery.EnrolMany([.. Enumerable.Range(0, 10_000).Select(i => SampleGallery.Enrolment(i, Dimension))]);
                var prepared = Enumerable.Range(0, 4000).AsParallel().Select(i => SampleGallery.Identity(i, Dimension)).ToArray();
                var stop = false;
                var searches = 0;
                var enrolled = 0;
                var probe = SampleGallery.Probe(77, Dimension);
                var searcher = new Thread(() =>
                {
                    while (!Volatile.Read(ref stop))
                    {
                        gallery.Search(probe);
                        searches++;
                    }
                });
                var threads = Enumerable.Range(0, writers).Select(_ => new Thread(() =>
                {
                    while (!Volatile.Read(ref stop))
                    {
                        var i = Interlocked.Increment(ref enrolled);
                        gallery.Enrol(new Enrolment { SubjectId = $"new-{i}", Templates = [new Template(SampleGallery.Model, prepared[i % prepared.Length])] });
                    }
                })).ToArray();
                var start = Stopwatch.GetTimestamp();
                searcher.Start();
                Array.ForEach(threads, thread => thread.Start());
                Thread.Sleep(4000);
                Volatile.Write(ref stop, true);
                Array.ForEach(threads, thread => thread.Join());
                searcher.Join();
                var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
                var statistics = gallery.Statistics();
                Console.WriteLine(
                    $"enrol {title}: {enrolled / seconds:N0} templates/s beside {searches / seconds:N0} searches/s; {(double)statistics.Commits / statistics.Writes:F1} changes a write");
            }

            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Opening, memory, and the time of one probe and of a batch.</summary>
    private static void Open(int templates)
    {
        var folder = Path.Combine(Path.GetTempPath(), templates == Million ? "idv-gallery-benchmark" : $"idv-gallery-benchmark-{templates}");
        var options = SampleGallery.Options(Dimension, threads: 2);
        SampleGallery.Create(folder, options, templates).Dispose();
        GC.Collect();
        var before = Environment.WorkingSet;
        var start = Stopwatch.GetTimestamp();
        using var gallery = Gallery.Open(folder, options);
        var opened = Stopwatch.GetElapsedTime(start);
        var statistics = gallery.Statistics();
        Console.WriteLine($"{templates:N0} × {Dimension}: opened in {opened.TotalSeconds:F1} s; kernel {statistics.Kernel}");
        Console.WriteLine($"  vectors {(double)statistics.VectorBytes / templates:F1} bytes a template, directory and ids {(double)statistics.DirectoryBytes / templates:F1}; working set {Environment.WorkingSet / 1e9:F2} GB ({before / 1e9:F2} before); disk {statistics.SegmentBytes / 1e9:F2} GB");
        var times = new List<double>();
        for (var i = 0; i < 30; i++)
        {
            var probe = SampleGallery.Probe(i * 1000, Dimension);
            var begin = Stopwatch.GetTimestamp();
            var result = gallery.Search(probe);
            times.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
            if (result.Candidates[0].SubjectId != SampleGallery.Name(i * 1000) || result.Exactness != SearchExactness.Exact)
            {
                Console.WriteLine($"  probe {i}: {result.Exactness}, {result.Candidates[0]}");
            }
        }

        times.Sort();
        Console.WriteLine($"  one probe: median {times[15]:F1} ms, worst {times[^1]:F1} ms on 2 threads");
    }

    /// <summary>Candidate lists of the int8 gallery against those of a float32 gallery.</summary>
    private static void Recall()
    {
        const int Templates = 100_000;
        var options = SampleGallery.Options(Dimension, threads: 2);
        using var codes = Gallery.InMemory(options);
        using var floats = Gallery.InMemory(options with { Precision = GalleryPrecision.Float32 });
        for (var first = 0; first < Templates; first += 4096)
        {
            var enrolments = Enumerable.Range(first, Math.Min(4096, Templates - first)).AsParallel().Select(i => SampleGallery.Enrolment(i, Dimension)).ToArray();
            codes.EnrolMany(enrolments);
            floats.EnrolMany(enrolments);
        }

        var probes = Enumerable.Range(0, 1000).AsParallel().AsOrdered().Select(i => SampleGallery.Probe(i * 97, Dimension)).ToArray();
        var (left, right) = (codes.SearchBatch(probes), floats.SearchBatch(probes));
        var rank1 = 0;
        var mated = 0;
        var lists = 0;
        var proven = 0;
        for (var i = 0; i < probes.Length; i++)
        {
            rank1 += left[i].Candidates[0].SubjectId == right[i].Candidates[0].SubjectId ? 1 : 0;
            mated += left[i].Candidates[0].SubjectId == SampleGallery.Name(i * 97) ? 1 : 0;
            lists += left[i].Candidates.Select(candidate => candidate.SubjectId).SequenceEqual(right[i].Candidates.Select(candidate => candidate.SubjectId)) ? 1 : 0;
            proven += left[i].Exactness == SearchExactness.Exact ? 1 : 0;
        }

        Console.WriteLine($"recall at {Templates:N0}: rank 1 equal {rank1}/1000, mated first {mated}/1000, whole top 10 equal {lists}/1000, proven {proven}/1000");
    }

    /// <summary>Approximate search of a million at several genuine similarities.</summary>
    private static void Tune()
    {
        var folder = Path.Combine(Path.GetTempPath(), "idv-gallery-benchmark");
        using var gallery = SampleGallery.Create(folder, SampleGallery.Options(Dimension, threads: 2) with { KeepSketches = true }, Million);
        foreach (var similarity in new[] { 0.6, 0.5, 0.4 })
        {
            var report = gallery.Tune(new TuningOptions { SampleSize = 400, GenuineSimilarity = similarity, ShortLists = [300, 1_000, 2_000, 10_000] });
            Console.WriteLine($"tune, genuine cosine {similarity}: exact hits {report.ExactMatedHitRate:P2} in {report.ExactMedianMilliseconds:F1} ms");
            foreach (var row in report.Rows)
            {
                Console.WriteLine($"  short list {row.ShortList,6}: hits {row.MatedHitRate:P2}, recall of 10 {row.Recall:P1}, median {row.MedianMilliseconds:F2} ms, p95 {row.P95Milliseconds:F2} ms");
            }
        }
    }

    /// <summary>One caller alone against many at once.</summary>
    private static void Coalesce()
    {
        var folder = Path.Combine(Path.GetTempPath(), "idv-gallery-benchmark");
        using var gallery = SampleGallery.Create(folder, SampleGallery.Options(Dimension, threads: 2), Million);
        foreach (var callers in new[] { 1, 4, 16, 64 })
        {
            var done = 0;
            var threads = Enumerable.Range(0, callers).Select(caller => new Thread(() =>
            {
                var probe = SampleGallery.Probe(caller * 1000, Dimension);
                for (var i = 0; i < 20; i++)
                {
                    gallery.Search(probe);
                    Interlocked.Increment(ref done);
                }
            })).ToArray();
            var scans = gallery.Statistics().Scans;
            var start = Stopwatch.GetTimestamp();
            Array.ForEach(threads, thread => thread.Start());
            Array.ForEach(threads, thread => thread.Join());
            var milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            Console.WriteLine($"{callers} callers: {done / milliseconds * 1000:N0} searches/s, {milliseconds / 20:F1} ms each, {(double)done / (gallery.Statistics().Scans - scans):F1} probes a scan");
        }
    }

    /// <summary>Writes the templates and probes for the peers' script: little-endian float32.</summary>
    private static void Vectors()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "idv-gallery-vectors")).FullName;
        using var templates = File.Create(Path.Combine(folder, "templates.f32"));
        for (var first = 0; first < Million; first += 10_000)
        {
            foreach (var vector in Enumerable.Range(first, 10_000).AsParallel().AsOrdered().Select(i => SampleGallery.Identity(i, Dimension)).ToArray())
            {
                templates.Write(MemoryMarshal.AsBytes(vector.AsSpan()));
            }
        }

        using var probes = File.Create(Path.Combine(folder, "probes.f32"));
        for (var i = 0; i < 1000; i++)
        {
            probes.Write(MemoryMarshal.AsBytes(SampleGallery.Probe(i * 97, Dimension).Vector.Span));
        }
    }
}
