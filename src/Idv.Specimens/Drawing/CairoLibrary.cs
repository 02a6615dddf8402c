using System.Runtime.InteropServices;

namespace Idv.Specimens.Drawing;

/// <summary>The few functions of cairo that the specimens are drawn with. Angles are radians, lengths are user-space units.</summary>
internal static partial class CairoLibrary
{
    public const int FormatArgb32 = 0;
    public const int FilterBest = 2;
    public const int LineCapRound = 1;
    public const int LineJoinRound = 1;
    public const int AntialiasGrey = 2;
    public const int HintStyleNone = 1;
    public const int HintMetricsOff = 1;

    private const string Cairo = "libcairo.so.2";

    [LibraryImport(Cairo, EntryPoint = "cairo_image_surface_create")]
    public static partial nint CreateImageSurface(int format, int width, int height);

    [LibraryImport(Cairo, EntryPoint = "cairo_image_surface_get_data")]
    public static partial nint GetSurfaceData(nint surface);

    [LibraryImport(Cairo, EntryPoint = "cairo_image_surface_get_stride")]
    public static partial int GetSurfaceStride(nint surface);

    [LibraryImport(Cairo, EntryPoint = "cairo_surface_flush")]
    public static partial void FlushSurface(nint surface);

    [LibraryImport(Cairo, EntryPoint = "cairo_surface_mark_dirty")]
    public static partial void MarkSurfaceDirty(nint surface);

    [LibraryImport(Cairo, EntryPoint = "cairo_surface_status")]
    public static partial int GetSurfaceStatus(nint surface);

    [LibraryImport(Cairo, EntryPoint = "cairo_surface_destroy")]
    public static partial void DestroySurface(nint surface);

    [LibraryImport(Cairo, EntryPoint = "cairo_create")]
    public static partial nint CreateContext(nint surface);

    [LibraryImport(Cairo, EntryPoint = "cairo_status")]
    public static partial int GetStatus(nint context);

    [LibraryImport(Cairo, EntryPoint = "cairo_destroy")]
    public static partial void DestroyContext(nint context);

    [LibraryImport(Cairo, EntryPoint = "cairo_save")]
    public static partial void Save(nint context);

    [LibraryImport(Cairo, EntryPoint = "cairo_restore")]
    public static partial void Restore(nint context);

    [LibraryImport(Cairo, EntryPoint = "cairo_scale")]
    public static partial void Scale(nint context, double x, double y);

    [LibraryImport(Cairo, EntryPoint = "cairo_translate")]
    public static partial void Translate(nint context, double x, double y);

    [LibraryImport(Cairo, EntryPoint = "cairo_rotate")]
    public static partial void Rotate(nint context, double angle);

    [LibraryImport(Cairo, EntryPoint = "cairo_set_source_rgba")]
    public static partial void SetSource(nint context, double red, double green, double blue, double alpha);

    [LibraryImport(Cairo, EntryPoint = "cairo_set_source_surface")]
    public static partial void SetSourceSurface(nint context, nint surface, double x, double y);

    [LibraryImport(Cairo, EntryPoint = "cairo_set_source")]
    public static partial void SetSourcePattern(nint context, nint pattern);

    [LibraryImport(Cairo, EntryPoint = "cairo_get_source")]
    public static partial nint GetSource(nint context);

    [LibraryImport(Cairo, EntryPoint = "cairo_pattern_set_filter")]
    public static partial void SetPatternFilter(nint pattern, int filter);

    [LibraryImport(Cairo, EntryPoint = "cairo_pattern_create_linear")]
    public static partial nint CreateLinearPattern(double x0, double y0, double x1, double y1);

    [LibraryImport(Cairo, EntryPoint = "cairo_pattern_add_color_stop_rgba")]
    public static partial void AddColourStop(nint pattern, double offset, double red, double green, double blue, double alpha);

    [LibraryImport(Cairo, EntryPoint = "cairo_pattern_destroy")]
    public static partial void DestroyPattern(nint pattern);

    [LibraryImport(Cairo, EntryPoint = "cairo_set_line_width")]
    public static partial void SetLineWidth(nint context, double width);

    [LibraryImport(Cairo, EntryPoint = "cairo_set_line_cap")]
    public static partial void SetLineCap(nint context, int cap);

    [LibraryImport(Cairo, EntryPoint = "cairo_set_line_join")]
    public static partial void SetLineJoin(nint context, int join);

    [LibraryImport(Cairo, EntryPoint = "cairo_new_path")]
    public static partial void NewPath(nint context);

    [LibraryImport(Cairo, EntryPoint = "cairo_close_path")]
    public static partial void ClosePath(nint context);

    [LibraryImport(Cairo, EntryPoint = "cairo_move_to")]
    public static partial void MoveTo(nint context, double x, double y);

    [LibraryImport(Cairo, EntryPoint = "cairo_line_to")]
    public static partial void LineTo(nint context, double x, double y);

    [LibraryImport(Cairo, EntryPoint = "cairo_curve_to")]
    public static partial void CurveTo(nint context, double x1, double y1, double x2, double y2, double x3, double y3);

    [LibraryImport(Cairo, EntryPoint = "cairo_arc")]
    public static partial void Arc(nint context, double x, double y, double radius, double from, double to);

    [LibraryImport(Cairo, EntryPoint = "cairo_rectangle")]
    public static partial void Rectangle(nint context, double x, double y, double width, double height);

    [LibraryImport(Cairo, EntryPoint = "cairo_clip")]
    public static partial void Clip(nint context);

    [LibraryImport(Cairo, EntryPoint = "cairo_fill")]
    public static partial void Fill(nint context);

    [LibraryImport(Cairo, EntryPoint = "cairo_stroke")]
    public static partial void Stroke(nint context);

    [LibraryImport(Cairo, EntryPoint = "cairo_paint_with_alpha")]
    public static partial void PaintWithAlpha(nint context, double alpha);

    [LibraryImport(Cairo, EntryPoint = "cairo_font_options_create")]
    public static partial nint CreateFontOptions();

    [LibraryImport(Cairo, EntryPoint = "cairo_font_options_set_antialias")]
    public static partial void SetFontAntialias(nint options, int antialias);

    [LibraryImport(Cairo, EntryPoint = "cairo_font_options_set_hint_style")]
    public static partial void SetFontHintStyle(nint options, int style);

    [LibraryImport(Cairo, EntryPoint = "cairo_font_options_set_hint_metrics")]
    public static partial void SetFontHintMetrics(nint options, int metrics);

    [LibraryImport(Cairo, EntryPoint = "cairo_font_options_destroy")]
    public static partial void DestroyFontOptions(nint options);
}
