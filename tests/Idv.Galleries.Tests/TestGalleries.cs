using System.Security.Cryptography;
using System.Text;

namespace Idv.Galleries.Tests;

/// <summary>What these tests build galleries from: a model of their own, seeded vectors, a key ring of fixed keys, temporary folders.</summary>
internal static class TestGalleries
{
    public const string Model = "test-model/1";

    public static GalleryOptions Options(int dimension = 64) =>
        new() { Model = Model, Dimension = dimension, KeyRing = new FixedKeyRing(), CompactAtDeadShare = 1 };

    public static Gallery InMemory(int dimension = 64) => Gallery.InMemory(Options(dimension));

    public static Template Template(params float[] vector) => new(Model, vector);

    public static Enrolment Enrolment(string id, params float[][] vectors) =>
        new() { SubjectId = id, Templates = [.. vectors.Select(vector => Template(vector))] };

    /// <summary>A random direction.</summary>
    public static float[] Direction(Random random, int dimension)
    {
        var vector = new float[dimension];
        for (var i = 0; i < dimension; i++)
        {
            vector[i] = Gaussian(random);
        }

        return Unit(vector);
    }

    /// <summary>The direction that a text stands for, the same in every process.</summary>
    public static float[] DirectionOf(string text, int dimension) =>
        Direction(new Random(BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes(text)))), dimension);

    /// <summary>A direction at a given cosine from another: a second picture of the same person.</summary>
    public static float[] Near(Random random, float[] unit, double cosine)
    {
        var noise = Direction(random, unit.Length);
        var along = noise.Zip(unit, (n, u) => (double)n * u).Sum();
        var aside = Unit([.. noise.Zip(unit, (n, u) => (float)(n - (along * u)))]);
        return Unit([.. unit.Zip(aside, (u, a) => (float)((cosine * u) + (Math.Sqrt(1 - (cosine * cosine)) * a)))]);
    }

    public static float[] Unit(float[] vector)
    {
        var length = Math.Sqrt(vector.Sum(value => (double)value * value));
        return [.. vector.Select(value => (float)(value / length))];
    }

    public static double Cosine(float[] left, float[] right) => left.Zip(right, (l, r) => (double)l * r).Sum();

    private static float Gaussian(Random random) =>
        (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}

/// <summary>Keys by name; "k1" is current at first.</summary>
internal sealed class FixedKeyRing : IGalleryKeyRing
{
    public string CurrentKeyId { get; set; } = "k1";

    public Dictionary<string, byte[]> Keys { get; } = new()
    {
        ["k1"] = [.. Enumerable.Range(1, 32).Select(i => (byte)i)],
        ["k2"] = [.. Enumerable.Range(101, 32).Select(i => (byte)i)],
    };

    public bool TryGetKey(string keyId, Span<byte> key)
    {
        if (!Keys.TryGetValue(keyId, out var bytes))
        {
            return false;
        }

        bytes.CopyTo(key);
        return true;
    }
}

/// <summary>A folder that is deleted with its content.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Path = Directory.CreateTempSubdirectory("idv-gallery-").FullName;

    public string Path { get; }

    public string[] Segments => [.. Directory.GetFiles(Path, "*.segment").Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
