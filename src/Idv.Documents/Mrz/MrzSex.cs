namespace Idv.Documents.Mrz;

/// <summary>Sex as a machine-readable zone states it (ICAO Doc 9303-3).</summary>
public enum MrzSex
{
    /// <summary>Not specified: <c>&lt;</c>, or a zone without this element.</summary>
    Unspecified,

    /// <summary><c>F</c>.</summary>
    Female,

    /// <summary><c>M</c>.</summary>
    Male,
}
