namespace Idv.Specimens;

/// <summary>What may differ from a proper specimen.</summary>
public sealed record SpecimenOptions
{
    /// <summary>The resolution, 4 to 40; 0 for the kind's own (<see cref="SpecimenRenderer.BookletPixelsPerMillimetre"/> or <see cref="SpecimenRenderer.CardPixelsPerMillimetre"/>).</summary>
    public double PixelsPerMillimetre { get; init; }

    /// <summary>
    /// Lines to print in place of the composed ones, for documents with wrong check digits or with somebody else's zone: as many and as long
    /// as the kind's own.
    /// </summary>
    public IReadOnlyList<string>? MrzLines { get; init; }

    /// <summary>
    /// The family of an installed font to set the machine-readable zone in, for documents made by somebody who has no OCR-B; <see langword="null"/> for OCR-B.
    /// </summary>
    public string? MrzFont { get; init; }
}
