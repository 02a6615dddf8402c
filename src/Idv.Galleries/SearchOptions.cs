namespace Idv.Galleries;

/// <summary>Which index answers a search.</summary>
public enum SearchMode
{
    /// <summary>Approximate from <see cref="GalleryOptions.ApproximateFrom"/> templates on, exact below.</summary>
    Automatic,

    /// <summary>Every template is scanned.</summary>
    Exact,

    /// <summary>
    /// Sketches choose the templates to compare. Falls back to exact where the gallery keeps no sketches
    /// (<see cref="GalleryOptions.KeepSketches"/>).
    /// </summary>
    Approximate,
}

/// <summary>What a search asks for.</summary>
public sealed record SearchOptions
{
    /// <summary>Length of the candidate list, 1 to 10,000.</summary>
    public int Top { get; init; } = 10;

    /// <summary>Candidates below this cosine are left out; null keeps all.</summary>
    public float? MinimumSimilarity { get; init; }

    /// <summary>Restricts the search to some subjects; null searches all.</summary>
    public GalleryFilter? Filter { get; init; }

    /// <summary>Which index answers.</summary>
    public SearchMode Mode { get; init; }

    /// <summary>Overrides <see cref="GalleryOptions.SketchShortList"/> for this search.</summary>
    public int? SketchShortList { get; init; }

    internal static SearchOptions Default { get; } = new();
}

/// <summary>Restricts a search. A subject passes when it has, for every named tag, one of the allowed values, and its date is within bounds.</summary>
public sealed record GalleryFilter
{
    /// <summary>Tag name to allowed values.</summary>
    public IReadOnlyDictionary<string, IReadOnlyCollection<string>> Tags { get; init; } =
        new Dictionary<string, IReadOnlyCollection<string>>();

    /// <summary>Earliest enrolment, inclusive.</summary>
    public DateTimeOffset? EnrolledFrom { get; init; }

    /// <summary>Latest enrolment, exclusive.</summary>
    public DateTimeOffset? EnrolledBefore { get; init; }

    /// <summary>A filter on one tag.</summary>
    public static GalleryFilter ByTag(string name, params IReadOnlyCollection<string> values) =>
        new() { Tags = new Dictionary<string, IReadOnlyCollection<string>> { [name] = values } };
}
