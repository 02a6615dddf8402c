using System.Security.Cryptography;
using Idv.Tests;

namespace Idv.Inference.Tests;

public sealed class ModelPackTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("idv-pack-").FullName;

    private string Source => Path.Combine(_folder, "source");

    private string Root => Path.Combine(_folder, "installed");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void An_installed_pack_replaces_the_model_of_the_same_id()
    {
        WritePack("model.onnx", "pack-1");
        ModelPack.Install("mine", Source, Root);
        using var catalogue = ModelCatalogue.Load([Path.Combine(SharedTestData.RepositoryRoot, "models"), .. ModelPack.Installed(Root)]);
        Assert.Equal("pack-1", catalogue.Card("eye-state").Version);
        Assert.NotNull(catalogue.Open("eye-state"));
    }

    [Fact]
    public void A_pack_whose_file_was_altered_is_not_installed_and_the_old_one_stays()
    {
        WritePack("model.onnx", "pack-1");
        ModelPack.Install("mine", Source, Root);
        File.WriteAllBytes(Path.Combine(Source, "model.onnx"), [1, 2, 3]);

        Assert.Equal(ModelFault.HashMismatch, Assert.Throws<ModelException>(() => ModelPack.Install("mine", Source, Root)).Fault);

        using var catalogue = ModelCatalogue.Load(ModelPack.Installed(Root));
        catalogue.Verify("eye-state");
        Assert.Equal(["mine"], Directory.EnumerateDirectories(Root).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("../outside.onnx")]
    [InlineData("/etc/hostname")]
    public void A_card_that_points_outside_its_pack_is_refused(string file)
    {
        WritePack(file, "pack-1");
        Assert.Equal(ModelFault.InvalidCard, Assert.Throws<ModelException>(() => ModelPack.Install("mine", Source, Root)).Fault);
        Assert.Empty(ModelPack.Installed(Root));
    }

    [Fact]
    public void A_folder_without_a_manifest_is_named()
    {
        var exception = Assert.Throws<ModelException>(() => ModelPack.Install("mine", "/nowhere", Root));
        Assert.Equal(ModelFault.MissingFile, exception.Fault);
        Assert.Contains("/nowhere", exception.Message);
    }

    [Fact]
    public void The_files_of_a_known_pack_need_no_manifest_of_their_own()
    {
        WritePack("model.onnx", "known");
        var cards = Directory.CreateDirectory(Path.Combine(_folder, "cards")).FullName;
        File.Move(Path.Combine(Source, "manifest.json"), Path.Combine(cards, "manifest.json"));
        var known = new Dictionary<string, string>(StringComparer.Ordinal) { ["eyes"] = Path.Combine(cards, "manifest.json") };
        ModelPack.Install("eyes", Source, Root, known);
        using var catalogue = ModelCatalogue.Load(ModelPack.Installed(Root));
        catalogue.Verify("eye-state");

        var exception = Assert.Throws<ModelException>(() => ModelPack.Install("ears", Source, Root, known));
        Assert.Contains("eyes", exception.Message);
    }

    [Fact]
    public void The_cards_of_yunet_and_lightqnet_come_with_the_program() => Assert.Superset(
        new HashSet<string> { "lightqnet", "yunet" },
        ModelPack.Known(Path.Combine(SharedTestData.RepositoryRoot, "models", "manifest.json")).Keys.ToHashSet());

    private void WritePack(string file, string version)
    {
        Directory.CreateDirectory(Source);
        var models = Path.Combine(SharedTestData.RepositoryRoot, "models");
        using var catalogue = ModelCatalogue.Load([models]);
        var bytes = File.ReadAllBytes(catalogue.PathOf("eye-state"));
        File.WriteAllBytes(Path.Combine(Source, "model.onnx"), bytes);
        File.WriteAllText(Path.Combine(Source, "manifest.json"), $$"""
            { "models": [ {
              "id": "eye-state", "version": "{{version}}", "task": "eye-state", "file": "{{file}}",
              "sha256": "{{Convert.ToHexStringLower(SHA256.HashData(bytes))}}",
              "source": { "package": "own", "version": "1" }, "licence": "MIT",
              "input": { "shape": [1, 1, 24, 24], "layout": "NCHW", "channels": "grey", "mean": [0], "scale": [255], "crop": "an eye" },
              "outputs": { "output": "logits" } } ] }
            """);
    }
}
