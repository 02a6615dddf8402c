namespace Idv.Galleries;

/// <summary>
/// One-to-many search, whoever carries it out: <see cref="Gallery"/> on the processor, another implementation on an accelerator or in
/// a database. Implementations are safe for concurrent use.
/// </summary>
public interface ICandidateSearch
{
    /// <summary>Searches one probe.</summary>
    /// <exception cref="GalleryException">The probe doesn't fit the gallery, or stored bytes could not be read.</exception>
    SearchResult Search(Template probe, SearchOptions? options = null);

    /// <summary>Searches many probes with the same options; the results are in the probes' order.</summary>
    /// <exception cref="GalleryException">A probe doesn't fit the gallery, or stored bytes could not be read.</exception>
    IReadOnlyList<SearchResult> SearchBatch(IReadOnlyList<Template> probes, SearchOptions? options = null);
}
