namespace Idv.Galleries.Scanning;

/// <summary>Probes in the order in which one kernel's inner loop reads them.</summary>
/// <remarks>
/// <see cref="Data"/> holds tiles: within a tile of width w, step g gives the g-th element of each of the w probes in turn. The first
/// <see cref="TileCount"/> tiles are of the kernel's own width, the remaining probes are tiles of one.
/// </remarks>
internal sealed class PackedProbes
{
    /// <summary>Tiles of the kernel's width, then single probes.</summary>
    public required byte[] Data { get; init; }

    /// <summary>Probes asked for; padding probes of the last tile are not counted.</summary>
    public required int Count { get; init; }

    /// <summary>Number of tiles of the kernel's width.</summary>
    public required int TileCount { get; init; }

    /// <summary>Number of single probes after the tiles.</summary>
    public required int SingleCount { get; init; }

    /// <summary>Probes with padding: the number of groups of sixteen scores that a kernel writes.</summary>
    public required int SlotCount { get; init; }

    /// <summary>For int8: what the rows' bias of 128 adds to each probe's sum, negated. Indexed by slot.</summary>
    public required int[] BiasCorrections { get; init; }

    /// <summary>The factor from each probe's codes to its coordinates. Indexed by slot.</summary>
    public required float[] Scales { get; init; }

    /// <summary>Euclidean distance between each probe and its code. Indexed by slot.</summary>
    public required float[] Errors { get; init; }
}
