namespace Idv.Galleries;

/// <summary>How approximate search is measured.</summary>
public sealed record TuningOptions
{
    /// <summary>Probes to make from enrolled templates when <see cref="Probes"/> is empty, 1 to 100,000.</summary>
    public int SampleSize { get; init; } = 200;

    /// <summary>
    /// Cosine between a made probe and its template, above 0 and below 1. The lower, the harder; choose what the model's weakest genuine
    /// comparisons reach.
    /// </summary>
    public double GenuineSimilarity { get; init; } = 0.5;

    /// <summary>Real probes of enrolled subjects, which tell more than made ones.</summary>
    public IReadOnlyList<(Template Probe, string SubjectId)> Probes { get; init; } = [];

    /// <summary>Short lists to try, each 1 to 10,000,000.</summary>
    public IReadOnlyList<int> ShortLists { get; init; } = [100, 300, 1_000, 3_000, 10_000];

    /// <summary>Seeds the choice of templates and the noise, so that a measurement can be repeated.</summary>
    public int Seed { get; init; } = 1;
}

/// <summary>What one setting of approximate search gave.</summary>
/// <param name="ShortList">Templates compared by code.</param>
/// <param name="MatedHitRate">Share of probes whose subject came first, or came first in the exact search too when it did not.</param>
/// <param name="Recall">Share of the exact search's ten candidates that were found.</param>
/// <param name="MedianMilliseconds">Time of a search, median.</param>
/// <param name="P95Milliseconds">Time of a search, 95th percentile.</param>
public sealed record TuningRow(int ShortList, double MatedHitRate, double Recall, double MedianMilliseconds, double P95Milliseconds);

/// <summary>A measurement of approximate search on a gallery.</summary>
/// <param name="Templates">Templates in the gallery.</param>
/// <param name="Probes">Probes searched with each setting.</param>
/// <param name="ExactMatedHitRate">Share of probes whose subject came first in the exact search.</param>
/// <param name="ExactMedianMilliseconds">Time of an exact search, median.</param>
/// <param name="Rows">A row for each short list.</param>
public sealed record TuningReport(
    int Templates, int Probes, double ExactMatedHitRate, double ExactMedianMilliseconds, IReadOnlyList<TuningRow> Rows);
