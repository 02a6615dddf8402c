using System.Security.Cryptography;
using System.Text;
using Idv.Documents.Recognition;
using Idv.Inference;
using Idv.Tests;

namespace Idv.Documents.Tests.Recognition;

/// <summary>Packs that bring a network for another script: the file of the default one stands in for it, under another id.</summary>
public sealed class PrintRecogniserTests : IDisposable
{
    private static readonly string Models = Path.Combine(SharedTestData.RepositoryRoot, "models");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("idv-print-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_network_of_a_pack_goes_before_the_one_that_comes_with_the_program()
    {
        WritePack("cyrillic", Dictionary());
        using var catalogue = Load("cyrillic");

        Assert.Equal("cyrillic", PrintRecogniser.ForVisualZone(catalogue));
        Assert.Equal(new PrintRecogniser(catalogue).Entries, new PrintRecogniser(catalogue, "cyrillic").Entries);
    }

    [Fact]
    public void Without_a_pack_the_default_one_reads()
    {
        using var catalogue = Load();
        Assert.Equal(PrintRecogniser.DefaultModel, PrintRecogniser.ForVisualZone(catalogue));
    }

    [Fact]
    public void Two_packs_are_refused_by_name()
    {
        WritePack("cyrillic", Dictionary());
        WritePack("greek", Dictionary());
        using var catalogue = Load("cyrillic", "greek");

        var refusal = Assert.Throws<ModelException>(() => PrintRecogniser.ForVisualZone(catalogue));
        Assert.Contains("cyrillic, greek", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dictionary_that_does_not_fit_is_refused_with_the_numbers()
    {
        WritePack("cyrillic", Encoding.UTF8.GetBytes("а\nб\nв\n"));
        using var catalogue = Load("cyrillic");

        var refusal = Assert.Throws<ModelException>(() => new PrintRecogniser(catalogue, "cyrillic"));
        Assert.Contains("3 entries", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_altered_dictionary_is_refused()
    {
        WritePack("cyrillic", Dictionary());
        File.AppendAllText(Path.Combine(_folder.FullName, "cyrillic", "dictionary.txt"), "я\n");
        using var catalogue = Load("cyrillic");

        Assert.Equal(ModelFault.HashMismatch, Assert.Throws<ModelException>(() => new PrintRecogniser(catalogue, "cyrillic")).Fault);
    }

    private static byte[] Dictionary() => File.ReadAllBytes(Path.Combine(Models, "node_modules", "@gutenye", "ocr-models", "assets", "ppocr_keys_v1.txt"));

    private ModelCatalogue Load(params string[] packs) =>
        ModelCatalogue.Load([Path.Combine(Models, "manifest.json"), .. packs.Select(pack => Path.Combine(_folder.FullName, pack))]);

    private void WritePack(string id, byte[] dictionary)
    {
        var folder = _folder.CreateSubdirectory(id).FullName;
        var network = File.ReadAllBytes(Path.Combine(Models, "node_modules", "@gutenye", "ocr-models", "assets", "ch_PP-OCRv4_rec_infer.onnx"));
        File.WriteAllBytes(Path.Combine(folder, "network.onnx"), network);
        File.WriteAllBytes(Path.Combine(folder, "dictionary.txt"), dictionary);
        File.WriteAllText(Path.Combine(folder, "manifest.json"), $$"""
            { "models": [
              { "id": "{{id}}", "version": "1", "task": "print-recognition", "file": "network.onnx", "sha256": "{{Hash(network)}}",
                "source": { "package": "own", "version": "1" }, "licence": "LicenseRef-Test",
                "input": { "shape": [0, 3, 48, 0], "layout": "NCHW", "channels": "BGR", "mean": [127.5, 127.5, 127.5], "scale": [127.5, 127.5, 127.5], "crop": "line" },
                "outputs": { "any": "probabilities" } },
              { "id": "{{id}}-dictionary", "version": "1", "task": "print-dictionary", "file": "dictionary.txt", "sha256": "{{Hash(dictionary)}}",
                "source": { "package": "own", "version": "1" }, "licence": "LicenseRef-Test",
                "input": { "shape": [0], "layout": "NCHW", "channels": "grey", "mean": [0], "scale": [1], "crop": "none" },
                "outputs": { "line": "entry" } } ] }
            """);
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
