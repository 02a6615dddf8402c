using System.Security.Cryptography;
using System.Text;

namespace Idv.Galleries.Writer;

/// <summary>The vector that a text stands for, the same in every process.</summary>
internal static class KnownVector
{
    public static float[] Of(string text, int dimension)
    {
        var random = new Random(BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
        var vector = new float[dimension];
        for (var i = 0; i < dimension; i++)
        {
            vector[i] = (float)(random.NextDouble() - 0.5);
        }

        return vector;
    }
}
