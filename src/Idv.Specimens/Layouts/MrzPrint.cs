namespace Idv.Specimens.Layouts;

/// <summary>What a machine-readable zone says and how it is set.</summary>
/// <param name="Lines">The lines from the top.</param>
/// <param name="Font">The font's family; each of its characters is put at OCR-B's pitch.</param>
internal sealed record MrzPrint(IReadOnlyList<string> Lines, string Font);
