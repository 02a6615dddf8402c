namespace Idv.Documents.Mrz;

/// <summary>What is odd about a data element of a machine-readable zone that was parsed.</summary>
public enum MrzProblemCode
{
    /// <summary>The element must not be empty.</summary>
    Empty,

    /// <summary>The characters are no date.</summary>
    ImpossibleDate,

    /// <summary>Neither M, F, X nor &lt;.</summary>
    UnknownSex,

    /// <summary>A digit in an element of letters.</summary>
    DigitAmongLetters,

    /// <summary>The code is in neither ISO 3166-1 nor ICAO Doc 9303-3, section 5.</summary>
    UnknownState,

    /// <summary>More than one pair of fillers divides the name.</summary>
    ExtraNameSeparator,
}

/// <summary>Something odd about a data element. It does not stop parsing and is independent of the check digits.</summary>
/// <param name="Code">What is odd.</param>
/// <param name="Field">The data element.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column where the element, or its odd character, stands, from 1.</param>
public readonly record struct MrzProblem(MrzProblemCode Code, MrzField Field, int Line, int Column);
