using Idv.Galleries.Protection;
using Idv.Galleries.Scanning;

namespace Idv.Galleries.Index;

/// <summary>
/// One state of a gallery. A search takes the current snapshot once and sees exactly that state to its end, whatever writers do
/// meanwhile; the garbage collector frees what only old snapshots refer to.
/// </summary>
internal sealed record Snapshot
{
    /// <summary>Codes templates and scores blocks.</summary>
    public required ScanKernel Kernel { get; init; }

    /// <summary>The slabs; rows from <see cref="RowCount"/> on are not part of this state.</summary>
    public required Slab[] Slabs { get; init; }

    /// <summary>Rows of this state, dead ones included.</summary>
    public required int RowCount { get; init; }

    /// <summary>Rows of this state that live.</summary>
    public required int LiveCount { get; init; }

    /// <summary>A row is part of this state while its <see cref="Slab.DiedAt"/> is greater.</summary>
    public required long Version { get; init; }

    /// <summary>The greatest distance of any row from its code.</summary>
    public required float LargestRowError { get; init; }

    /// <summary>What templates are stored under.</summary>
    public required GalleryTransform Transform { get; init; }

    /// <summary>Subject identifiers.</summary>
    public required SubjectTable Subjects { get; init; }

    /// <summary>Sets of tags.</summary>
    public required TagTable Tags { get; init; }

    /// <summary>Full-precision vectors on disk; null when they are in memory.</summary>
    public required ITemplateReader? Stored { get; init; }

    /// <summary>Reads a row's full-precision vector, as it is stored: a transformed unit vector.</summary>
    public void ReadTemplate(int row, Span<float> vector)
    {
        var slab = Slabs[row >> Slab.RowBits];
        var within = row & (Slab.Rows - 1);
        if (Stored is null)
        {
            slab.FullPrecision(within).CopyTo(vector);
        }
        else
        {
            Stored.Read(slab.Locations[within], vector);
        }
    }
}

/// <summary>Reads full-precision vectors from where they are stored. Safe for concurrent use.</summary>
internal interface ITemplateReader
{
    /// <summary>Reads a vector.</summary>
    /// <exception cref="GalleryException">The bytes are damaged or could not be read.</exception>
    void Read(long location, Span<float> vector);
}
