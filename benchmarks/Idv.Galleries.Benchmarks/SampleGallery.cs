using System.Numerics.Tensors;

namespace Idv.Galleries.Benchmarks;

/// <summary>Templates like those of faces: an identity's direction plus noise, genuine cosine about 0.6, impostors about 0.</summary>
internal static class SampleGallery
{
    public const string Model = "benchmark/1";
    private const int PerCommit = 4096;

    public static GalleryOptions Options(int dimension, int threads) => new()
    {
        Model = Model,
        Dimension = dimension,
        Threads = threads,
        KeyRing = new BenchmarkKeyRing(),
        Durability = Durability.OperatingSystem,
        CompactAtDeadShare = 1,
    };

    /// <summary>A gallery that keeps full-precision vectors on disk, as a large one does.</summary>
    public static Gallery Create(string folder, GalleryOptions options, int templates)
    {
        var gallery = Gallery.Open(folder, options);
        for (var first = gallery.TemplateCount; first < templates; first += PerCommit)
        {
            var enrolments = new Enrolment[Math.Min(PerCommit, templates - first)];
            var offset = first;
            Parallel.For(0, enrolments.Length, i => enrolments[i] = Enrolment(offset + i, options.Dimension));
            gallery.EnrolMany(enrolments);
        }

        return gallery;
    }

    public static Enrolment Enrolment(int person, int dimension) => new()
    {
        SubjectId = Name(person),
        Templates = [new Template(Model, Identity(person, dimension))],
    };

    public static string Name(int person) => $"person-{person:D8}";

    /// <summary>Another picture of a person, at a cosine of 0.6 from the enrolled one.</summary>
    public static Template Probe(int person, int dimension, double cosine = 0.6)
    {
        var identity = Identity(person, dimension);
        var noise = Direction(new Random(1_000_000_000 + person), dimension);
        TensorPrimitives.MultiplyAdd(identity, -TensorPrimitives.Dot<float>(identity, noise), noise, noise);
        var scale = (float)(Math.Sqrt(1 - (cosine * cosine)) / TensorPrimitives.Norm<float>(noise));
        TensorPrimitives.Multiply(noise, scale, noise);
        TensorPrimitives.MultiplyAdd(identity, (float)cosine, noise, noise);
        return new Template(Model, noise);
    }

    public static float[] Identity(int person, int dimension) => Direction(new Random(person), dimension);

    private static float[] Direction(Random random, int dimension)
    {
        var vector = new float[dimension];
        for (var i = 0; i < dimension; i += 2)
        {
            var radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            var (sine, cosine) = Math.SinCos(2 * Math.PI * random.NextDouble());
            vector[i] = (float)(radius * cosine);
            vector[Math.Min(i + 1, dimension - 1)] = (float)(radius * sine);
        }

        TensorPrimitives.Divide(vector, TensorPrimitives.Norm<float>(vector), vector);
        return vector;
    }

    private sealed class BenchmarkKeyRing : IGalleryKeyRing
    {
        public string CurrentKeyId => "benchmark";

        public bool TryGetKey(string keyId, Span<byte> key)
        {
            key.Fill(1);
            return true;
        }
    }
}
