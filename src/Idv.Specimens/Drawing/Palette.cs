namespace Idv.Specimens.Drawing;

/// <summary>The colours of one kind of document.</summary>
/// <param name="Paper">The lightest tone: the paper and the ground of the machine-readable zone.</param>
/// <param name="Wash">The tone that the paper fades to.</param>
/// <param name="Line">The first colour of the fine lines.</param>
/// <param name="SecondLine">The second colour of the fine lines.</param>
/// <param name="Ink">Headings and labels.</param>
internal sealed record Palette(Colour Paper, Colour Wash, Colour Line, Colour SecondLine, Colour Ink)
{
    public static Palette Passport { get; } = new(
        Colour.FromHex(0xF7F4EC), Colour.FromHex(0xDCEBEA), Colour.FromHex(0x2E8C8A), Colour.FromHex(0xC2657F), Colour.FromHex(0x14485A));

    public static Palette IdentityCard { get; } = new(
        Colour.FromHex(0xF3F6FA), Colour.FromHex(0xD9E4F3), Colour.FromHex(0x3D6FB4), Colour.FromHex(0xC98B3C), Colour.FromHex(0x1C3663));

    public static Palette Visa { get; } = new(
        Colour.FromHex(0xF4F8EF), Colour.FromHex(0xDDEBD3), Colour.FromHex(0x4E8A4A), Colour.FromHex(0x9A6BA8), Colour.FromHex(0x23502C));

    public static Palette DrivingLicence { get; } = new(
        Colour.FromHex(0xFAF4F5), Colour.FromHex(0xF0DCE4), Colour.FromHex(0xA9527A), Colour.FromHex(0x4F7FA8), Colour.FromHex(0x5B1E3F));
}
