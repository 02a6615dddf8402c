using BenchmarkDotNet.Attributes;
using Idv.Faces;
using Idv.Faces.Detection;
using Idv.Faces.Liveness;
using Idv.Imaging;
using Idv.Inference;
using Idv.Inference.Preprocessing;
using Idv.Specimens;

namespace Idv.Benchmarks;

/// <summary>
/// Passive liveness of one face that was already found, one thread: the default network, and all three where the folder of the pack
/// <c>silent-face</c> is named by <c>IDV_SILENT_FACE</c> (else those benchmarks measure the default network again).
/// </summary>
public class LivenessBenchmarks
{
    private readonly string _folder = Directory.CreateTempSubdirectory("idv-benchmarks-").FullName;

    private ModelCatalogue _catalogue = null!;
    private ModelCatalogue _withPack = null!;
    private FaceAnalyzer _default = null!;
    private FaceAnalyzer _fused = null!;
    private Image _selfie = null!;
    private DetectedFace _face = null!;

    [GlobalSetup]
    public void Setup()
    {
        var manifest = ModelCatalogue.FindDefaultManifest();
        if (Environment.GetEnvironmentVariable("IDV_SILENT_FACE") is { } pack)
        {
            ModelPack.Install("silent-face", pack, _folder, ModelPack.Known(manifest));
        }

        _catalogue = ModelCatalogue.Load([manifest]);
        _withPack = ModelCatalogue.Load([manifest, .. ModelPack.Installed(_folder)]);
        (_default, _fused) = (new FaceAnalyzer(_catalogue), new FaceAnalyzer(_withPack));
        _selfie = SamplePortraits.FirstAgain.CutSelfie(Path.Combine(Path.GetDirectoryName(manifest)!, "node_modules"), height: 640);
        using var pyramid = new ImagePyramid(_selfie);
        _face = _default.Detect(pyramid, FaceSearch.Selfie)[0];
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _selfie.Dispose();
        _catalogue.Dispose();
        _withPack.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Benchmark(Description = "liveness, default network", Baseline = true)]
    public LivenessScore? Default()
    {
        using var pyramid = new ImagePyramid(_selfie);
        return _default.Liveness(pyramid, _face);
    }

    [Benchmark(Description = "liveness, with silent-face")]
    public LivenessScore? Fused()
    {
        using var pyramid = new ImagePyramid(_selfie);
        return _fused.Liveness(pyramid, _face);
    }
}
