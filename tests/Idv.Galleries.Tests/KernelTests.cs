using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using FsCheck;
using Idv.Galleries.Scanning;

namespace Idv.Galleries.Tests;

/// <summary>
/// Every kernel that this process can run, against the scalar one. <see cref="InstructionSetTests"/> runs this class again in
/// processes that can run fewer.
/// </summary>
public class KernelTests
{
    [Theory]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(100)]
    [InlineData(128)]
    [InlineData(512)]
    [InlineData(1000)]
    public void Every_int8_kernel_gives_the_scalar_scores_to_the_last_bit(int dimension)
    {
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), Gen.Choose(1, 20).ToArbitrary(), (seed, probeCount) =>
        {
            var random = new Random(seed);
            var templates = Enumerable.Range(0, BlockLayout.Rows).Select(_ => AnyVector(random, dimension)).ToArray();
            var probes = Enumerable.Range(0, probeCount).Select(_ => AnyVector(random, dimension)).ToArray();
            var expected = Score(new Int8ScalarKernel(dimension), templates, probes);
            return KernelSelection.AvailableInt8(dimension).All(kernel => Score(kernel, templates, probes).SequenceEqual(expected));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));
    }

    [Fact]
    public void No_int8_kernel_overflows_on_the_largest_codes()
    {
        const int Dimension = 4096;
        var largest = Enumerable.Repeat(1f, Dimension).ToArray();
        var smallest = Enumerable.Repeat(-1f, Dimension).ToArray();
        foreach (var kernel in KernelSelection.AvailableInt8(Dimension))
        {
            var scores = Score(kernel, [.. Enumerable.Repeat(largest, BlockLayout.Rows)], [largest, smallest, largest, smallest, largest, smallest]);
            for (var probe = 0; probe < 6; probe++)
            {
                Assert.Equal(probe % 2 == 0 ? Dimension : -Dimension, scores[probe * BlockLayout.Rows], tolerance: 0.01f);
            }
        }
    }

    [Theory]
    [InlineData(16)]
    [InlineData(100)]
    [InlineData(512)]
    public void Scores_stay_within_the_error_bound_of_the_exact_cosine(int dimension)
    {
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            var templates = Enumerable.Range(0, BlockLayout.Rows).Select(_ => TestGalleries.Unit(AnyVector(random, dimension))).ToArray();
            var probe = TestGalleries.Unit(AnyVector(random, dimension));
            return AllKernels(dimension).All(kernel =>
            {
                var (block, scales, errors) = Encode(kernel, templates);
                var packed = kernel.Pack([probe]);
                var scores = new float[packed.SlotCount * BlockLayout.Rows];
                kernel.Score(ref block[0], ref scales[0], packed, scores);
                return Enumerable.Range(0, BlockLayout.Rows).All(row =>
                {
                    var bound = packed.Errors[0] + (errors[row] * (1 + packed.Errors[0])) + kernel.RoundingError;
                    return Math.Abs(scores[row] - ExactCosine.Dot(probe, templates[row])) <= bound;
                });
            });
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void The_float32_kernel_gives_every_probe_of_a_batch_its_own_cosines(int probeCount)
    {
        var random = new Random(3);
        var templates = Enumerable.Range(0, BlockLayout.Rows).Select(_ => TestGalleries.Direction(random, 100)).ToArray();
        var probes = Enumerable.Range(0, probeCount).Select(_ => TestGalleries.Direction(random, 100)).ToArray();
        var scores = Score(new Float32Kernel(100), templates, probes);
        for (var i = 0; i < scores.Length; i++)
        {
            Assert.Equal(TestGalleries.Cosine(probes[i / 16], templates[i % 16]), scores[i], tolerance: 1e-5);
        }
    }

    [Fact]
    public void The_fastest_kernel_of_the_machine_comes_first()
    {
        var expected = AvxVnni.IsSupported ? "AVX-VNNI"
            : Avx512BW.IsSupported ? "AVX-512BW"
            : Avx2.IsSupported ? "AVX2"
            : Dp.IsSupported ? "AdvSimd"
            : "scalar";
        Assert.Equal(expected, KernelSelection.Best(GalleryPrecision.Int8, 512).Name);
        Assert.Equal(Environment.GetEnvironmentVariable("IDV_EXPECTED_KERNEL") ?? expected, expected);
    }

    private static IEnumerable<ScanKernel> AllKernels(int dimension) =>
        [.. KernelSelection.AvailableInt8(dimension), new Float32Kernel(dimension)];

    /// <summary>Coordinates of very different sizes, with zeros, so that codes reach both ends of their range.</summary>
    private static float[] AnyVector(Random random, int dimension)
    {
        var vector = new float[dimension];
        for (var i = 0; i < dimension; i++)
        {
            vector[i] = random.Next(8) == 0 ? 0 : (float)(Math.Pow(random.NextDouble(), 3) * random.Next(-1, 2));
        }

        vector[random.Next(dimension)] = 1;
        return vector;
    }

    private static (byte[] Block, float[] Scales, float[] Errors) Encode(ScanKernel kernel, float[][] templates)
    {
        var block = new byte[kernel.BytesPerBlock];
        var codes = templates.Select((template, row) => kernel.Encode(block, row, template)).ToArray();
        return (block, [.. codes.Select(code => code.Scale)], [.. codes.Select(code => code.Error)]);
    }

    private static float[] Score(ScanKernel kernel, float[][] templates, float[][] probes)
    {
        var (block, scales, _) = Encode(kernel, templates);
        var packed = kernel.Pack(probes);
        var scores = new float[packed.SlotCount * BlockLayout.Rows];
        kernel.Score(ref block[0], ref scales[0], packed, scores);
        return scores[..(probes.Length * BlockLayout.Rows)];
    }
}
