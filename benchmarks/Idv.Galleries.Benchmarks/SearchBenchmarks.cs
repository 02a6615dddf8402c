using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using BenchmarkDotNet.Attributes;

namespace Idv.Galleries.Benchmarks;

/// <summary>Exact search of a million templates of 512 coordinates, against merely reading as many bytes.</summary>
public class SearchBenchmarks
{
    private const int Templates = 1_000_000;
    private const int Dimension = 512;
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "idv-gallery-benchmark");
    private Gallery _gallery = null!;
    private unsafe byte* _bytes;
    private Template[] _probes = [];
    private int _next;

    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public unsafe void Open()
    {
        _gallery = SampleGallery.Create(_folder, SampleGallery.Options(Dimension, Threads), Templates);
        _probes = [.. Enumerable.Range(0, 64).Select(i => SampleGallery.Probe(i * 15_000, Dimension))];
        _bytes = (byte*)NativeMemory.AlignedAlloc((nuint)Templates * Dimension, 2 << 20);
        _ = Advise(_bytes, (nuint)Templates * Dimension, 14);
        new Span<byte>(_bytes, Templates * Dimension).Fill(1);
    }

    [GlobalCleanup]
    public unsafe void Close()
    {
        _gallery.Dispose();
        NativeMemory.AlignedFree(_bytes);
    }

    [Benchmark(Baseline = true, Description = "read 512 MB, huge pages")]
    public unsafe ulong Read()
    {
        const int Part = 1 << 20;
        var parts = (int)((long)Templates * Dimension / Part);
        var sum = 0ul;
        Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, worker =>
        {
            Vector512<ulong> a = default, b = default, c = default, d = default;
            var end = _bytes + ((long)parts * (worker + 1) / Threads * Part);
            for (var at = _bytes + ((long)parts * worker / Threads * Part); at < end; at += 256)
            {
                a ^= Vector512.Load((ulong*)at);
                b ^= Vector512.Load((ulong*)(at + 64));
                c ^= Vector512.Load((ulong*)(at + 128));
                d ^= Vector512.Load((ulong*)(at + 192));
            }

            Interlocked.Add(ref sum, Vector512.Sum(a ^ b ^ c ^ d));
        });
        return sum;
    }

    [Benchmark(Description = "one probe, top 10")]
    public SearchResult One() => _gallery.Search(_probes[_next++ % _probes.Length]);

    [Benchmark(Description = "batch of 64, top 10", OperationsPerInvoke = 64)]
    public IReadOnlyList<SearchResult> Batch() => _gallery.SearchBatch(_probes);

    [DllImport("libc", EntryPoint = "madvise")]
    private static extern unsafe int Advise(void* address, nuint length, int advice);
}
