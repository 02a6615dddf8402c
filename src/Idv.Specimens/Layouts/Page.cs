using Idv.Imaging;
using Idv.Specimens.Drawing;

namespace Idv.Specimens.Layouts;

/// <summary>One side while it is being drawn: every element is drawn and written into the ground truth in one call.</summary>
internal sealed class Page : IDisposable
{
    /// <summary>The height of the machine-readable zone from the lower edge (ICAO Doc 9303-4, -5 and -6: 23.2 mm).</summary>
    public const double MrzHeight = 23.2;

    private const double MrzPitch = 2.54;
    private const double MrzLinePitch = 6.35;
    private const double LabelSize = 1.62;
    private const double ValueSize = 2.65;

    private static readonly Colour SpecimenRed = Colour.FromHex(0xC0182B);

    private readonly List<SpecimenField> _fields = [];
    private readonly List<SpecimenMrzLine> _mrzLines = [];
    private Action<double>? _drawMark;
    private Box? _portrait;
    private Box? _ghostPortrait;
    private SpecimenBarcode? _barcode;

    /// <summary>Makes a side with its background.</summary>
    public Page(double width, double height, double pixelsPerMillimetre, Palette palette, ulong seed)
    {
        Canvas = new Canvas(width, height, pixelsPerMillimetre);
        Palette = palette;
        Seed = seed;
        Guilloche.DrawGround(Canvas, palette, SeededRandom.For(seed, nameof(Guilloche)));
    }

    public Canvas Canvas { get; }

    public Palette Palette { get; }

    public ulong Seed { get; }

    public double Width => Canvas.Width;

    public double Height => Canvas.Height;

    /// <summary>Draws the band at the top with the emblem, the state on the left and the title of the document on the right.</summary>
    public void Header(string title, double height)
    {
        var middle = height / 2;
        Canvas.FillGradient(0, 0, Width, height, Palette.Ink with { Alpha = 0.92 }, Colour.Mix(Palette.Ink, Palette.Line, 0.55) with { Alpha = 0.92 });
        Canvas.Clipped(0, 0, Width, height, () =>
            Guilloche.DrawBand(Canvas, middle, height * 0.5, Colour.White with { Alpha = 0.16 }, SeededRandom.For(Seed, nameof(Header))));
        Emblem.Draw(Canvas, 4 + (height * 0.42), middle, height * 0.42, Palette.Ink, Palette.Paper);
        var ink = Palette.Paper;
        var state = new TextStyle($"{SpecimenFonts.Serif} Bold", height * 0.36, ink, height * 0.05);
        Canvas.DrawText("UTOPIA", 6.5 + (height * 0.84), middle + (height * 0.02), state);
        var french = new TextStyle(SpecimenFonts.Serif, height * 0.2, ink, height * 0.05);
        Canvas.DrawText("UTOPIE", 6.5 + (height * 0.84), middle + (height * 0.32), french);
        var heading = new TextStyle($"{SpecimenFonts.Sans} Bold", height * 0.29, ink);
        var start = 6.5 + (height * 0.84) + Canvas.MeasureText("UTOPIA", state) + 5;
        Canvas.DrawText(title, Width - 4, middle + (height * 0.11), heading, TextAnchor.Right, Width - 4 - start);
    }

    /// <summary>Draws a label and below it the value.</summary>
    /// <param name="name">The ground truth's name of the element.</param>
    /// <param name="label">The label in two languages.</param>
    /// <param name="value">The characters to print; nothing is drawn where it is empty.</param>
    /// <param name="x">The left edge in millimetres.</param>
    /// <param name="y">The top of the label in millimetres.</param>
    /// <param name="maximumWidth">The width that label and value may take.</param>
    public void Field(string name, string label, string value, double x, double y, double maximumWidth)
    {
        if (value.Length == 0)
        {
            return;
        }

        Label(label, x, y, maximumWidth);
        var style = new TextStyle($"{SpecimenFonts.Sans} Bold", ValueSize, Colour.Black);
        var ink = Canvas.DrawText(value, x, y + LabelSize + ValueSize + 0.32, style, TextAnchor.Left, maximumWidth);
        _fields.Add(new SpecimenField(name, label, value, ToPixels(ink)));
    }

    /// <summary>Draws a label alone.</summary>
    public void Label(string label, double x, double y, double maximumWidth) => Canvas.DrawText(
        label, x, y + LabelSize, new TextStyle(SpecimenFonts.Sans, LabelSize, Palette.Ink), TextAnchor.Left, maximumWidth);

    /// <summary>Draws the portrait, its edges faded into the paper, with a few fine lines and the mark across it.</summary>
    public void Portrait(Image portrait, double x, double y, double width, double height)
    {
        using var fitted = PortraitCrop.To(portrait, width / height);
        Canvas.FillRectangle(x, y, width, height, Palette.Paper);
        Canvas.DrawImage(fitted, x, y, width, height, new PictureTone(Feather: 0.012));
        Canvas.Clipped(x, y, width, height, () => Guilloche.DrawBand(
            Canvas, y + (height * 0.93), height * 0.06, Palette.Wash with { Alpha = 0.35 }, SeededRandom.For(Seed, nameof(Portrait))));
        Canvas.Clipped(x, y, width, height, () => _drawMark?.Invoke(0.1));
        _portrait = Canvas.ToPixels(x, y, width, height);
    }

    /// <summary>Draws the pale second portrait in one ink.</summary>
    public void GhostPortrait(Image portrait, double x, double y, double width, double height)
    {
        using var fitted = PortraitCrop.To(portrait, width / height);
        Canvas.DrawImage(fitted, x, y, width, height, new PictureTone(0.5, 0.16, Palette.Ink, Oval: true));
        _ghostPortrait = Canvas.ToPixels(x, y, width, height);
    }

