using BenchmarkDotNet.Attributes;
using Idv.Galleries.Onnx;
using Idv.Inference;

namespace Idv.Galleries.Benchmarks;

/// <summary>
/// The search through ONNX Runtime beside the exact scan, on 200,000 templates of 512 coordinates. On a machine with a GPU set IDV_BENCHMARK_CUDA=1: the
/// CUDA provider takes the CPU provider's place and the gallery has a million templates.
/// </summary>
public class AcceleratedBenchmarks
{
    private const int Dimension = 512;
    private static readonly bool HasGpu = Environment.GetEnvironmentVariable("IDV_BENCHMARK_CUDA") == "1";
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "idv-gallery-accelerated");
    private Gallery _gallery = null!;
    private Template[] _probes = [];
    private int _next;

    [Params(false, true)]
    public bool ThroughOnnxRuntime { get; set; }

    [GlobalSetup]
    public void Open()
    {
        var templates = HasGpu ? 1_000_000 : 200_000;
        var inference = new InferenceOptions { Provider = HasGpu ? ExecutionProvider.Cuda : ExecutionProvider.Cpu, Threads = 2 };
        var options = SampleGallery.Options(Dimension, threads: 2);
        _gallery = SampleGallery.Create(
            _folder, ThroughOnnxRuntime ? options with { Accelerator = dimension => new OnnxScanAccelerator(dimension, inference) } : options, templates);
        _probes = [.. Enumerable.Range(0, 64).Select(i => SampleGallery.Probe(i * (templates / 70), Dimension))];
        _gallery.Search(_probes[0]);
    }

    [GlobalCleanup]
    public void Close() => _gallery.Dispose();

    [Benchmark(Description = "one probe, top 10")]
    public SearchResult One() => _gallery.Search(_probes[_next++ % _probes.Length]);

    [Benchmark(Description = "batch of 64, top 10", OperationsPerInvoke = 64)]
    public IReadOnlyList<SearchResult> Batch() => _gallery.SearchBatch(_probes);
}
