using System.Text.Json;
using Idv.Imaging;
using Idv.Tests;

namespace Idv.Specimens.Tests;

public sealed class SampleSetTests
{
    private static readonly string s_packages = Path.Combine(SharedTestData.RepositoryRoot, "models", "node_modules");

    [Fact]
    public void The_set_is_written_with_its_ground_truth()
    {
        RequirePackages();
        var folder = Directory.CreateTempSubdirectory("idv-samples-").FullName;
        try
        {
            var names = SampleSet.Write(folder, s_packages);
            Assert.Equal(
                names.Order(StringComparer.Ordinal), Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
            using var truths = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "samples.json")));
            Assert.Equal(names.SkipLast(1), truths.RootElement.EnumerateArray().Select(truth => truth.GetProperty("file").GetString()));
            foreach (var name in names.SkipLast(1))
            {
                using var decoded = ImageDecoder.Decode(File.ReadAllBytes(Path.Combine(folder, name)));
                Assert.Null(decoded.Fault);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Every_portrait_lies_within_its_picture()
    {
        RequirePackages();
        Assert.All(SamplePortraits.All, portrait =>
        {
            var file = Path.Combine(s_packages, SamplePortrait.PackageFolder, portrait.File);
            var header = ImageDecoder.ReadHeader(File.ReadAllBytes(file))!;
            Assert.InRange(portrait.Box.CentreX, portrait.Box.Width / 2, header.Width - (portrait.Box.Width / 2));
            Assert.InRange(portrait.Box.CentreY, portrait.Box.Height / 2, header.Height - (portrait.Box.Height / 2));
        });
    }

    [Fact]
    public void Two_people_have_two_pictures_each()
    {
        var repeated = SamplePortraits.All.GroupBy(portrait => portrait.PersonId).Where(group => group.Count() == 2);
        Assert.Equal([1, 2], repeated.Select(group => group.Key).Order());
        Assert.All(repeated, group => Assert.Equal(2, group.Select(portrait => portrait.File).Distinct().Count()));
    }

    [Fact]
    public void Missing_pictures_are_reported_with_the_script_that_restores_them()
    {
        var error = Assert.Throws<FileNotFoundException>(() => SamplePortraits.First.Cut("/nowhere"));
        Assert.Contains("scripts/restore-models.sh", error.Message);
    }

    private static void RequirePackages() =>
        Assert.SkipUnless(Directory.Exists(Path.Combine(s_packages, SamplePortrait.PackageFolder)), "The npm packages are not restored.");
}
