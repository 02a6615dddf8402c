using System.Runtime.CompilerServices;
using Idv.Galleries.Scanning;

namespace Idv.Galleries.Index;

/// <summary>
/// A fixed number of rows: their codes in blocks, and beside them the arrays of what else is known of each row. Rows are written once,
/// before a snapshot that contains them is published; only <see cref="DiedAt"/> changes afterwards.
/// </summary>
internal sealed class Slab
{
    /// <summary>A row number is a slab's number times <see cref="Rows"/> plus the row within it.</summary>
    public const int RowBits = 14;

    /// <summary>Rows of a slab.</summary>
    public const int Rows = 1 << RowBits;

    /// <summary>Blocks of a slab.</summary>
    public const int Blocks = Rows / BlockLayout.Rows;

    /// <summary>Words of a sketch.</summary>
    public const int SketchWords = 8;

    /// <summary>The <see cref="DiedAt"/> of a row that lives.</summary>
    public const long Alive = long.MaxValue;

    private const int FullPrecisionRows = 256;
    private readonly AlignedMemory _codes;
    private readonly AlignedMemory? _sketches;
    private readonly float[]?[]? _fullPrecision;

    /// <summary>Allocates a slab.</summary>
    /// <param name="kernel">Gives the size of a block.</param>
    /// <param name="hugePages">Whether to ask for huge pages; wasteful for a gallery that stays small.</param>
    /// <param name="sketches">Whether rows have sketches.</param>
    /// <param name="fullPrecision">Whether rows keep their full-precision vectors in memory.</param>
    public Slab(ScanKernel kernel, bool hugePages, bool sketches, bool fullPrecision)
    {
        BytesPerBlock = kernel.BytesPerBlock;
        Dimension = kernel.Dimension;
        _codes = new AlignedMemory(Blocks * BytesPerBlock, hugePages);
        _sketches = sketches ? new AlignedMemory(Rows * SketchWords * sizeof(ulong), hugePages: false) : null;
        _fullPrecision = fullPrecision ? new float[]?[Rows / FullPrecisionRows] : null;
        Array.Fill(DiedAt, Alive);
    }

    /// <summary>Bytes of one block of codes.</summary>
    public int BytesPerBlock { get; }

    /// <summary>Coordinates of a template.</summary>
    public int Dimension { get; }

    /// <summary>From codes to coordinates, per row.</summary>
    public float[] Scales { get; } = new float[Rows];

    /// <summary>Ordinal of each row's subject.</summary>
    public int[] Subjects { get; } = new int[Rows];

    /// <summary>Each row's set of tags.</summary>
    public int[] TagSets { get; } = new int[Rows];

    /// <summary>Enrolment in milliseconds since 1970, per row.</summary>
    public long[] EnrolledAt { get; } = new long[Rows];

    /// <summary>The version of the gallery from which on a row is gone.</summary>
    public long[] DiedAt { get; } = new long[Rows];

    /// <summary>Where each row's full-precision vector is stored on disk.</summary>
    public long[] Locations { get; } = new long[Rows];

    /// <summary>The next row of the same subject, or −1. Used by writers only.</summary>
    public int[] NextOfSubject { get; } = new int[Rows];

    /// <summary>Whether rows have sketches.</summary>
    public bool HasSketches => _sketches is not null;

    /// <summary>Whether full-precision vectors are in memory.</summary>
    public bool HasFullPrecision => _fullPrecision is not null;

    /// <summary>Bytes beside the vectors.</summary>
    public static long DirectoryBytes => Rows * (sizeof(float) + (3L * sizeof(int)) + (3L * sizeof(long)));

    /// <summary>The first byte of a block; keep the slab alive while using it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref byte Block(int block) => ref _codes.At(block * BytesPerBlock);

    /// <summary>A block for writing.</summary>
    public Span<byte> BlockSpan(int block) => _codes.Slice(block * BytesPerBlock, BytesPerBlock);

    /// <summary>The first word of a row's sketch; keep the slab alive while using it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref ulong Sketch(int row) => ref Unsafe.As<byte, ulong>(ref _sketches!.At(row * SketchWords * sizeof(ulong)));

    /// <summary>A row's full-precision vector in memory.</summary>
    public Span<float> FullPrecision(int row)
    {
        ref var part = ref _fullPrecision![row / FullPrecisionRows];
        if (part is null)
        {
            // Several loading threads may come here at once; one allocation wins.
            Interlocked.CompareExchange(ref part, new float[FullPrecisionRows * Dimension], null);
        }

        return part.AsSpan(row % FullPrecisionRows * Dimension, Dimension);
    }

    /// <summary>Whether a search of a version sees a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsVisible(int row, long version) => Volatile.Read(ref DiedAt[row]) > version;

    /// <summary>Bytes of vectors of the first rows of this slab.</summary>
    public long VectorBytes(int rows)
    {
        var blocks = (rows + BlockLayout.Rows - 1) / BlockLayout.Rows;
        return ((long)blocks * BytesPerBlock)
            + (HasSketches ? (long)rows * SketchWords * sizeof(ulong) : 0)
            + (HasFullPrecision ? (long)rows * Dimension * sizeof(float) : 0);
    }
}
