using System.Numerics.Tensors;
using System.Security.Cryptography;

namespace Idv.Galleries.Protection;

/// <summary>
/// The rotation that a gallery stores its templates under: a random orthonormal matrix drawn from a key. It keeps every cosine, so search
/// works on transformed templates; templates of two galleries, under two keys, have nothing to compare.
/// </summary>
/// <remarks>
/// Rows are Gaussian vectors made orthonormal by the Gram-Schmidt process with one re-orthogonalisation ("twice is enough"), in double
/// precision. A Gaussian matrix has no preferred direction, so neither has the result: it is distributed by Haar measure.
/// </remarks>
internal sealed class OrthonormalTransform
{
    /// <summary>Bytes of a transform's key.</summary>
    public const int KeyLength = 32;

    private readonly float[] _rows;

    private OrthonormalTransform(int dimension, float[] rows)
    {
        Dimension = dimension;
        _rows = rows;
    }

    /// <summary>Coordinates in and out.</summary>
    public int Dimension { get; }

    /// <summary>Draws the transform of a key. Takes time with the cube of the dimension: about a tenth of a second for 512.</summary>
    /// <param name="key">32 secret bytes.</param>
    /// <param name="dimension">Coordinates in and out.</param>
    /// <param name="use">Separates transforms that one key yields for different uses.</param>
    public static OrthonormalTransform FromKey(ReadOnlySpan<byte> key, int dimension, string use)
    {
        Span<byte> streamKey = stackalloc byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, streamKey, default, System.Text.Encoding.ASCII.GetBytes(use));
        using var gaussian = new KeyedGaussian(streamKey);
        CryptographicOperations.ZeroMemory(streamKey);

        var basis = new double[dimension][];
        var rows = new float[dimension * dimension];
        for (var i = 0; i < dimension; i++)
        {
            var row = new double[dimension];
            gaussian.Fill(row);
            for (var pass = 0; pass < 2; pass++)
            {
                for (var j = 0; j < i; j++)
                {
                    TensorPrimitives.MultiplyAdd(basis[j], -TensorPrimitives.Dot<double>(basis[j], row), row, row);
                }
            }

            TensorPrimitives.Divide(row, TensorPrimitives.Norm<double>(row), row);
            basis[i] = row;
            for (var j = 0; j < dimension; j++)
            {
                rows[(i * dimension) + j] = (float)row[j];
            }
        }

        return new OrthonormalTransform(dimension, rows);
    }

    /// <summary>Transforms a vector.</summary>
    /// <param name="source">A vector of <see cref="Dimension"/> coordinates.</param>
    /// <param name="target">Receives the transformed vector; must not overlap the source.</param>
    public void Apply(ReadOnlySpan<float> source, Span<float> target)
    {
        for (var i = 0; i < Dimension; i++)
        {
            target[i] = TensorPrimitives.Dot(_rows.AsSpan(i * Dimension, Dimension), source);
        }
    }

    /// <summary>Undoes <see cref="Apply"/>: the inverse of an orthonormal matrix is its transpose.</summary>
    /// <param name="source">A transformed vector.</param>
    /// <param name="target">Receives the original; must not overlap the source.</param>
    public void ApplyInverse(ReadOnlySpan<float> source, Span<float> target)
    {
        target.Clear();
        for (var i = 0; i < Dimension; i++)
        {
            TensorPrimitives.MultiplyAdd(_rows.AsSpan(i * Dimension, Dimension), source[i], target, target);
        }
    }
}
