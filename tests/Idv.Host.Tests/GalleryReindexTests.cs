using System.Text.Json;
using Idv.Tests;

namespace Idv.Host.Tests;

[Collection(SampleCollection.Name)]
public sealed class GalleryReindexTests(Samples samples) : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("idv-reindex-").FullName;

    private string People => Path.Combine(_data, "people");

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task A_gallery_of_another_embedder_is_refused_until_everybody_is_enrolled_again()
    {
        Directory.CreateDirectory(People);
        File.Copy(samples.Selfie, Path.Combine(People, "anna.jpg"));
        File.Copy(samples.Impostor, Path.Combine(People, "berta.jpg"));
        Assert.Equal(ExitCodes.Success, (await IdvProgram.RunAsync("enroll", People, "--data", _data, "--json")).ExitCode);
        EmbedderPack.Write(Path.Combine(_data, "pack"));
        Assert.Equal(ExitCodes.Success, (await IdvProgram.RunAsync("models", "add", "arcface", "--from", Path.Combine(_data, "pack"), "--data", _data)).ExitCode);

        var refused = await IdvProgram.RunAsync("search", samples.Selfie, "--data", _data, "--json");
        Assert.Equal(ExitCodes.Failure, refused.ExitCode);
        Assert.Contains("idv gallery reindex", refused.Error);
        Assert.Contains("face-embedder@1", refused.Error);

        var onlyAnna = Directory.CreateDirectory(Path.Combine(_data, "only-anna")).FullName;
        File.Copy(samples.Selfie, Path.Combine(onlyAnna, "anna.jpg"));
        var incomplete = await IdvProgram.RunAsync("gallery", "reindex", "--from", onlyAnna, "--data", _data, "--json");
        Assert.Equal(ExitCodes.Review, incomplete.ExitCode);
        using var missing = JsonDocument.Parse(incomplete.Output);
        Assert.Equal("berta", missing.RootElement.GetProperty("missing")[0].GetString());

        Assert.Equal(ExitCodes.Success, (await IdvProgram.RunAsync("gallery", "reindex", "--from", People, "--data", _data, "--json")).ExitCode);
        var found = await IdvProgram.RunAsync("search", samples.Selfie, "--data", _data, "--json");
        using var candidates = JsonDocument.Parse(found.Output);
        Assert.Equal("anna", candidates.RootElement.GetProperty("candidates")[0].GetProperty("subject").GetString());
    }
}
