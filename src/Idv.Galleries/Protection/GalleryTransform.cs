using System.Runtime.InteropServices;

namespace Idv.Galleries.Protection;

/// <summary>What one transform key yields: the rotation of templates, and the directions whose signs make sketches.</summary>
/// <remarks>
/// A sketch is 512 signs. The coordinates of a rotated template are projections on random directions already; a template of fewer than
/// 512 coordinates is rotated again, under as many further keys as it takes.
/// </remarks>
internal sealed class GalleryTransform
{
    /// <summary>Bits of a sketch.</summary>
    public const int SketchBits = 512;

    private readonly OrthonormalTransform _rotation;
    private readonly OrthonormalTransform[] _furtherDirections;

    /// <summary>Draws the transforms of a key.</summary>
    /// <param name="key">32 secret bytes.</param>
    /// <param name="dimension">Coordinates of a template.</param>
    /// <param name="sketches">Whether <see cref="Sketch"/> will be used.</param>
    public GalleryTransform(ReadOnlySpan<byte> key, int dimension, bool sketches)
    {
        _rotation = OrthonormalTransform.FromKey(key, dimension, "idv gallery rotation v1");
        _furtherDirections = new OrthonormalTransform[sketches ? (SketchBits - 1) / dimension : 0];
        for (var i = 0; i < _furtherDirections.Length; i++)
        {
            _furtherDirections[i] = OrthonormalTransform.FromKey(key, dimension, $"idv gallery sketch v1 {i + 1}");
        }
    }

    /// <summary>Rotates a unit vector into the gallery's space.</summary>
    public float[] Protect(ReadOnlySpan<float> unit)
    {
        var rotated = new float[unit.Length];
        _rotation.Apply(unit, rotated);
        UnitVector.Normalise(rotated);
        return rotated;
    }

    /// <summary>Rotates a stored vector back into the model's space.</summary>
    public float[] Reveal(ReadOnlySpan<float> stored)
    {
        var unit = new float[stored.Length];
        _rotation.ApplyInverse(stored, unit);
        UnitVector.Normalise(unit);
        return unit;
    }

    /// <summary>The signs of a stored vector along 512 directions.</summary>
    /// <param name="stored">A rotated vector.</param>
    /// <param name="sketch">Receives eight words.</param>
    public void Sketch(ReadOnlySpan<float> stored, Span<ulong> sketch)
    {
        var bytes = MemoryMarshal.AsBytes(sketch);
        bytes.Clear();
        AddSigns(stored, bytes, 0);
        Span<float> further = stackalloc float[stored.Length <= SketchBits ? stored.Length : 0];
        for (var i = 0; i < _furtherDirections.Length; i++)
        {
            _furtherDirections[i].Apply(stored, further);
            AddSigns(further, bytes, (i + 1) * stored.Length);
        }
    }

    private static void AddSigns(ReadOnlySpan<float> values, Span<byte> bits, int first)
    {
        for (var i = 0; i < values.Length && first + i < SketchBits; i++)
        {
            if (values[i] > 0)
            {
                bits[(first + i) >> 3] |= (byte)(1 << ((first + i) & 7));
            }
        }
    }
}
