namespace Idv.Engine.Documents;

/// <summary>The names under which reports give the data elements that checks work with.</summary>
public static class FieldNames
{
    /// <summary>Primary identifier.</summary>
    public const string Surname = "surname";

    /// <summary>Secondary identifier.</summary>
    public const string GivenNames = "givenNames";

    /// <summary>Document number.</summary>
    public const string DocumentNumber = "documentNumber";

    /// <summary>Personal number.</summary>
    public const string PersonalNumber = "personalNumber";

    /// <summary>Date of birth.</summary>
    public const string DateOfBirth = "dateOfBirth";

    /// <summary>Date of issue.</summary>
    public const string DateOfIssue = "dateOfIssue";

    /// <summary>Date of expiry.</summary>
    public const string DateOfExpiry = "dateOfExpiry";

    /// <summary>Sex.</summary>
    public const string Sex = "sex";

    /// <summary>Nationality.</summary>
    public const string Nationality = "nationality";

    /// <summary>Issuing state or organisation.</summary>
    public const string IssuingState = "issuingState";
}
