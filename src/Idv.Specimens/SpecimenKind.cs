namespace Idv.Specimens;

/// <summary>The specimen documents that can be rendered.</summary>
public enum SpecimenKind
{
    /// <summary>The data page of a passport: TD3, 125 × 88 mm.</summary>
    Passport,

    /// <summary>An identity card, front and back: TD1, 85.6 × 54 mm, the machine-readable zone on the back.</summary>
    IdentityCard,

    /// <summary>An identity card of size TD2, 105 × 74 mm, one side.</summary>
    IdentityCardTd2,

    /// <summary>A visa sticker: MRV-A, 120 × 80 mm, one side.</summary>
    Visa,

    /// <summary>A driving licence without a machine-readable zone, 85.6 × 54 mm: the back carries a PDF417 symbol.</summary>
    DrivingLicence,
}
