namespace Idv.Galleries;

/// <summary>The long work of a gallery.</summary>
public enum GalleryActivity
{
    /// <summary>Reading segments on opening; units are bytes.</summary>
    Opening,

    /// <summary>Rewriting without dead templates; units are templates.</summary>
    Compacting,

    /// <summary>Re-issuing under new keys; units are templates.</summary>
    Rekeying,

    /// <summary>Writing an export; units are subjects.</summary>
    Exporting,

    /// <summary>Reading an import; units are subjects.</summary>
    Importing,

    /// <summary>Measuring approximate search; units are probes.</summary>
    Tuning,
}

/// <summary>How far a piece of work has come.</summary>
/// <param name="Activity">The work; it gives the unit.</param>
/// <param name="Done">Units done.</param>
/// <param name="Total">Units in all.</param>
public readonly record struct GalleryProgress(GalleryActivity Activity, long Done, long Total);
