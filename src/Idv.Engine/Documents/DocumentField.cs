using Idv.Imaging;

namespace Idv.Engine.Documents;

/// <summary>Where a data element was read.</summary>
public enum SourceZone
{
    /// <summary>The machine-readable zone.</summary>
    Mrz,

    /// <summary>A barcode.</summary>
    Barcode,

    /// <summary>The visual inspection zone.</summary>
    Viz,
}

/// <summary>A data element of a document.</summary>
/// <param name="Name">Its name: <c>surname</c>, <c>givenNames</c>, <c>documentNumber</c>, <c>dateOfBirth</c> …</param>
/// <param name="Value">Its value; dates as yyyy-MM-dd, with <c>XX</c> for unknown parts.</param>
/// <param name="Zone">Where it was read.</param>
/// <param name="Confidence">The reader's confidence, 0 to 1.</param>
public sealed record DocumentField(string Name, string Value, SourceZone Zone, double Confidence)
{
    /// <summary>The picture that it was read from.</summary>
    public EvidenceRole Role { get; init; }

    /// <summary>Where in that picture, in its pixels; null where only the zone is known.</summary>
    public Box? Region { get; init; }
}
