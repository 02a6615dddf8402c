namespace Idv.Engine.Documents;

/// <summary>The kind of a document, as its machine-readable zone's document code tells it (ICAO Doc 9303-4 to 9303-7).</summary>
public enum DocumentKind
{
    /// <summary>Not known.</summary>
    Unknown,

    /// <summary>A passport.</summary>
    Passport,

    /// <summary>An identity card.</summary>
    IdentityCard,

    /// <summary>A visa.</summary>
    Visa,

    /// <summary>A driving licence.</summary>
    DrivingLicence,

    /// <summary>Another document with a machine-readable zone, such as a residence permit.</summary>
    Other,
}
