using System.Numerics;
using FsCheck;
using Idv.Imaging;
using Idv.Inference.Preprocessing;
using Idv.Tests;

namespace Idv.Inference.Tests;

public sealed class PreprocessingTests
{
    private static readonly ModelCatalogue Catalogue =
        ModelCatalogue.Load([Path.Combine(SharedTestData.RepositoryRoot, "models", "manifest.json")]);

    [Theory]
    [InlineData("face-embedder")]
    [InlineData("face-detector")]
    [InlineData("eye-state")]
    public void The_vector_sampler_agrees_with_its_scalar_definition_under_any_similarity(string model)
    {
        var format = new TensorFormat(Catalogue.Card(model));
        Prop.ForAll<int, int>((seed, extent) =>
        {
            var random = new Random(seed);
            using var image = Noise(random, 8 + (Math.Abs(extent) % 80), 8 + random.Next(60));
            var (width, height) = (1 + random.Next(40), 1 + random.Next(20));
            var transform = RandomSimilarity(random);
            var fast = new float[width * height * format.ChannelCount];
            var definition = new float[fast.Length];
            TensorSampler.Sample(image, transform, width, height, format, fast);
            TensorSampler.SampleScalar(image, transform, width, height, format, definition);
            for (var i = 0; i < fast.Length; i++)
            {
                Assert.Equal(definition[i], fast[i], 0.02f);
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_identity_copies_every_pixel_in_the_planes_that_the_card_asks_for()
    {
        using var image = Noise(new Random(1), 33, 9);
        var format = new TensorFormat(Catalogue.Card("face-embedder"));
        var tensor = new float[33 * 9 * 3];
        TensorSampler.Sample(image, new AffineTransform(1, 0, 0, 0, 1, 0), 33, 9, format, tensor);
        for (var c = 0; c < 3; c++)
        {
            for (var i = 0; i < 33 * 9; i++)
            {
                Assert.Equal((image.Pixels[(i * 3) + c] - 127.5f) / 127.5f, tensor[(c * 33 * 9) + i], 1e-4f);
            }
        }
    }

    [Fact]
    public void Samples_outside_the_picture_are_black()
    {
        using var image = Image.Rent(20, 20, PixelFormat.Bgr24);
        image.Pixels.Fill(255);
        var format = new TensorFormat(Catalogue.Card("face-embedder"));
        var tensor = new float[16 * 16 * 3];
        TensorSampler.Sample(image, new AffineTransform(1, 0, 100, 0, 1, 0), 16, 16, format, tensor);
        Assert.All(tensor, value => Assert.Equal(-1f, value));
    }

    [Fact]
    public void Halving_agrees_with_its_scalar_definition()
    {
        Prop.ForAll<int>(seed =>
        {
            var random = new Random(seed);
            using var image = Noise(random, 4 + random.Next(100), 4 + random.Next(10));
            using var half = ImagePyramid.Halve(image);
            var expected = new byte[half.Stride];
            for (var y = 0; y < half.Height; y++)
            {
                ImagePyramid.HalveRowScalar(image.Row(2 * y), image.Row((2 * y) + 1), expected);
                Assert.Equal(expected, half.Row(y).ToArray());
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_strong_reduction_of_a_fine_checkerboard_is_grey_and_not_aliased()
    {
        using var image = Image.Rent(512, 512, PixelFormat.Bgr24);
        for (var y = 0; y < 512; y++)
        {
            for (var x = 0; x < 512; x++)
            {
                image.Row(y).Slice(x * 3, 3).Fill((byte)((x + y) % 2 * 254));
            }
        }

        var format = new TensorFormat(Catalogue.Card("face-embedder"));
        var tensor = new float[40 * 40 * 3];
        using var pyramid = new ImagePyramid(image);
        TensorSampler.Sample(pyramid, AffineTransform.FromRectangle(0, 0, 512, 512, 40, 40), 40, 40, format, tensor);
        Assert.All(tensor, value => Assert.Equal(0, value, 0.01f));
    }

    [Fact]
    public void A_fitted_similarity_recovers_the_one_that_made_the_points()
    {
        Prop.ForAll<int>(seed =>
        {
            var random = new Random(seed);
            var truth = RandomSimilarity(random);
            var from = Enumerable.Range(0, 5).Select(_ => new Vector2(random.NextSingle() * 100, random.NextSingle() * 100)).ToArray();
            var fitted = AffineTransform.FitSimilarity(from, [.. from.Select(truth.Apply)]);
            Assert.All(from, point => Assert.True(Vector2.Distance(truth.Apply(point), fitted.Apply(point)) < 0.05f));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Inverting_a_transform_and_applying_both_returns_to_the_start()
    {
        Prop.ForAll<int>(seed =>
        {
            var transform = RandomSimilarity(new Random(seed));
            var there = transform.Then(transform.Invert()).Apply(new Vector2(3, 4));
            Assert.True(Vector2.Distance(there, new Vector2(3, 4)) < 0.05f);
        }).QuickCheckThrowOnFailure();
    }

    private static AffineTransform RandomSimilarity(Random random)
    {
        var (scale, angle) = (0.2f + (random.NextSingle() * 3), random.NextSingle() * MathF.Tau);
        var (a, b) = (scale * MathF.Cos(angle), scale * MathF.Sin(angle));
        return new AffineTransform(a, -b, (random.NextSingle() * 80) - 20, b, a, (random.NextSingle() * 80) - 20);
    }

    private static Image Noise(Random random, int width, int height)
    {
        var image = Image.Rent(width, height, PixelFormat.Bgr24);
        random.NextBytes(image.Pixels);
        return image;
    }
}
