using System.Diagnostics;
using System.Runtime.InteropServices;
using Idv.Faces.Comparison;
using Idv.Faces.Detection;
using Idv.Faces.Embedding;
using Idv.Imaging;
using Idv.Inference.Preprocessing;

namespace Idv.Faces.Tests;

public sealed class FaceAnalyzerTests(SampleFaces sample) : IClassFixture<SampleFaces>
{
    private const string TemplateFile = "IDV_TEST_TEMPLATE_FILE";

    [Fact]
    public void Every_face_of_a_group_is_found()
    {
        using var pyramid = new ImagePyramid(sample.Group);
        Assert.Equal(4, sample.Analyzer.Detect(pyramid, FaceSearch.Selfie).Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_selfie_that_lies_on_its_side_has_the_template_of_the_upright_one(int quarters)
    {
        using var turned = ImageTransform.RotateQuarters(sample.Selfie, quarters);
        Assert.True(FaceComparer.Similarity(Template(sample.Selfie), Template(turned)) > 0.8);
    }

    [Fact]
    public void Describing_a_face_makes_the_template_that_embedding_it_makes()
    {
        Assert.Equal(Template(sample.Selfie).Vector.ToArray(), sample.Describe(sample.Selfie)!.Template!.Vector.ToArray());
    }

    [Fact]
    public void Detecting_and_embedding_a_face_allocates_less_than_four_kilobytes()
    {
        using var pyramid = new ImagePyramid(sample.Selfie);
        for (var i = 0; i < 3; i++)
        {
            sample.Analyzer.Embed(pyramid, sample.Analyzer.Detect(pyramid, FaceSearch.Selfie)[0]);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        sample.Analyzer.Embed(pyramid, sample.Analyzer.Detect(pyramid, FaceSearch.Selfie)[0]);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4096);
    }

    [Fact]
    public void Without_AVX2_the_template_is_the_same()
    {
        var file = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, UseShellExecute = false };
            if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
            {
                start.ArgumentList.Add(typeof(FaceAnalyzerTests).Assembly.Location);
            }

            start.ArgumentList.Add("--filter-method");
            start.ArgumentList.Add($"*.{nameof(A_template_is_written_where_another_process_asks_for_it)}");
            start.Environment["DOTNET_EnableAVX2"] = "0";
            start.Environment[TemplateFile] = file;
            using var child = Process.Start(start)!;
            child.StandardOutput.ReadToEnd();
            Assert.True(child.WaitForExit(TimeSpan.FromSeconds(60)));
            var vector = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(file));
            var (here, there) = (Template(sample.Selfie), new FaceTemplate("face-embedder", "1", vector));
            Assert.True(FaceComparer.Similarity(here, there) > 0.9999);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_template_is_written_where_another_process_asks_for_it()
    {
        var file = Environment.GetEnvironmentVariable(TemplateFile);
        Assert.SkipWhen(file is null, "This is the other process's half of the comparison of instruction sets.");
        Assert.False(System.Runtime.Intrinsics.X86.Avx2.IsSupported);
        File.WriteAllBytes(file!, MemoryMarshal.AsBytes(Template(sample.Selfie).Vector).ToArray());
    }

    private FaceTemplate Template(Image image)
    {
        using var pyramid = new ImagePyramid(image);
        return sample.Analyzer.Embed(pyramid, sample.Analyzer.Detect(pyramid, FaceSearch.Selfie)[0])!;
    }
}
