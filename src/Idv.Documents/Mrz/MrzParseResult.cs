using System.Diagnostics.CodeAnalysis;

namespace Idv.Documents.Mrz;

/// <summary>Either a record or the reason why there is none.</summary>
/// <param name="Record">What the zone says, or <see langword="null"/>.</param>
/// <param name="Fault">Why there is no record, or <see langword="null"/>.</param>
public readonly record struct MrzParseResult(MrzRecord? Record, MrzFault? Fault)
{
    /// <summary>Whether there is a record. Its check digits may still be wrong.</summary>
    [MemberNotNullWhen(true, nameof(Record))]
    [MemberNotNullWhen(false, nameof(Fault))]
    public bool IsParsed => Record is not null;
}
