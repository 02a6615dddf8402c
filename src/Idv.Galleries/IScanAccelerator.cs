namespace Idv.Galleries;

/// <summary>
/// Compares probes with every template of a gallery somewhere else than on the processor: it holds the templates in its own memory and gives back the best
/// rows. The gallery brings it up to date, proves its answers with full-precision vectors, and scans by itself what it cannot do (filters). Used by one caller at a time.
/// </summary>
public interface IScanAccelerator : IDisposable
{
    /// <summary>Rows that it holds.</summary>
    int Rows { get; }

    /// <summary>No score is further than this from the exact cosine.</summary>
    float RoundingError { get; }

    /// <summary>Appends rows.</summary>
    /// <param name="templates">Unit vectors of the gallery's dimension, one after the other.</param>
    void Append(ReadOnlySpan<float> templates);

    /// <summary>Forgets every row.</summary>
    void Clear();

    /// <summary>Finds the best rows of each probe.</summary>
    /// <param name="probes">Unit vectors of the gallery's dimension, one after the other.</param>
    /// <param name="count">Rows to find for each, 1 to <see cref="Rows"/>.</param>
    /// <param name="scores">Receives the rows' scores, <paramref name="count"/> for each probe, best first.</param>
    /// <param name="rows">Receives the rows' numbers in the order of <see cref="Append"/>.</param>
    void FindBest(ReadOnlySpan<float> probes, int count, Span<float> scores, Span<int> rows);
}
