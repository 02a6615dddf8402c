namespace Idv.Galleries;

/// <summary>A gallery's size and state.</summary>
public sealed record GalleryStatistics
{
    /// <summary>The model whose templates the gallery holds.</summary>
    public required string Model { get; init; }

    /// <summary>Coordinates of a template.</summary>
    public required int Dimension { get; init; }

    /// <summary>Subjects that a search can find.</summary>
    public required int Subjects { get; init; }

    /// <summary>Templates that a search can find.</summary>
    public required int Templates { get; init; }

    /// <summary>Deleted or replaced templates that compaction will remove.</summary>
    public required int DeadTemplates { get; init; }

    /// <summary>Distinct sets of tags.</summary>
    public required int TagSets { get; init; }

    /// <summary>Bytes of codes, sketches and full-precision vectors in memory.</summary>
    public required long VectorBytes { get; init; }

    /// <summary>Bytes of the arrays beside the vectors and of the subject table.</summary>
    public required long DirectoryBytes { get; init; }

    /// <summary>Segment files; 0 without a folder.</summary>
    public required int Segments { get; init; }

    /// <summary>Bytes of all segment files.</summary>
    public required long SegmentBytes { get; init; }

    /// <summary>How often the gallery was issued under new keys, 1 at first; 0 without a folder.</summary>
    public required int Issue { get; init; }

    /// <summary>Instruction set of the scan.</summary>
    public required string Kernel { get; init; }

    /// <summary>Changes since the gallery was opened.</summary>
    public required long Commits { get; init; }

    /// <summary>Writes to disk since the gallery was opened; fewer than commits where concurrent changes shared one.</summary>
    public required long Writes { get; init; }

    /// <summary>Searches since the gallery was opened.</summary>
    public required long Searches { get; init; }

    /// <summary>Scans since the gallery was opened; fewer than searches where concurrent probes shared one.</summary>
    public required long Scans { get; init; }

    /// <summary>Why the last compaction in the background failed; null when it did not.</summary>
    public required string? LastBackgroundFailure { get; init; }
}
