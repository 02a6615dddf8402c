namespace Idv.Documents.Mrz;

/// <summary>What a machine-readable zone says. Elements that the format lacks are empty.</summary>
public sealed record MrzRecord
{
    /// <summary>The format of the zone.</summary>
    public required MrzFormat Format { get; init; }

    /// <summary>The lines as printed.</summary>
    public required IReadOnlyList<string> Lines { get; init; }

    /// <summary>The document code without filler: <c>P</c>, <c>PD</c>, <c>ID</c>, <c>V</c> …</summary>
    public required string DocumentCode { get; init; }

    /// <summary>The issuing state or organisation without filler: <c>UTO</c>, <c>D</c> …</summary>
    public required string IssuingState { get; init; }

    /// <summary>The document number without trailing fillers; a long number is put together.</summary>
    public required string DocumentNumber { get; init; }

    /// <summary>The primary identifier, its parts separated by a space.</summary>
    public required string Surname { get; init; }

    /// <summary>The secondary identifier, its parts separated by a space; may be empty.</summary>
    public required string GivenNames { get; init; }

    /// <summary>Whether the names fill their element to the last character, so that they may have been cut (ICAO Doc 9303-4, section 4.2.3).</summary>
    public required bool NamesMayBeCut { get; init; }

    /// <summary>The holder's nationality without filler. A French identity card implies <c>FRA</c>.</summary>
    public required string Nationality { get; init; }

    /// <summary>Date of birth.</summary>
    public required MrzDate DateOfBirth { get; init; }

    /// <summary>Sex.</summary>
    public required MrzSex Sex { get; init; }

    /// <summary>Date of expiry; absent from French identity cards and Swiss driving licences.</summary>
    public required MrzDate DateOfExpiry { get; init; }

    /// <summary>Month of issue, which only French identity cards print (within the number); else absent.</summary>
    public required MrzDate DateOfIssue { get; init; }

    /// <summary>
    /// Optional data without trailing fillers. In a TD3 the personal number; in a French identity card the department and office;
    /// in a Swiss driving licence the holder's register number.
    /// </summary>
    public required string OptionalData { get; init; }

    /// <summary>The second optional data element without trailing fillers: of a TD1's middle line, or a Swiss licence's version.</summary>
    public required string OptionalData2 { get; init; }

    /// <summary>The verdict on each check digit, in the order in which they are printed; empty for a Swiss driving licence.</summary>
    public required IReadOnlyList<MrzCheckDigit> CheckDigits { get; init; }

    /// <summary>What is odd about the data elements; empty for a proper zone.</summary>
    public required IReadOnlyList<MrzProblem> Problems { get; init; }

    /// <summary>Whether no check digit is <see cref="MrzCheckDigitStatus.Invalid"/>.</summary>
    public bool CheckDigitsValid { get; init; }
}
