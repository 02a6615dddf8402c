using Idv.Documents.Mrz;

namespace Idv.Specimens;

/// <summary>
/// The data of an invented holder, as a visual zone prints it. Names keep their national characters; what a machine-readable
/// zone makes of them is the composer's work.
/// </summary>
public sealed record SpecimenPerson
{
    /// <summary>The primary identifier, in the case that the document prints.</summary>
    public required string Surname { get; init; }

    /// <summary>The secondary identifier: given names separated by spaces.</summary>
    public required string GivenNames { get; init; }

    /// <summary>The date of birth.</summary>
    public required DateOnly BirthDate { get; init; }

    /// <summary>The sex, printed F, M or X.</summary>
    public required MrzSex Sex { get; init; }

    /// <summary>The number of the document: letters A to Z and digits, 1 to 9 characters.</summary>
    public required string DocumentNumber { get; init; }

    /// <summary>The personal number: letters A to Z and digits, at most 14 characters; empty when there is none.</summary>
    public string PersonalNumber { get; init; } = "";

    /// <summary>Three-letter code of the nationality; UTO is Utopia, the example of ICAO Doc 9303.</summary>
    public string Nationality { get; init; } = "UTO";

    /// <summary>The place of birth.</summary>
    public required string BirthPlace { get; init; }

    /// <summary>The date of issue.</summary>
    public required DateOnly IssueDate { get; init; }

    /// <summary>The date of expiry.</summary>
    public required DateOnly ExpiryDate { get; init; }

    /// <summary>The street and house number.</summary>
    public required string Street { get; init; }

    /// <summary>The town.</summary>
    public required string City { get; init; }

    /// <summary>The postal code: digits.</summary>
    public required string PostalCode { get; init; }

    /// <summary>The height in centimetres.</summary>
    public required int HeightCentimetres { get; init; }

    /// <summary>The colour of the eyes as AAMVA's card design standard codes it (BLU, BRO, GRN, GRY, HAZ).</summary>
    public required string EyeColour { get; init; }
}
