namespace Idv.Galleries;

/// <summary>When a change counts as stored.</summary>
public enum Durability
{
    /// <summary>Acknowledged changes are flushed to the disk (fsync): they survive power loss. Concurrent changes share a flush.</summary>
    Disk,

    /// <summary>Acknowledged changes are written to the operating system: they survive the death of the process, not of the machine.</summary>
    OperatingSystem,
}

/// <summary>How a gallery is created and run.</summary>
public sealed record GalleryOptions
{
    /// <summary>The model whose templates the gallery holds. An existing gallery must have the same.</summary>
    public required string Model { get; init; }

    /// <summary>Coordinates of a template, 8 to 4,096. An existing gallery must have the same.</summary>
    public required int Dimension { get; init; }

    /// <summary>The keys that seal a gallery on disk; a gallery in memory needs none.</summary>
    public IGalleryKeyRing? KeyRing { get; init; }

    /// <summary>How templates lie in memory.</summary>
    public GalleryPrecision Precision { get; init; } = GalleryPrecision.Int8;

    /// <summary>
    /// Keeps full-precision vectors in memory too, four bytes per coordinate, in place of reading the short list from disk.
    /// A gallery without a folder always does.
    /// </summary>
    public bool KeepFullPrecisionInMemory { get; init; }

    /// <summary>
    /// Makes what scans in place of the processor, given the dimension; null scans on the processor. The gallery disposes it. Results are the same.
    /// </summary>
    public Func<int, IScanAccelerator>? Accelerator { get; init; }

    /// <summary>Threads of one scan; 0 for one per processor.</summary>
    public int Threads { get; init; }

    /// <summary>When a change counts as stored.</summary>
    public Durability Durability { get; init; } = Durability.Disk;

    /// <summary>A new segment file is begun after this many bytes, 1 MiB to 64 GiB.</summary>
    public long SegmentBytes { get; init; } = 256L << 20;

    /// <summary>Share of dead templates that starts compaction in the background, above 0; 1 or more leaves it to <see cref="Gallery.Compact"/>.</summary>
    public double CompactAtDeadShare { get; init; } = 0.25;

    /// <summary>
    /// Templates that must be dead before <see cref="CompactAtDeadShare"/> counts; keeps small galleries from rewriting themselves all the time.
    /// </summary>
    public int CompactFromDeadTemplates { get; init; } = 10_000;

    /// <summary>Keeps a 512-bit sketch of every template, which approximate search needs: 64 bytes each.</summary>
    public bool KeepSketches { get; init; }

    /// <summary>
    /// Number of templates from which <see cref="SearchMode.Automatic"/> searches approximately; needs <see cref="KeepSketches"/>.
    /// Measure with <see cref="Gallery.Tune"/> first.
    /// </summary>
    public int ApproximateFrom { get; init; } = int.MaxValue;

    /// <summary>Templates that an approximate search compares by code; 0 for 1,000 and a thousandth of the gallery.</summary>
    public int SketchShortList { get; init; }

    /// <summary>Most templates that a search compares in full precision before it calls its answer unproven.</summary>
    public int ExactShortListLimit { get; init; } = 65_536;
}
