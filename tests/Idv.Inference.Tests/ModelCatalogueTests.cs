using Idv.Tests;

namespace Idv.Inference.Tests;

public sealed class ModelCatalogueTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("idv-catalogue-").FullName;

    private static string DefaultManifest => Path.Combine(SharedTestData.RepositoryRoot, "models", "manifest.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_installed_model_has_the_hash_that_its_card_demands()
    {
        using var catalogue = ModelCatalogue.Load([DefaultManifest]);
        Assert.NotEmpty(catalogue.Cards);
        Assert.All(catalogue.Cards, card => catalogue.Verify(card.Id));
    }

    [Fact]
    public void Every_installed_network_loads_and_takes_the_input_that_its_card_describes()
    {
        using var catalogue = ModelCatalogue.Load([DefaultManifest]);
        var networks = catalogue.Cards.Where(card => card.File.EndsWith(".onnx", StringComparison.Ordinal)).ToList();
        Assert.True(networks.Count >= 8);
        Assert.All(networks, card => Assert.NotEmpty(catalogue.Open(card.Id).OutputNames));
    }

    [Fact]
    public void An_altered_model_file_is_refused_and_both_hashes_are_named()
    {
        var bytes = File.ReadAllBytes(FileOf("eye-state"));
        bytes[^1] ^= 1;
        using var catalogue = ModelCatalogue.Load([WriteManifest("eye-state", bytes)]);

        var exception = Assert.Throws<ModelException>(() => catalogue.Open("eye-state"));

        Assert.Equal(ModelFault.HashMismatch, exception.Fault);
        Assert.Contains(catalogue.Card("eye-state").Sha256, exception.Message);
        Assert.Contains(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), exception.Message);
    }

    [Fact]
    public void A_missing_model_file_is_named_with_the_package_to_restore()
    {
        using var catalogue = ModelCatalogue.Load([WriteManifest("eye-state", content: null)]);
        var exception = Assert.Throws<ModelException>(() => catalogue.Open("eye-state"));
        Assert.Equal(ModelFault.MissingFile, exception.Fault);
        Assert.Contains("faceplugin-face-recognition-js", exception.Message);
    }

    [Fact]
    public void A_model_that_was_missing_opens_once_its_file_is_restored()
    {
        using var catalogue = ModelCatalogue.Load([WriteManifest("eye-state", content: null)]);
        Assert.Throws<ModelException>(() => catalogue.Open("eye-state"));
        File.Copy(FileOf("eye-state"), Path.Combine(_folder, "model.onnx"));
        Assert.NotNull(catalogue.Open("eye-state"));
    }

    [Fact]
    public void An_unknown_model_is_answered_with_those_that_are_installed()
    {
        using var catalogue = ModelCatalogue.Load([DefaultManifest]);
        var exception = Assert.Throws<ModelException>(() => catalogue.Open("no-such-model"));
        Assert.Equal(ModelFault.UnknownModel, exception.Fault);
        Assert.Contains("face-embedder", exception.Message);
    }

    [Fact]
    public void A_later_manifest_replaces_a_model_of_an_earlier_one()
    {
        var added = WriteManifest("eye-state", File.ReadAllBytes(FileOf("eye-state")));
        using var catalogue = ModelCatalogue.Load([DefaultManifest, added]);
        Assert.StartsWith(_folder, catalogue.PathOf("eye-state"));
        Assert.DoesNotContain(_folder, catalogue.PathOf("face-embedder"));
    }

    [Theory]
    [InlineData("{", "not valid")]
    [InlineData("""{"models":[{"id":"x"}]}""", "required")]
    [InlineData("""{"models":[],"surprise":1}""", "surprise")]
    public void A_manifest_that_is_not_valid_is_named_with_the_reason(string text, string reason)
    {
        var file = Path.Combine(_folder, "manifest.json");
        File.WriteAllText(file, text);
        var exception = Assert.Throws<ModelException>(() => ModelCatalogue.Load([_folder]));
        Assert.Equal(ModelFault.InvalidCard, exception.Fault);
        Assert.Contains(file, exception.Message);
        Assert.Contains(reason, exception.Message);
    }

    [Theory]
    [InlineData("\"shape\": [1, 1, 24, 24]", "\"shape\": [1, 1, 25, 24]")]
    [InlineData("\"scale\": [255]", "\"scale\": [0]")]
    [InlineData("\"mean\": [0]", "\"mean\": [0, 0]")]
    [InlineData("1afcea00", "1AFCEA00")]
    public void A_card_that_contradicts_itself_or_its_model_is_refused(string right, string wrong)
    {
        var manifest = WriteManifest("eye-state", File.ReadAllBytes(FileOf("eye-state")), text => text.Replace(right, wrong));
        var exception = Assert.Throws<ModelException>(() =>
        {
            using var catalogue = ModelCatalogue.Load([manifest]);
            catalogue.Open("eye-state");
        });
        Assert.Equal(ModelFault.InvalidCard, exception.Fault);
        Assert.Contains("eye-state", exception.Message);
    }

    [Fact]
    public void A_file_that_is_no_model_is_reported_as_unreadable()
    {
        byte[] rubbish = [1, 2, 3, 4];
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(rubbish));
        var manifest = WriteManifest(
            "eye-state", rubbish, text => text.Replace("1afcea006abc1ccac3c517022abde0aa092bed74ff3c9fe6878483ef9e6e38de", hash));
        using var catalogue = ModelCatalogue.Load([manifest]);
        Assert.Equal(ModelFault.UnreadableModel, Assert.Throws<ModelException>(() => catalogue.Open("eye-state")).Fault);
    }

    [Fact]
    public void Asking_for_CUDA_without_its_library_says_what_is_missing_and_what_to_do()
    {
        var options = new InferenceOptions { Provider = ExecutionProvider.Cuda, CudaProviderLibrary = "/nowhere/libcuda-provider.so" };
        using var catalogue = ModelCatalogue.Load([DefaultManifest], options);
        var exception = Assert.Throws<ModelException>(() => catalogue.Open("eye-state"));
        Assert.Equal(ModelFault.ProviderUnavailable, exception.Fault);
        Assert.Contains("/nowhere/libcuda-provider.so", exception.Message);
        Assert.Contains("Engine:ExecutionProvider", exception.Message);
    }

    private static string FileOf(string id)
    {
        using var catalogue = ModelCatalogue.Load([DefaultManifest]);
        return catalogue.PathOf(id);
    }

    private string WriteManifest(string id, byte[]? content, Func<string, string>? edit = null)
    {
        using var document = System.Text.Json.JsonDocument.Parse(File.ReadAllText(DefaultManifest));
        var card = document.RootElement.GetProperty("models").EnumerateArray().Single(model => model.GetProperty("id").GetString() == id).GetRawText();
        var file = System.Text.Json.JsonDocument.Parse(card).RootElement.GetProperty("file").GetString()!;
        card = card.Replace(file, "model.onnx");
        var manifest = Path.Combine(_folder, "manifest.json");
        File.WriteAllText(manifest, $$"""{ "models": [ {{(edit is null ? card : edit(card))}} ] }""");
        if (content is not null)
        {
            File.WriteAllBytes(Path.Combine(_folder, "model.onnx"), content);
        }

        return manifest;
    }
}
