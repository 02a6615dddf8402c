using Idv.Imaging;
using Idv.Specimens;

namespace Idv.Documents.Tests;

/// <summary>Rendered documents with a drawn portrait, so that these tests need no pictures of people.</summary>
internal static class Specimens
{
    public static SpecimenDocument Render(SpecimenKind kind, ulong seed, IReadOnlyList<string>? mrzLines = null)
    {
        using var portrait = Image.Rent(210, 270, PixelFormat.Bgr24);
        portrait.Pixels.Fill(190);
        return SpecimenRenderer.Render(kind, SpecimenPeople.Next(seed), portrait, seed, new SpecimenOptions { MrzLines = mrzLines });
    }

    /// <summary>The side that carries the zone, else the back.</summary>
    public static SpecimenSide MachineReadableSide(SpecimenDocument document) =>
        document.Front.MrzLines.Count > 0 ? document.Front : document.Back ?? document.Front;
}
