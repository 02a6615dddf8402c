using Idv.Tests;

namespace Idv.Inference.Tests;

public sealed class SilentFacePackTests : IDisposable
{
    private const string Pack = "silent-face";

    private readonly string _folder = Directory.CreateTempSubdirectory("idv-pack-").FullName;

    private string Root => Path.Combine(_folder, "installed");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Its_cards_come_with_the_program_and_its_files_are_all_that_is_needed()
    {
        var files = Path.GetDirectoryName(SharedTestData.Require("..", "models", "minifasnet-v2-2.7_80x80.onnx"))!;
        ModelPack.Install(Pack, files, Root, Known());
        using var catalogue = ModelCatalogue.Load(ModelPack.Installed(Root));
        Assert.NotNull(catalogue.Open("face-liveness-minifasnet-v2"));
        Assert.NotNull(catalogue.Open("face-liveness-minifasnet-v1se"));
    }

    [Fact]
    public void Without_its_files_nothing_is_installed_and_the_missing_one_is_named()
    {
        var empty = Directory.CreateDirectory(Path.Combine(_folder, "empty")).FullName;
        var exception = Assert.Throws<ModelException>(() => ModelPack.Install(Pack, empty, Root, Known()));
        Assert.Equal(ModelFault.MissingFile, exception.Fault);
        Assert.Contains("minifasnet-v2-2.7_80x80.onnx", exception.Message);
        Assert.Empty(ModelPack.Installed(Root));
    }

    private static IReadOnlyDictionary<string, string> Known() =>
        ModelPack.Known(Path.Combine(SharedTestData.RepositoryRoot, "models", "manifest.json"));
}
