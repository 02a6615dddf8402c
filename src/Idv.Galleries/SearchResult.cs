namespace Idv.Galleries;

/// <summary>What a candidate list is worth.</summary>
public enum SearchExactness
{
    /// <summary>Proven to be the list that comparing every template in full precision would give.</summary>
    Exact,

    /// <summary>Exact similarities, and a list that is right with high probability but not proven: the short list reached its limit.</summary>
    Unproven,

    /// <summary>Exact similarities of candidates that an approximate index chose.</summary>
    Approximate,
}

/// <summary>A subject in a candidate list.</summary>
/// <param name="SubjectId">The subject's identifier.</param>
/// <param name="Similarity">Cosine of the probe and the subject's best template, −1 to 1, from full-precision vectors.</param>
public readonly record struct Candidate(string SubjectId, float Similarity);

/// <summary>The answer to one probe.</summary>
/// <param name="Candidates">By falling similarity; equal similarities by the subject id's UTF-8 bytes. At most one entry per subject.</param>
/// <param name="Exactness">What the list is worth.</param>
/// <param name="TemplatesSearched">Templates in the searched state of the gallery, before any filter.</param>
public sealed record SearchResult(IReadOnlyList<Candidate> Candidates, SearchExactness Exactness, int TemplatesSearched);