    /// <summary>Draws the holder's signature and its label.</summary>
    public void Signature(string label, double x, double y, double width, double height)
    {
        Drawing.Signature.Draw(Canvas, x + 1, y, width - 2, height, SeededRandom.For(Seed, nameof(Signature)));
        Canvas.DrawText(label, x, y + height + 2.4, new TextStyle(SpecimenFonts.Sans, LabelSize * 0.85, Palette.Ink), TextAnchor.Left, width);
    }

    /// <summary>
    /// Draws the machine-readable zone: at ten characters to the inch on a pale ground, lines 6.35 mm apart, centred.
    /// </summary>
    public void Mrz(MrzPrint print)
    {
        SpecimenFonts.Require(Canvas.PangoContext, print.Font, print.Font == SpecimenFonts.OcrB ? "fonts-ocr-b" : "the one that holds it");
        var lines = print.Lines;
        var top = Height - MrzHeight;
        Canvas.FillRectangle(0, top, Width, MrzHeight + 1, Palette.Paper with { Alpha = 0.86 });
        Canvas.StrokeLine([(0, top), (Width, top)], 0.12, Palette.Line with { Alpha = 0.6 });

        var ten = new TextStyle(print.Font, 10, Colour.Black);
        var style = ten with { Size = 10 * MrzPitch / Canvas.MeasureText("0", ten) };
        var first = top + (MrzHeight / 2) - (MrzLinePitch * (lines.Count - 1) / 2.0);
        for (var i = 0; i < lines.Count; i++)
        {
            // Each character is placed by itself: the pitch is the standard's, whatever the font's own advance rounds to.
            var left = (Width - (lines[i].Length * MrzPitch)) / 2;
            var baseline = first + (i * MrzLinePitch) + (style.Size * 0.36);
            var line = Canvas.DrawText(lines[i][..1], left, baseline, style);
            for (var letter = 1; letter < lines[i].Length; letter++)
            {
                line = Union(line, Canvas.DrawText(lines[i].Substring(letter, 1), left + (letter * MrzPitch), baseline, style));
            }

            _mrzLines.Add(new SpecimenMrzLine(lines[i], ToPixels(line)));
        }
    }

    /// <summary>Places a bar code of one pixel per module, as large as whole pixels allow, within a white field.</summary>
    public void Barcode(Image modules, string text, double x, double y, double width, double height)
    {
        Canvas.FillRectangle(x, y, width, height, Colour.White);
        var magnification = (int)Math.Min(
            width * Canvas.PixelsPerMillimetre / modules.Width, height * Canvas.PixelsPerMillimetre / modules.Height);
        if (magnification < 1)
        {
            throw new ArgumentException(
                $"A bar code of {modules.Width}×{modules.Height} modules has no room at {Canvas.PixelsPerMillimetre} pixels a millimetre.", nameof(modules));
        }

        var left = (int)(((x + (width / 2)) * Canvas.PixelsPerMillimetre) - (modules.Width * magnification / 2.0));
        var top = (int)(((y + (height / 2)) * Canvas.PixelsPerMillimetre) - (modules.Height * magnification / 2.0));
        _barcode = new SpecimenBarcode(text, Canvas.DrawCrisp(modules, left, top, magnification));
    }

    /// <summary>
    /// Marks the area as a specimen, translucent, from its lower left to its upper right. What is drawn later lies over the mark; a portrait
    /// drawn later carries it too, fainter.
    /// </summary>
    public void SpecimenMark(double x, double y, double width, double height)
    {
        var angle = -Math.Atan2(height * 0.62, width) * 180 / Math.PI;
        var ten = new TextStyle($"{SpecimenFonts.Sans} Bold", 10, SpecimenRed, 0.6);
        var size = 10 * width * 0.88 / Canvas.MeasureText("SPECIMEN", ten);
        _drawMark = opacity => Canvas.Clipped(x, y, width, height, () => Canvas.Turned(x + (width / 2), y + (height / 2), angle, () =>
            Canvas.DrawText(
                "SPECIMEN", x + (width / 2), y + (height / 2) + (size * 0.36),
                ten with { Size = size, LetterSpacing = size * 0.06, Colour = SpecimenRed with { Alpha = opacity } }, TextAnchor.Centre)));
        _drawMark(0.2);
    }

    /// <summary>Draws a line of text too small to be read without a lens.</summary>
    public void Microtext(double y)
    {
        var style = new TextStyle(SpecimenFonts.Sans, 0.62, Palette.Ink with { Alpha = 0.75 });
        const string Phrase = "SPECIMEN·UTOPIA·UTOPIE·SANS·VALEUR·NO·VALUE·";
        var repeat = (int)Math.Ceiling(Width / Canvas.MeasureText(Phrase, style));
        Canvas.Clipped(0, y - 1, Width, 2, () =>
            Canvas.DrawText(string.Concat(Enumerable.Repeat(Phrase, repeat)), 0, y, style));
    }

    /// <summary>The finished side; the caller owns it.</summary>
    public SpecimenSide Finish() => new(Canvas.ToImage(), _fields, _mrzLines, _portrait, _ghostPortrait, _barcode, Canvas.PixelsPerMillimetre);

    public void Dispose() => Canvas.Dispose();

    private static Box Union(Box a, Box b)
    {
        var x = MathF.Min(a.X, b.X);
        var y = MathF.Min(a.Y, b.Y);
        return new Box(x, y, MathF.Max(a.Right, b.Right) - x, MathF.Max(a.Bottom, b.Bottom) - y);
    }

    private Box ToPixels(Box millimetres) =>
        Canvas.ToPixels(millimetres.X, millimetres.Y, millimetres.Width, millimetres.Height);
}
