using Idv.Imaging;

namespace Idv.Specimens;

/// <summary>One printed data element and where its ink lies.</summary>
/// <param name="Name">The property of <see cref="SpecimenPerson"/> that is printed, or IssuingState or DocumentCode.</param>
/// <param name="Label">The label above it.</param>
/// <param name="Text">The characters as printed.</param>
/// <param name="Box">The rectangle of the ink, in pixels of the side's image.</param>
public sealed record SpecimenField(string Name, string Label, string Text, Box Box);

/// <summary>One line of the machine-readable zone and where its ink lies.</summary>
/// <param name="Text">The characters.</param>
/// <param name="Box">The rectangle of the ink, in pixels of the side's image.</param>
public sealed record SpecimenMrzLine(string Text, Box Box);

/// <summary>A bar code and where it lies.</summary>
/// <param name="Text">The decoded text.</param>
/// <param name="Box">The rectangle of the symbol without its quiet zone, in pixels of the side's image.</param>
public sealed record SpecimenBarcode(string Text, Box Box);

/// <summary>One rendered side of a document with its ground truth.</summary>
public sealed class SpecimenSide : IDisposable
{
    internal SpecimenSide(
        Image image,
        IReadOnlyList<SpecimenField> fields,
        IReadOnlyList<SpecimenMrzLine> mrzLines,
        Box? portrait,
        Box? ghostPortrait,
        SpecimenBarcode? barcode,
        double pixelsPerMillimetre)
    {
        PixelsPerMillimetre = pixelsPerMillimetre;
        Image = image;
        Fields = fields;
        MrzLines = mrzLines;
        Portrait = portrait;
        GhostPortrait = ghostPortrait;
        Barcode = barcode;
        Quad = Quad.FromBox(new Box(0, 0, image.Width, image.Height));
    }

    /// <summary>The picture, in the order blue, green, red; disposed with this side.</summary>
    public Image Image { get; }

    /// <summary>The printed data elements.</summary>
    public IReadOnlyList<SpecimenField> Fields { get; }

    /// <summary>The lines of the machine-readable zone from top to bottom; empty where there is none.</summary>
    public IReadOnlyList<SpecimenMrzLine> MrzLines { get; }

    /// <summary>The rectangle of the portrait, where there is one.</summary>
    public Box? Portrait { get; }

    /// <summary>The rectangle of the pale second portrait, where there is one.</summary>
    public Box? GhostPortrait { get; }

    /// <summary>The PDF417 symbol, where there is one.</summary>
    public SpecimenBarcode? Barcode { get; }

    /// <summary>The resolution of the picture.</summary>
    public double PixelsPerMillimetre { get; }

    /// <summary>The radius of the document's corners in pixels (3.18 mm, ISO/IEC 7810), which a photograph shows.</summary>
    public double CornerRadius => 3.18 * PixelsPerMillimetre;

    /// <summary>The corners of the document in the image: here, the image's own.</summary>
    public Quad Quad { get; }

    /// <inheritdoc/>
    public void Dispose() => Image.Dispose();
}

/// <summary>A rendered document. Disposing it disposes its sides.</summary>
public sealed class SpecimenDocument : IDisposable
{
    internal SpecimenDocument(SpecimenKind kind, SpecimenPerson person, SpecimenSide front, SpecimenSide? back)
    {
        Kind = kind;
        Person = person;
        Front = front;
        Back = back;
    }

    /// <summary>What was rendered.</summary>
    public SpecimenKind Kind { get; }

    /// <summary>The holder.</summary>
    public SpecimenPerson Person { get; }

    /// <summary>The only side, or the side with the portrait.</summary>
    public SpecimenSide Front { get; }

    /// <summary>The other side of a card, or <see langword="null"/>.</summary>
    public SpecimenSide? Back { get; }

    /// <summary>The machine-readable zone of whichever side carries one, as text; empty where there is none.</summary>
    public IReadOnlyList<string> MrzLines =>
        [.. (Front.MrzLines.Count > 0 ? Front : Back ?? Front).MrzLines.Select(line => line.Text)];

    /// <inheritdoc/>
    public void Dispose()
    {
        Front.Dispose();
        Back?.Dispose();
    }
}
