namespace Idv.Documents.Aamva;

/// <summary>
/// What the barcode of a North American licence or identification card says, whichever version of the AAMVA standard encoded it.
/// Values that stand for absence (<c>NONE</c>, <c>UNAVL</c>, blanks) are <see langword="null"/> here; <see cref="Subfiles"/> keeps all as encoded.
/// </summary>
public sealed record AamvaRecord
{
    /// <summary>Version of the standard: 0 for a magnetic stripe, 1 (2000) to 12 and whatever follows.</summary>
    public required int Version { get; init; }

    /// <summary>The jurisdiction's own version; 0 in version 1 of the standard, which lacks it.</summary>
    public required int JurisdictionVersion { get; init; }

    /// <summary>Issuer identification number.</summary>
    public required int Iin { get; init; }

    /// <summary>The issuer, by its number or else by the address's jurisdiction; <see langword="null"/> when neither is known.</summary>
    public AamvaJurisdiction? Issuer { get; init; }

    /// <summary>The type of the first sub-file: <c>DL</c>, <c>ID</c>, <c>EN</c>.</summary>
    public required string CardType { get; init; }

    /// <summary>Three letters (DCG), or else the issuer's country.</summary>
    public string? Country { get; init; }

    /// <summary>Family name.</summary>
    public string? LastName { get; init; }

    /// <summary>First given name or names.</summary>
    public string? FirstName { get; init; }

    /// <summary>Middle name or names.</summary>
    public string? MiddleName { get; init; }

    /// <summary>Suffix such as <c>JR</c>.</summary>
    public string? Suffix { get; init; }

    /// <summary>Whether <see cref="LastName"/> was cut.</summary>
    public AamvaTruncation LastNameTruncation { get; init; }

    /// <summary>Whether <see cref="FirstName"/> was cut.</summary>
    public AamvaTruncation FirstNameTruncation { get; init; }

    /// <summary>Whether <see cref="MiddleName"/> was cut.</summary>
    public AamvaTruncation MiddleNameTruncation { get; init; }

    /// <summary>Number of the licence or card.</summary>
    public string? DocumentNumber { get; init; }

    /// <summary>Date of birth.</summary>
    public DateOnly? DateOfBirth { get; init; }

    /// <summary>Date of issue.</summary>
    public DateOnly? DateOfIssue { get; init; }

    /// <summary>Date of expiry.</summary>
    public DateOnly? DateOfExpiry { get; init; }

    /// <summary>Date of the card's revision.</summary>
    public DateOnly? CardRevision { get; init; }

    /// <summary>The holder is under 18 until this date.</summary>
    public DateOnly? Under18Until { get; init; }

    /// <summary>The holder is under 19 until this date.</summary>
    public DateOnly? Under19Until { get; init; }

    /// <summary>The holder is under 21 until this date.</summary>
    public DateOnly? Under21Until { get; init; }

    /// <summary>Sex.</summary>
    public AamvaSex Sex { get; init; }

    /// <summary>Height.</summary>
    public AamvaHeight? Height { get; init; }

    /// <summary>Weight or its range.</summary>
    public AamvaWeight? Weight { get; init; }

    /// <summary>Colour of the eyes.</summary>
    public AamvaColour EyeColour { get; init; }

    /// <summary>Colour of the hair.</summary>
    public AamvaColour HairColour { get; init; }

    /// <summary>First line of the address.</summary>
    public string? Street { get; init; }

    /// <summary>Second line of the address.</summary>
    public string? Street2 { get; init; }

    /// <summary>City.</summary>
    public string? City { get; init; }

    /// <summary>Two letters of the address's jurisdiction.</summary>
    public string? State { get; init; }

    /// <summary>Postal code without spaces and hyphens; four zeros that only fill a US code are left out.</summary>
    public string? PostalCode { get; init; }

    /// <summary>Class of vehicles.</summary>
    public string? VehicleClass { get; init; }

    /// <summary>Restrictions.</summary>
    public string? Restrictions { get; init; }

    /// <summary>Endorsements.</summary>
    public string? Endorsements { get; init; }

    /// <summary>Document discriminator (DCF), which tells editions of a card apart.</summary>
    public string? DocumentDiscriminator { get; init; }

    /// <summary>Inventory control number (DCK).</summary>
    public string? InventoryControlNumber { get; init; }

    /// <summary>Audit information (DCJ).</summary>
    public string? AuditInformation { get; init; }

    /// <summary>Compliance with the REAL ID act.</summary>
    public AamvaCompliance Compliance { get; init; }

    /// <summary>Whether the holder donates organs; <see langword="null"/> when the card does not say.</summary>
    public bool? IsOrganDonor { get; init; }

    /// <summary>Whether the holder is a veteran; <see langword="null"/> when the card does not say.</summary>
    public bool? IsVeteran { get; init; }

    /// <summary>Whether the holder's lawful status is temporary; <see langword="null"/> when the card does not say.</summary>
    public bool? HasTemporaryLawfulStatus { get; init; }

    /// <summary>Every sub-file with every element as encoded, jurisdictions' own included.</summary>
    public required IReadOnlyList<AamvaSubfile> Subfiles { get; init; }
}
