namespace Idv.Documents.Mrz;

/// <summary>Why a text is no machine-readable zone.</summary>
public enum MrzFaultCode
{
    /// <summary>There are no characters but white space.</summary>
    Empty,

    /// <summary>The text is far longer than any machine-readable zone.</summary>
    TooLong,

    /// <summary>No format has this many lines.</summary>
    LineCount,

    /// <summary>No format has lines of these lengths.</summary>
    LineLength,

    /// <summary>A lower-case letter; machine-readable zones are printed in capitals.</summary>
    LowerCase,

    /// <summary>A character other than A to Z, 0 to 9 and &lt;.</summary>
    Character,
}

/// <summary>Says why a text is no machine-readable zone, and where. The message never repeats the text.</summary>
/// <param name="Code">What is wrong.</param>
/// <param name="Line">The line, from 1; 0 where the fault has no one line.</param>
/// <param name="Column">The column, from 1; 0 where the fault has no one column.</param>
/// <param name="Message">A sentence for people.</param>
public sealed record MrzFault(MrzFaultCode Code, int Line, int Column, string Message);
