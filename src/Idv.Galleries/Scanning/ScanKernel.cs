namespace Idv.Galleries.Scanning;

/// <summary>
/// Encodes templates into blocks and scores whole blocks against packed probes. One instance serves every thread: it holds no state
/// beyond its dimension.
/// </summary>
/// <remarks>
/// A score approximates the cosine of two unit vectors. Its distance from the exact cosine is at most
/// <c>probeError + rowError · (1 + probeError) + <see cref="RoundingError"/></c>, where the errors are the Euclidean distances between a
/// vector and its code (Cauchy-Schwarz). Search uses that bound to prove that a short list is complete.
/// </remarks>
internal abstract class ScanKernel
{
    protected ScanKernel(int dimension)
    {
        Dimension = dimension;
        PaddedDimension = BlockLayout.PaddedDimension(dimension);
    }

    /// <summary>The instruction set, as shown in statistics.</summary>
    public abstract string Name { get; }

    /// <summary>Coordinates of a template.</summary>
    public int Dimension { get; }

    /// <summary>Coordinates stored per row, a multiple of 16.</summary>
    public int PaddedDimension { get; }

    /// <summary>Bytes of one block of sixteen rows.</summary>
    public abstract int BytesPerBlock { get; }

    /// <summary>Bound on what floating-point rounding adds to a score of unit vectors.</summary>
    public abstract float RoundingError { get; }

    /// <summary>Writes the code of a unit vector into a row of a block.</summary>
    /// <param name="block">The block, <see cref="BytesPerBlock"/> bytes.</param>
    /// <param name="row">Row within the block, 0 to 15.</param>
    /// <param name="template">A unit vector of <see cref="Dimension"/> coordinates.</param>
    /// <returns>The factor that turns codes back to coordinates, and the Euclidean distance between the vector and its code.</returns>
    public abstract RowCode Encode(Span<byte> block, int row, ReadOnlySpan<float> template);

    /// <summary>Lays out unit vectors for this kernel's inner loops.</summary>
    public abstract PackedProbes Pack(ReadOnlySpan<float[]> probes);

    /// <summary>Scores the sixteen rows of a block against every probe.</summary>
    /// <param name="block">First byte of the block.</param>
    /// <param name="rowScales">First of the block's sixteen row scales.</param>
    /// <param name="probes">Probes packed by this kernel.</param>
    /// <param name="scores">Receives probe-major scores: sixteen for the first probe, then sixteen for the next.</param>
    public abstract void Score(ref byte block, ref float rowScales, PackedProbes probes, Span<float> scores);
}

/// <summary>What encoding a row yields beside its bytes.</summary>
/// <param name="Scale">The factor from codes to coordinates.</param>
/// <param name="Error">Euclidean distance between the vector and its decoded code.</param>
internal readonly record struct RowCode(float Scale, float Error);
