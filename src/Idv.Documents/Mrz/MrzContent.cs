namespace Idv.Documents.Mrz;

/// <summary>What <see cref="MrzComposer"/> prints. Elements that the format lacks must stay empty.</summary>
public sealed record MrzContent
{
    /// <summary>The format of the zone.</summary>
    public required MrzFormat Format { get; init; }

    /// <summary>
    /// One or two characters. A visa's begins with V and no other's does, except that a Swiss licence's is <c>FA</c> and an EU licence's
    /// begins with D; a French identity card's is <c>ID</c>.
    /// </summary>
    public required string DocumentCode { get; init; }

    /// <summary>Code of the issuing state or organisation, without filler.</summary>
    public required string IssuingState { get; init; }

    /// <summary>
    /// A to Z, 0 to 9 and, in place of any other character, &lt;. A TD1 and a TD2 hold numbers of more than nine characters in their
    /// optional data.
    /// </summary>
    public required string DocumentNumber { get; init; }

    /// <summary>Primary identifier in any script that <see cref="MrzTransliteration"/> knows.</summary>
    public required string Surname { get; init; }

    /// <summary>Secondary identifier in any script that <see cref="MrzTransliteration"/> knows.</summary>
    public string GivenNames { get; init; } = "";

    /// <summary>Code of the nationality, without filler.</summary>
    public string Nationality { get; init; } = "";

    /// <summary>Date of birth.</summary>
    public MrzDate DateOfBirth { get; init; }

    /// <summary>Sex.</summary>
    public MrzSex Sex { get; init; }

    /// <summary>Date of expiry.</summary>
    public MrzDate DateOfExpiry { get; init; }

    /// <summary>Optional data: A to Z, 0 to 9 and &lt;. See <see cref="MrzRecord.OptionalData"/>.</summary>
    public string OptionalData { get; init; } = "";

    /// <summary>The second optional data element: A to Z, 0 to 9 and &lt;.</summary>
    public string OptionalData2 { get; init; } = "";
}
