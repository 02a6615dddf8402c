using System.Diagnostics.CodeAnalysis;

namespace Idv.Documents.Aamva;

/// <summary>Why a payload is no AAMVA barcode.</summary>
public enum AamvaFaultCode
{
    /// <summary>The payload is empty.</summary>
    Empty,

    /// <summary>The payload is longer than any PDF417 can hold.</summary>
    TooLong,

    /// <summary>Neither <c>ANSI</c> nor <c>AAMVA</c> with an issuer's number follows, nor is it a magnetic stripe.</summary>
    NoHeader,

    /// <summary>The header's digits end early or are none.</summary>
    BadHeader,

    /// <summary>There is a header but no data element.</summary>
    NoElements,
}

/// <summary>Says why a payload is no AAMVA barcode, and where. The message never repeats the payload.</summary>
/// <param name="Code">What is wrong.</param>
/// <param name="Position">The character's index from 0.</param>
/// <param name="Message">A sentence for people.</param>
public sealed record AamvaFault(AamvaFaultCode Code, int Position, string Message);

/// <summary>Either a record or the reason why there is none.</summary>
/// <param name="Record">What the barcode says, or <see langword="null"/>.</param>
/// <param name="Fault">Why there is no record, or <see langword="null"/>.</param>
public readonly record struct AamvaParseResult(AamvaRecord? Record, AamvaFault? Fault)
{
    /// <summary>Whether there is a record. Its elements may still be odd: see <see cref="AamvaValidator"/>.</summary>
    [MemberNotNullWhen(true, nameof(Record))]
    [MemberNotNullWhen(false, nameof(Fault))]
    public bool IsParsed => Record is not null;
}
