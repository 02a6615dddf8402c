using Idv.Documents.Mrz.Reading;
using Idv.Imaging;

namespace Idv.Documents.Authenticity;

/// <summary>
/// Small pictures of the 37 characters in OCR-B and in fonts that forgers have at hand, drawn by training/mrz-font. Each is normalised to
/// mean 0 and length 1, so that its scalar product with a normalised cell is their correlation.
/// </summary>
internal sealed class MrzFontReferences
{
    /// <summary>Pixels of a cell: one pitch wide, the middle of the digits in the middle.</summary>
    public const int Width = 16, Height = 24;

    private const int Cell = Width * Height;
    private const string Resource = "Idv.Documents.Authenticity.mrz-font-references.png";

    private static readonly Lazy<MrzFontReferences> Loaded = new(Load);

    private readonly float[] _cells;

    private MrzFontReferences(float[] cells) => (_cells, Fonts) = (cells, cells.Length / Cell / MrzAlphabet.Size);

    /// <summary>The references that come with the assembly.</summary>
    public static MrzFontReferences BuiltIn => Loaded.Value;

    /// <summary>The number of fonts; the first is OCR-B.</summary>
    public int Fonts { get; }

    /// <summary>A font's cell for a character's number.</summary>
    public ReadOnlySpan<float> Of(int font, int character) => _cells.AsSpan(((font * MrzAlphabet.Size) + character) * Cell, Cell);

    private static MrzFontReferences Load()
    {
        using var stream = typeof(MrzFontReferences).Assembly.GetManifestResourceStream(Resource)!;
        var file = new byte[stream.Length];
        stream.ReadExactly(file);
        using var decoded = ImageDecoder.Decode(file, PixelFormat.Grey8);
        var sheet = decoded.Image!;
        var fonts = sheet.Height / Height;
        var cells = new float[fonts * MrzAlphabet.Size * Cell];
        for (var font = 0; font < fonts; font++)
        {
            for (var character = 0; character < MrzAlphabet.Size; character++)
            {
                var cell = cells.AsSpan(((font * MrzAlphabet.Size) + character) * Cell, Cell);
                for (var y = 0; y < Height; y++)
                {
                    var row = sheet.Row((font * Height) + y).Slice(character * Width, Width);
                    for (var x = 0; x < Width; x++)
                    {
                        cell[(y * Width) + x] = row[x];
                    }
                }

                Correlation.Normalise(cell);
            }
        }

        return new MrzFontReferences(cells);
    }
}
