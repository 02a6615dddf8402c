using BenchmarkDotNet.Attributes;
using Idv.Documents.Capture;
using Idv.Documents.Mrz;
using Idv.Documents.Mrz.Reading;
using Idv.Documents.VisualZone;
using Idv.Engine;
using Idv.Faces.Alignment;
using Idv.Faces.Comparison;
using Idv.Faces.Detection;
using Idv.Faces.Embedding;
using Idv.Imaging;
using Idv.Inference;
using Idv.Inference.Preprocessing;
using Idv.Specimens;

namespace Idv.Benchmarks;

/// <summary>The stages of a verification, and the whole of it, on the sample pair: a photographed passport and a selfie. One thread.</summary>
public class VerificationBenchmarks
{
    private readonly string _folder = Directory.CreateTempSubdirectory("idv-benchmarks-").FullName;
    private readonly float[] _aligned = new float[3 * ArcFaceTemplate.Side * ArcFaceTemplate.Side];

    private ModelCatalogue _catalogue = null!;
    private VerificationEngine _engine = null!;
    private MrzReader _mrzReader = null!;
    private TensorFormat _embedderFormat = null!;
    private byte[] _passportFile = [];
    private byte[] _selfieFile = [];
    private DecodeResult _passport = null!;
    private VisualZoneReader _visualZoneReader = null!;
    private RectifiedDocument _document = null!;
    private Image _selfie = null!;
    private DetectedFace _face = null!;
    private FaceTemplate _template = null!;
    private DateOnly _today;

    [GlobalSetup]
    public void Setup()
    {
        var manifest = ModelCatalogue.FindDefaultManifest();
        SampleSet.Write(_folder, Path.Combine(Path.GetDirectoryName(manifest)!, "node_modules"));
        _catalogue = ModelCatalogue.Load([manifest]);
        _engine = new VerificationEngine(_catalogue);
        _mrzReader = new MrzReader(_catalogue);
        _embedderFormat = new TensorFormat(_catalogue.Card("face-embedder"));
        _passportFile = File.ReadAllBytes(Path.Combine(_folder, "passport.jpg"));
        _selfieFile = File.ReadAllBytes(Path.Combine(_folder, "selfie.jpg"));
        _passport = ImageDecoder.Decode(_passportFile);
        using var decoded = ImageDecoder.Decode(_selfieFile);
        _selfie = ImageTransform.Resize(decoded.Image!, 480, 640);
        using var pyramid = new ImagePyramid(_selfie);
        _face = _engine.Faces.Detect(pyramid, FaceSearch.Selfie)[0];
        _template = _engine.Faces.Embed(pyramid, _face)!;
        _today = DateOnly.FromDateTime(DateTime.UtcNow);
        _visualZoneReader = new VisualZoneReader(_catalogue, new TemplateLibrary());
        var outline = _engine.ReadDocument(_passportFile, back: null, new VerificationPolicy()).Outline;
        _document = RectifiedDocument.Cut(_passport.Image!, outline ?? Quad.FromBox(new Box(0, 0, _passport.Image!.Width, _passport.Image.Height)));
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _document.Dispose();
        _passport.Dispose();
        _selfie.Dispose();
        _catalogue.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Benchmark(Description = "decode passport.jpg (1600×1208)")]
    public int Decode()
    {
        using var decoded = ImageDecoder.Decode(_passportFile);
        return decoded.FullWidth;
    }

    [Benchmark(Description = "detect and place landmarks, one face in 480×640")]
    public int Detect()
    {
        using var pyramid = new ImagePyramid(_selfie);
        return _engine.Faces.Detect(pyramid, FaceSearch.Selfie).Count;
    }

    [Benchmark(Description = "align to a 112×112 tensor")]
    public float Align()
    {
        using var pyramid = new ImagePyramid(_selfie);
        TensorSampler.Sample(
            pyramid, ArcFaceTemplate.PictureFromFrame(_face.Landmarks), ArcFaceTemplate.Side, ArcFaceTemplate.Side, _embedderFormat, _aligned);
        return _aligned[0];
    }

    [Benchmark(Description = "align and embed")]
    public FaceTemplate? Embed()
    {
        using var pyramid = new ImagePyramid(_selfie);
        return _engine.Faces.Embed(pyramid, _face);
    }

    [Benchmark(Description = "detect, align and embed")]
    public FaceTemplate? DetectAndEmbed()
    {
        using var pyramid = new ImagePyramid(_selfie);
        return _engine.Faces.Embed(pyramid, _engine.Faces.Detect(pyramid, FaceSearch.Selfie)[0]);
    }

    [Benchmark(Description = "compare two templates")]
    public FaceComparison Compare() => _engine.Faces.Comparer.Compare(_template, _template, 1e-4);

    [Benchmark(Description = "parse a TD3 machine-readable zone")]
    public bool ParseMrz() =>
        MrzParser.Parse(["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"], _today).IsParsed;

    [Benchmark(Description = "read the machine-readable zone of passport.jpg")]
    public bool ReadMrz() => _mrzReader.Read(_passport.Image!, _today) is not null;

    [Benchmark(Description = "read the visual zone of passport.jpg")]
    public int ReadVisualZone()
    {
        // The zone is the lowest 0.23 of a passport page.
        var image = _document.Image;
        return _visualZoneReader.Read(_document, [new Box(0, image.Height * 0.77f, image.Width, image.Height * 0.23f)], _today, MrzFormat.Td3).Fields.Count;
    }

    [Benchmark(Description = "read passport.jpg as a whole")]
    public int ReadDocument() => _engine.ReadDocument(_passportFile, back: null, new VerificationPolicy()).Fields.Count;

    [Benchmark(Description = "whole verification")]
    public VerificationDecision Verify() => _engine.Verify(
        new VerificationEvidence { DocumentFront = _passportFile, Selfie = _selfieFile }, new VerificationPolicy()).Decision;
}
