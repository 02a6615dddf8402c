using FsCheck;
using Idv.Faces.Comparison;
using Idv.Faces.Embedding;

namespace Idv.Faces.Tests;

public sealed class FaceTemplateEncodingTests
{
    [Theory]
    [InlineData(FaceTemplateFormat.Float32, 2052, 1)]
    [InlineData(FaceTemplateFormat.Float16, 1028, 0.9999)]
    [InlineData(FaceTemplateFormat.Int8, 516, 0.999)]
    public void A_template_of_512_numbers_keeps_its_direction_in_few_bytes(FaceTemplateFormat format, int length, double leastSimilarity)
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var template = Random(seed);
            var bytes = FaceTemplateEncoding.Encode(template, format);
            Assert.Equal(length, bytes.Length);
            Assert.True(FaceComparer.Similarity(template, FaceTemplateEncoding.Decode("m", "1", bytes)) >= leastSimilarity - 1e-6);
        }
    }

    [Fact]
    public void Encoding_what_was_decoded_gives_the_same_bytes()
    {
        foreach (var format in Enum.GetValues<FaceTemplateFormat>().Where(format => format != FaceTemplateFormat.Float32))
        {
            var bytes = FaceTemplateEncoding.Encode(Random(7), format);
            var again = FaceTemplateEncoding.Decode("m", "1", FaceTemplateEncoding.Encode(FaceTemplateEncoding.Decode("m", "1", bytes), format));
            Assert.True(FaceComparer.Similarity(FaceTemplateEncoding.Decode("m", "1", bytes), again) > 0.99999);
        }
    }

    [Fact]
    public void Bytes_that_are_no_template_are_refused_and_nothing_else_is_thrown() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
        {
            try
            {
                FaceTemplateEncoding.Decode("m", "1", bytes);
                return true;
            }
            catch (FormatException)
            {
                return true;
            }
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(new byte[] { 3, 0, 2, 0, 0, 0 })]
    [InlineData(new byte[] { 2, 0, 1, 0, 0, 124 })]
    [InlineData(new byte[] { 9, 0, 1, 0, 1 })]
    [InlineData(new byte[] { 3, 0, 3, 0, 1 })]
    public void A_zero_an_infinite_an_unknown_and_a_short_template_are_refused(byte[] bytes) =>
        Assert.Throws<FormatException>(() => FaceTemplateEncoding.Decode("m", "1", bytes));

    private static FaceTemplate Random(int seed)
    {
        var random = new Random(seed);
        return new FaceTemplate("m", "1", [.. Enumerable.Range(0, 512).Select(_ => (float)(random.NextDouble() + random.NextDouble() - 1))]);
    }
}
