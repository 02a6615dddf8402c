namespace Idv.Verifications.People;

/// <summary>A sex marker as ICAO Doc 9303 and AAMVA know it.</summary>
public enum Sex
{
    /// <summary>Not stated or not legible.</summary>
    Unknown,

    /// <summary>Female.</summary>
    Female,

    /// <summary>Male.</summary>
    Male,

    /// <summary>Neither; "X" in travel documents.</summary>
    Unspecified,
}

/// <summary>A postal address, as written.</summary>
public sealed record PostalAddress
{
    /// <summary>Street and number.</summary>
    public string? Street { get; init; }

    /// <summary>Town.</summary>
    public string? City { get; init; }

    /// <summary>State, province or département.</summary>
    public string? State { get; init; }

    /// <summary>Postal code.</summary>
    public string? PostalCode { get; init; }

    /// <summary>Country, ISO 3166-1 alpha-3.</summary>
    public string? Country { get; init; }
}

/// <summary>
/// What somebody says about a person: a tenant's reference data, an applicant's form, or what a document says. Every member may be unknown.
/// </summary>
public sealed record PersonalData
{
    /// <summary>The whole name in any order, for sources that do not tell its parts; null where the parts are known.</summary>
    public string? UndividedName { get; init; }

    /// <summary>Given names, in one string, separated by spaces.</summary>
    public string? GivenNames { get; init; }

    /// <summary>Middle names where they are kept apart (AAMVA DAD).</summary>
    public string? MiddleNames { get; init; }

    /// <summary>Surname (primary identifier of ICAO Doc 9303).</summary>
    public string? Surname { get; init; }

    /// <summary>Suffix: JR, III.</summary>
    public string? NameSuffix { get; init; }

    /// <summary>Name after marriage, where it differs from the surname.</summary>
    public string? MarriedName { get; init; }

    /// <summary>Date of birth.</summary>
    public DateOnly? BirthDate { get; init; }

    /// <summary>Town of birth.</summary>
    public string? BirthPlace { get; init; }

    /// <summary>Country of birth, ISO 3166-1 alpha-3.</summary>
    public string? BirthCountry { get; init; }

    /// <summary>Sex marker.</summary>
    public Sex Sex { get; init; }

    /// <summary>Nationality, ISO 3166-1 alpha-3.</summary>
    public string? Nationality { get; init; }

    /// <summary>E-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>Telephone number, E.164 where it could be normalised.</summary>
    public string? Phone { get; init; }

    /// <summary>Address.</summary>
    public PostalAddress? Address { get; init; }

    /// <summary>Given names, middle names and surname in reading order; empty when none is known.</summary>
    public string FullName => string.Join(' ', new[] { GivenNames, MiddleNames, Surname, NameSuffix }.Where(part => !string.IsNullOrWhiteSpace(part)));
}
