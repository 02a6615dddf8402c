namespace Idv.Galleries.Scanning;

/// <summary>
/// How the codes of templates lie in memory: blocks of sixteen rows, interleaved so that one vector load brings the same few
/// coordinates of neighbouring rows. A kernel then sums within lanes and never across them, and every probe of a batch reuses the load.
/// </summary>
/// <remarks>
/// A block of int8 codes is a sequence of lines of 64 bytes. Line g holds coordinates 4g … 4g+3 of row 0, then of row 1, … of row 15;
/// codes are stored with a bias of 128, because x86 multiplies unsigned by signed bytes. A block of float32 is a sequence of lines of
/// sixteen floats; line d holds coordinate d of each row.
/// </remarks>
internal static class BlockLayout
{
    /// <summary>Rows in a block: one AVX-512 register of 32-bit sums, two of AVX2, four of AdvSimd.</summary>
    public const int Rows = 16;

    /// <summary>Coordinates that lie side by side within a row of an int8 line.</summary>
    public const int GroupLength = 4;

    /// <summary>Bytes of one line of int8 codes.</summary>
    public const int LineBytes = Rows * GroupLength;

    /// <summary>What is added to a signed code before it is stored.</summary>
    public const int Bias = 128;

    /// <summary>The dimension rounded up so that kernels may take four groups a step; the padding codes are zero.</summary>
    public static int PaddedDimension(int dimension) => (dimension + 15) & ~15;

    /// <summary>Position of a coordinate's code within an int8 block.</summary>
    public static int CodeOffset(int row, int coordinate) =>
        ((coordinate / GroupLength) * LineBytes) + (row * GroupLength) + (coordinate % GroupLength);
}
