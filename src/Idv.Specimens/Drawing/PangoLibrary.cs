using System.Runtime.InteropServices;

namespace Idv.Specimens.Drawing;

/// <summary>The few functions of Pango that text is laid out with.</summary>
internal static partial class PangoLibrary
{
    /// <summary>Pango's lengths are in 1/1024 of a device unit.</summary>
    public const double Unit = 1024;

    private const string Pango = "libpango-1.0.so.0";
    private const string PangoCairo = "libpangocairo-1.0.so.0";
    private const string GObject = "libgobject-2.0.so.0";

    [LibraryImport(PangoCairo, EntryPoint = "pango_cairo_create_context")]
    public static partial nint CreateContext(nint cairo);

    [LibraryImport(PangoCairo, EntryPoint = "pango_cairo_context_set_font_options")]
    public static partial void SetFontOptions(nint context, nint options);

    [LibraryImport(PangoCairo, EntryPoint = "pango_cairo_context_set_resolution")]
    public static partial void SetResolution(nint context, double dotsPerInch);

    [LibraryImport(PangoCairo, EntryPoint = "pango_cairo_update_context")]
    public static partial void UpdateContext(nint cairo, nint context);

    [LibraryImport(PangoCairo, EntryPoint = "pango_cairo_show_layout")]
    public static partial void ShowLayout(nint cairo, nint layout);

    [LibraryImport(Pango, EntryPoint = "pango_context_set_round_glyph_positions")]
    public static partial void SetRoundGlyphPositions(nint context, int round);

    [LibraryImport(Pango, EntryPoint = "pango_context_load_font")]
    public static partial nint LoadFont(nint context, nint description);

    [LibraryImport(Pango, EntryPoint = "pango_font_describe")]
    public static partial nint DescribeFont(nint font);

    [LibraryImport(Pango, EntryPoint = "pango_font_description_from_string", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint ParseDescription(string text);

    [LibraryImport(Pango, EntryPoint = "pango_font_description_get_family")]
    public static partial nint GetFamily(nint description);

    [LibraryImport(Pango, EntryPoint = "pango_font_description_set_absolute_size")]
    public static partial void SetAbsoluteSize(nint description, double size);

    [LibraryImport(Pango, EntryPoint = "pango_font_description_free")]
    public static partial void FreeDescription(nint description);

    [LibraryImport(Pango, EntryPoint = "pango_layout_new")]
    public static partial nint CreateLayout(nint context);

    [LibraryImport(Pango, EntryPoint = "pango_layout_set_font_description")]
    public static partial void SetDescription(nint layout, nint description);

    [LibraryImport(Pango, EntryPoint = "pango_layout_set_text", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void SetText(nint layout, string text, int length);

    [LibraryImport(Pango, EntryPoint = "pango_layout_set_attributes")]
    public static partial void SetAttributes(nint layout, nint attributes);

    [LibraryImport(Pango, EntryPoint = "pango_layout_get_extents")]
    public static partial void GetExtents(nint layout, out PangoRectangle ink, out PangoRectangle logical);

    [LibraryImport(Pango, EntryPoint = "pango_layout_get_baseline")]
    public static partial int GetBaseline(nint layout);

    [LibraryImport(Pango, EntryPoint = "pango_attr_list_new")]
    public static partial nint CreateAttributes();

    [LibraryImport(Pango, EntryPoint = "pango_attr_list_insert")]
    public static partial void InsertAttribute(nint list, nint attribute);

    [LibraryImport(Pango, EntryPoint = "pango_attr_list_unref")]
    public static partial void ReleaseAttributes(nint list);

    [LibraryImport(Pango, EntryPoint = "pango_attr_letter_spacing_new")]
    public static partial nint CreateLetterSpacing(int spacing);

    [LibraryImport(GObject, EntryPoint = "g_object_unref")]
    public static partial void Release(nint gobject);
}

/// <summary>A rectangle in Pango units.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PangoRectangle
{
    public int X;
    public int Y;
    public int Width;
    public int Height;
}
