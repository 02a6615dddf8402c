using Idv.Faces.Comparison;
using Idv.Faces.Embedding;

namespace Idv.Faces.Tests;

public sealed class FaceComparerTests
{
    [Fact]
    public void A_template_is_scaled_to_length_one()
    {
        var template = new FaceTemplate("m", "1", [3, 4]);
        Assert.Equal([0.6f, 0.8f], template.Vector.ToArray());
    }

    [Fact]
    public void A_template_is_wholly_similar_to_itself_and_opposite_to_its_negative()
    {
        var template = new FaceTemplate("m", "1", [1, 2, 3]);
        Assert.Equal(1, FaceComparer.Similarity(template, template), 1e-6);
        Assert.Equal(-1, FaceComparer.Similarity(template, new FaceTemplate("m", "1", [-1, -2, -3])), 1e-6);
    }

    [Theory]
    [InlineData("m", "2")]
    [InlineData("n", "1")]
    public void Templates_of_different_models_or_versions_are_never_compared(string model, string version)
    {
        var exception = Assert.Throws<ArgumentException>(() =>
            FaceComparer.Similarity(new FaceTemplate("m", "1", [1, 2]), new FaceTemplate(model, version, [1, 2])));
        Assert.Contains("re-index", exception.Message);
    }

    [Theory]
    [InlineData(new float[0])]
    [InlineData(new[] { 0f, 0f })]
    [InlineData(new[] { float.NaN, 1f })]
    [InlineData(new[] { float.PositiveInfinity, 1f })]
    public void A_vector_that_is_no_direction_makes_no_template(float[] vector) =>
        Assert.Throws<ArgumentException>(() => new FaceTemplate("m", "1", vector));
}
