using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace Idv.Facades.Uqudo.Contracts;

/// <summary>The form of a scan.</summary>
/// <param name="DocumentType">The vendor's name of the document's type.</param>
/// <param name="FrontImage">The front: JPEG, PNG or PDF, at most 5 MB.</param>
/// <param name="BackImage">The back, of documents with two sides.</param>
internal sealed record ScanForm(string DocumentType, IFormFile FrontImage, IFormFile? BackImage);

/// <summary>A document that was read.</summary>
/// <param name="DocumentType">The type that was asked for.</param>
/// <param name="Scan">What was read.</param>
internal sealed record ScanContract(string DocumentType, ScanSidesContract Scan);

/// <summary>What was read, by side.</summary>
/// <param name="Front">The front.</param>
/// <param name="Back">The back; empty when the document has none.</param>
internal sealed record ScanSidesContract(ScanSideContract Front, ScanSideContract Back);

/// <summary>
/// What was read of one side, under the vendor's names. Members that a side does not have are absent.
/// </summary>
internal sealed record ScanSideContract
{
    /// <summary>The portrait, a JPEG in base64.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? FaceImage { get; init; }

    /// <summary>Given names of the machine readable zone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SecondaryId { get; init; }

    /// <summary>Surname of the machine readable zone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PrimaryId { get; init; }

    /// <summary>Given name of a barcode.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? FirstName { get; init; }

    /// <summary>Middle name of a barcode.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? MiddleName { get; init; }

    /// <summary>Surname of a barcode.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? LastName { get; init; }

    /// <summary>Date of birth as the zone writes it: YYMMDD in a machine readable zone, MM/dd/yyyy in a barcode.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DateOfBirth { get; init; }

    /// <summary>Date of birth, yyyy-MM-dd.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DateOfBirthFormatted { get; init; }

    /// <summary>Date of issue, MM/dd/yyyy.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? IssueDate { get; init; }

    /// <summary>Date of issue, yyyy-MM-dd.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? IssueDateFormatted { get; init; }

    /// <summary>Date of expiry as the zone writes it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DateOfExpiry { get; init; }

    /// <summary>Date of expiry, yyyy-MM-dd.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DateOfExpiryFormatted { get; init; }

    /// <summary>Document number.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DocumentNumber { get; init; }

    /// <summary>Nationality, three letters.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Nationality { get; init; }

    /// <summary>Issuing state, three letters.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Issuer { get; init; }

    /// <summary>Sex: M, F or X.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Sex { get; init; }

    /// <summary>The code at the head of the machine readable zone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DocumentCode { get; init; }

    /// <summary>The machine readable zone, lines separated by a line feed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? MrzText { get; init; }

    /// <summary>Whether every check digit of the machine readable zone holds.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? MrzVerified { get; init; }

    /// <summary>The first optional data element of the machine readable zone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Opt1 { get; init; }

    /// <summary>The second optional data element of the machine readable zone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Opt2 { get; init; }

    /// <summary>Street and number.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Address { get; init; }

    /// <summary>Town.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? City { get; init; }

    /// <summary>State of the address.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? State { get; init; }

    /// <summary>Postal code.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PostalCode { get; init; }
}
