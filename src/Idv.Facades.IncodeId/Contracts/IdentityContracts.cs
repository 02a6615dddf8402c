namespace Idv.Facades.IncodeId.Contracts;

/// <summary>A verification that enrolled a person.</summary>
/// <param name="Id">Its name.</param>
/// <param name="CreatedAt">When, in seconds since 1970 in UTC.</param>
/// <param name="Status"><c>VERIFIED</c>.</param>
/// <param name="Data">The person.</param>
internal sealed record VerificationContract(string Id, long CreatedAt, string Status, VerificationDataContract Data);

/// <summary>What a verification says about the person.</summary>
/// <param name="Name">The name.</param>
/// <param name="Email">E-mail address, or null.</param>
/// <param name="Phone">Telephone number, or null.</param>
/// <param name="DateOfBirth">Date of birth in milliseconds since 1970 in UTC, as a text; or null.</param>
internal sealed record VerificationDataContract(FullNameContract Name, string? Email, string? Phone, string? DateOfBirth);

/// <summary>A name.</summary>
/// <param name="FullName">Given names and surname.</param>
internal sealed record FullNameContract(string FullName);

/// <summary>A name with its parts.</summary>
/// <param name="FullName">Given names and surname.</param>
/// <param name="FirstName">Given names, or null.</param>
/// <param name="LastName">Surname, or null.</param>
internal sealed record NameContract(string FullName, string? FirstName, string? LastName);

/// <summary>A person. Members that are not known are null.</summary>
/// <param name="Status"><c>ACTIVE</c> or <c>REVOKED</c>.</param>
/// <param name="IdentityId">The name of the identity.</param>
/// <param name="Name">The name.</param>
/// <param name="DateOfBirth">Date of birth in milliseconds since 1970 in UTC, as a text.</param>
/// <param name="Phone">Telephone number.</param>
/// <param name="Sex"><c>M</c>, <c>F</c> or <c>X</c>.</param>
/// <param name="Email">E-mail address.</param>
/// <param name="City">Town.</param>
/// <param name="Country">Country of the address, else the document's issuing state; three letters.</param>
/// <param name="Curp">The Mexican population registry's key.</param>
/// <param name="EmailPreference">Whether the person wants e-mail; nobody is asked here.</param>
/// <param name="IdImagesInfo">Where the document's images are.</param>
/// <param name="IdAttestation">How the document's checks ended.</param>
internal sealed record UserInfoContract(
    string Status,
    string IdentityId,
    NameContract Name,
    string? DateOfBirth,
    string? Phone,
    string? Sex,
    string? Email,
    string? City,
    string? Country,
    string? Curp,
    bool EmailPreference,
    IdImagesContract IdImagesInfo,
    IdAttestationContract IdAttestation);

/// <summary>Where the document's images are, for an hour and without credentials.</summary>
/// <param name="FrontIdImageUrl">The front, or null.</param>
/// <param name="BackIdImageUrl">The back, or null.</param>
internal sealed record IdImagesContract(string? FrontIdImageUrl, string? BackIdImageUrl);

/// <summary>How the document's checks ended.</summary>
/// <param name="IdValidation">The checks.</param>
/// <param name="Overall">All of them together.</param>
internal sealed record IdAttestationContract(IdValidationContract IdValidation, AttestationContract Overall);

/// <summary>The document's checks by kind.</summary>
/// <param name="PhotoSecurityAndQuality">Whether the pictures are good enough and show the thing itself.</param>
/// <param name="IdSpecific">Whether the document's data hold together.</param>
/// <param name="CustomFields">Whether the data are what the tenant expected.</param>
/// <param name="AppliedRule">The policy that judged.</param>
/// <param name="Overall">All of them together.</param>
internal sealed record IdValidationContract(
    IReadOnlyList<AttestedCheckContract> PhotoSecurityAndQuality,
    IReadOnlyList<AttestedCheckContract> IdSpecific,
    IReadOnlyList<AttestedCheckContract> CustomFields,
    AttestationContract AppliedRule,
    AttestationContract Overall);

/// <summary>A check.</summary>
/// <param name="Key">Its stable name.</param>
/// <param name="Name">Its name in words.</param>
/// <param name="Value">Its score in percent; empty when it has none.</param>
/// <param name="Status"><c>OK</c>, <c>WARN</c>, <c>FAIL</c> or <c>UNKNOWN</c>.</param>
internal sealed record AttestedCheckContract(string Key, string Name, string Value, string Status);

/// <summary>A judgement.</summary>
/// <param name="Value">What it rests on.</param>
/// <param name="Status"><c>OK</c>, <c>FAIL</c>, <c>UNKNOWN</c>, <c>MANUAL_OK</c>, <c>MANUAL_FAIL</c> or <c>MANUAL_PENDING</c>.</param>
internal sealed record AttestationContract(string Value, string Status);
