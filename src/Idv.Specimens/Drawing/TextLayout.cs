namespace Idv.Specimens.Drawing;

/// <summary>One line of text that Pango has measured. Lengths are millimetres from the line's top left corner.</summary>
internal sealed class TextLayout : IDisposable
{
    public TextLayout(nint context, string text, TextStyle style, double pixelsPerMillimetre)
    {
        Handle = PangoLibrary.CreateLayout(context);
        var description = PangoLibrary.ParseDescription(style.Font);
        PangoLibrary.SetAbsoluteSize(description, style.Size * pixelsPerMillimetre * PangoLibrary.Unit);
        PangoLibrary.SetDescription(Handle, description);
        PangoLibrary.FreeDescription(description);
        PangoLibrary.SetText(Handle, text, -1);
        if (style.LetterSpacing != 0)
        {
            var attributes = PangoLibrary.CreateAttributes();
            PangoLibrary.InsertAttribute(
                attributes, PangoLibrary.CreateLetterSpacing((int)(style.LetterSpacing * pixelsPerMillimetre * PangoLibrary.Unit)));
            PangoLibrary.SetAttributes(Handle, attributes);
            PangoLibrary.ReleaseAttributes(attributes);
        }

        PangoLibrary.GetExtents(Handle, out var ink, out var logical);
        var unit = PangoLibrary.Unit * pixelsPerMillimetre;
        Width = logical.Width / unit;
        Baseline = PangoLibrary.GetBaseline(Handle) / unit;
        Ink = (ink.X / unit, ink.Y / unit, ink.Width / unit, ink.Height / unit);
    }

    public nint Handle { get; }

    public double Width { get; }

    public double Baseline { get; }

    public (double X, double Y, double Width, double Height) Ink { get; }

    public void Dispose() => PangoLibrary.Release(Handle);
}
