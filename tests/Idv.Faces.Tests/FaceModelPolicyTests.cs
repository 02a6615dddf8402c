using Idv.Faces.Detection;
using Idv.Imaging;
using Idv.Inference;
using Idv.Inference.Preprocessing;
using Idv.Tests;

namespace Idv.Faces.Tests;

public sealed class FaceModelPolicyTests(SampleFaces faces) : IClassFixture<SampleFaces>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("idv-policy-").FullName;

    private static string Models => Path.Combine(SharedTestData.RepositoryRoot, "models");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Without_packs_the_models_that_come_with_the_program_are_used()
    {
        using var catalogue = ModelCatalogue.Load([Models]);
        var policy = new FaceModelPolicy();
        Assert.Equal("face-detector", policy.DetectorOf(catalogue).Id);
        Assert.Equal("face-embedder", policy.EmbedderOf(catalogue).Id);
        Assert.Null(policy.QualityOf(catalogue));
    }

    [Fact]
    public void An_installed_pack_is_used_before_what_comes_with_the_program()
    {
        using var catalogue = ModelCatalogue.Load([Models, Path.Combine(Models, "packs", "yunet"), Path.Combine(Models, "packs", "lightqnet")]);
        var policy = new FaceModelPolicy();
        Assert.Equal("yunet", policy.DetectorOf(catalogue).Id);
        Assert.Equal("lightqnet", policy.QualityOf(catalogue)?.Id);
    }

    [Fact]
    public void The_settings_can_keep_an_installed_pack_from_being_used()
    {
        using var catalogue = ModelCatalogue.Load([Models, Path.Combine(Models, "packs", "yunet"), Path.Combine(Models, "packs", "lightqnet")]);
        var policy = new FaceModelPolicy { Detector = "face-detector", Quality = FaceModelPolicy.None };
        Assert.Equal("face-detector", policy.DetectorOf(catalogue).Id);
        Assert.Null(policy.QualityOf(catalogue));
    }

    [Fact]
    public void Of_two_installed_embedders_the_settings_must_choose()
    {
        EmbedderPack.Write(Path.Combine(_folder, "a"), "r50");
        EmbedderPack.Write(Path.Combine(_folder, "b"), "r100");
        using var catalogue = ModelCatalogue.Load([Models, Path.Combine(_folder, "a"), Path.Combine(_folder, "b")]);
        var exception = Assert.Throws<ModelException>(() => new FaceModelPolicy().EmbedderOf(catalogue));
        Assert.Contains("r50, r100", exception.Message);
        Assert.Contains("Engine:FaceModels", exception.Message);
        Assert.Equal("r50", new FaceModelPolicy { Embedder = "r50" }.EmbedderOf(catalogue).Id);
    }

    [Fact]
    public void A_model_that_does_something_else_is_refused_by_name()
    {
        using var catalogue = ModelCatalogue.Load([Models]);
        var exception = Assert.Throws<ModelException>(() => new FaceModelPolicy { Embedder = "eye-state" }.EmbedderOf(catalogue));
        Assert.Contains("eye-state", exception.Message);
    }

    [Fact]
    public void An_operators_own_embedder_works_from_its_card_alone_and_attributes_stay()
    {
        EmbedderPack.Write(_folder);
        using var catalogue = ModelCatalogue.Load([Models, _folder]);
        var analyzer = new FaceAnalyzer(catalogue);
        using var pyramid = new ImagePyramid(faces.Selfie);
        var found = analyzer.Detect(pyramid, FaceSearch.Selfie);
        var analysis = analyzer.Describe(pyramid, found[0], found);
        Assert.Equal("arcface", analysis.Template!.ModelId);
        Assert.Equal("r100", analysis.Template.ModelVersion);
        Assert.NotNull(analysis.Attributes.Mask);
        Assert.Null(analysis.Quality.Unified);
        Assert.True(analyzer.Comparer.Compare(analysis.Template, analysis.Template, 1e-4).IsMatch);
    }

    [Fact]
    public void YuNet_finds_the_faces_that_the_default_detector_finds()
    {
        var file = Path.GetFullPath(Path.Combine(SharedTestData.RepositoryRoot, "..", "shared", "models", "yunet_n_320_320.onnx"));
        Assert.SkipUnless(File.Exists(file), $"The pack's file is absent: {file}");
        ModelPack.Install("yunet", Path.GetDirectoryName(file)!, _folder, ModelPack.Known(Path.Combine(Models, "manifest.json")));
        using var catalogue = ModelCatalogue.Load([Models, .. ModelPack.Installed(_folder)]);
        using var pyramid = new ImagePyramid(faces.Group);
        var found = new FaceAnalyzer(catalogue).Detect(pyramid, FaceSearch.Selfie);
        var expected = faces.Analyzer.Detect(pyramid, FaceSearch.Selfie);
        Assert.Equal(expected.Count, found.Count);
        Assert.All(expected, face => Assert.Contains(found, other => Box.IntersectionOverUnion(face.Box, other.Box) > 0.5f));
    }

    [Fact]
    public void LightQNet_rates_a_blurred_face_lower()
    {
        var file = Path.GetFullPath(Path.Combine(SharedTestData.RepositoryRoot, "..", "shared", "models", "lightqnet-100.onnx"));
        Assert.SkipUnless(File.Exists(file), $"The pack's file is absent: {file}");
        ModelPack.Install("lightqnet", Path.GetDirectoryName(file)!, _folder, ModelPack.Known(Path.Combine(Models, "manifest.json")));
        using var catalogue = ModelCatalogue.Load([Models, .. ModelPack.Installed(_folder)]);
        var analyzer = new FaceAnalyzer(catalogue);
        using var blurred = ImageFilter.GaussianBlur(faces.Selfie, 6);
        Assert.True(Unified(analyzer, faces.Selfie) > Unified(analyzer, blurred));
    }

    private static double Unified(FaceAnalyzer analyzer, Image image)
    {
        using var pyramid = new ImagePyramid(image);
        var found = analyzer.Detect(pyramid, FaceSearch.Selfie);
        return analyzer.Describe(pyramid, found[0], found).Quality.Unified!.Value;
    }
}
