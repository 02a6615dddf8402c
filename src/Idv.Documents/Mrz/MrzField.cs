namespace Idv.Documents.Mrz;

/// <summary>The data elements of a machine-readable zone.</summary>
public enum MrzField
{
    /// <summary>One or two letters that name the type of document.</summary>
    DocumentCode,

    /// <summary>Three-letter code of the issuing state or organisation.</summary>
    IssuingState,

    /// <summary>Document number.</summary>
    DocumentNumber,

    /// <summary>Primary identifier.</summary>
    Surname,

    /// <summary>Secondary identifier.</summary>
    GivenNames,

    /// <summary>Three-letter code of the holder's nationality.</summary>
    Nationality,

    /// <summary>Date of birth.</summary>
    DateOfBirth,

    /// <summary>Sex.</summary>
    Sex,

    /// <summary>Date of expiry.</summary>
    DateOfExpiry,

    /// <summary>Optional data; in a TD3 the personal number.</summary>
    OptionalData,

    /// <summary>The second optional data element, of a TD1's middle line.</summary>
    OptionalData2,

    /// <summary>The composite of several data elements that the last check digit protects.</summary>
    Composite,
}
