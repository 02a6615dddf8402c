using Idv.Imaging;

namespace Idv.Specimens.Drawing;

/// <summary>
/// A sheet that is drawn on in millimetres and read out in pixels. The origin is the top left corner.
/// One thread at a time; dispose it to free cairo's and Pango's memory.
/// </summary>
internal sealed class Canvas : IDisposable
{
    private readonly nint _surface;
    private readonly nint _cairo;
    private readonly nint _pango;
    private bool _disposed;

    /// <summary>Makes a white sheet.</summary>
    /// <param name="width">The width in millimetres.</param>
    /// <param name="height">The height in millimetres.</param>
    /// <param name="pixelsPerMillimetre">The resolution; 10 is 254 dots per inch.</param>
    /// <exception cref="SpecimenSetupException">A library or a font is missing.</exception>
    public Canvas(double width, double height, double pixelsPerMillimetre)
    {
        Width = width;
        Height = height;
        PixelsPerMillimetre = pixelsPerMillimetre;
        PixelWidth = (int)Math.Round(width * pixelsPerMillimetre);
        PixelHeight = (int)Math.Round(height * pixelsPerMillimetre);
        try
        {
            _surface = CairoLibrary.CreateImageSurface(CairoLibrary.FormatArgb32, PixelWidth, PixelHeight);
            _cairo = CairoLibrary.CreateContext(_surface);
            _pango = PangoLibrary.CreateContext(_cairo);
            ConfigureText();
        }
        catch (DllNotFoundException missing)
        {
            throw new SpecimenSetupException(
                "Specimens are drawn with cairo and Pango, which are not installed. Install them with: apt-get install libpangocairo-1.0-0", missing);
        }
        catch (SpecimenSetupException)
        {
            Dispose();
            throw;
        }

        var status = CairoLibrary.GetStatus(_cairo);
        if (status != 0)
        {
            Dispose();
            throw new InvalidOperationException($"cairo refused a surface of {PixelWidth}×{PixelHeight} pixels (status {status}).");
        }

        CairoLibrary.Scale(_cairo, pixelsPerMillimetre, pixelsPerMillimetre);
        CairoLibrary.SetLineCap(_cairo, CairoLibrary.LineCapRound);
        CairoLibrary.SetLineJoin(_cairo, CairoLibrary.LineJoinRound);
        FillRectangle(0, 0, width, height, Colour.White);
    }

    /// <summary>The width in millimetres.</summary>
    public double Width { get; }

    /// <summary>The height in millimetres.</summary>
    public double Height { get; }

    public double PixelsPerMillimetre { get; }

    public int PixelWidth { get; }

    public int PixelHeight { get; }

    /// <summary>Pango's context, for the check of the fonts.</summary>
    public nint PangoContext => _pango;

    /// <summary>A rectangle in millimetres, in pixels of the finished image.</summary>
    public Box ToPixels(double x, double y, double width, double height) => new(
        (float)(x * PixelsPerMillimetre),
        (float)(y * PixelsPerMillimetre),
        (float)(width * PixelsPerMillimetre),
        (float)(height * PixelsPerMillimetre));

    public void FillRectangle(double x, double y, double width, double height, Colour colour)
    {
        SetSource(colour);
        CairoLibrary.Rectangle(_cairo, x, y, width, height);
        CairoLibrary.Fill(_cairo);
    }

    public void FillCircle(double x, double y, double radius, Colour colour)
    {
        SetSource(colour);
        CairoLibrary.NewPath(_cairo);
        CairoLibrary.Arc(_cairo, x, y, radius, 0, 2 * Math.PI);
        CairoLibrary.Fill(_cairo);
    }

    public void StrokeCircle(double x, double y, double radius, double lineWidth, Colour colour)
    {
        SetSource(colour);
        CairoLibrary.SetLineWidth(_cairo, lineWidth);
        CairoLibrary.NewPath(_cairo);
        CairoLibrary.Arc(_cairo, x, y, radius, 0, 2 * Math.PI);
        CairoLibrary.Stroke(_cairo);
    }

    /// <summary>Fills a rectangle with colours that change along the line from its top left to its bottom right corner.</summary>
    public void FillGradient(double x, double y, double width, double height, params ReadOnlySpan<Colour> colours)
    {
        var pattern = CairoLibrary.CreateLinearPattern(x, y, x + width, y + height);
        for (var i = 0; i < colours.Length; i++)
        {
            var colour = colours[i];
            CairoLibrary.AddColourStop(pattern, (double)i / (colours.Length - 1), colour.Red, colour.Green, colour.Blue, colour.Alpha);
        }

        CairoLibrary.SetSourcePattern(_cairo, pattern);
        CairoLibrary.DestroyPattern(pattern);
        CairoLibrary.Rectangle(_cairo, x, y, width, height);
        CairoLibrary.Fill(_cairo);
    }

    /// <summary>Draws a line through the points, in millimetres.</summary>
    public void StrokeLine(ReadOnlySpan<(double X, double Y)> points, double lineWidth, Colour colour, bool closed = false)
    {
        Trace(points, closed);
        SetSource(colour);
        CairoLibrary.SetLineWidth(_cairo, lineWidth);
        CairoLibrary.Stroke(_cairo);
    }

    public void FillPolygon(ReadOnlySpan<(double X, double Y)> points, Colour colour)
    {
        Trace(points, closed: true);
        SetSource(colour);
        CairoLibrary.Fill(_cairo);
    }

    /// <summary>Draws a smooth curve: the first point, then three points for each cubic Bézier segment.</summary>
    public void StrokeCurve(ReadOnlySpan<(double X, double Y)> points, double lineWidth, Colour colour)
    {
        CairoLibrary.NewPath(_cairo);
        CairoLibrary.MoveTo(_cairo, points[0].X, points[0].Y);
        for (var i = 1; i + 2 < points.Length; i += 3)
        {
            CairoLibrary.CurveTo(
                _cairo, points[i].X, points[i].Y, points[i + 1].X, points[i + 1].Y, points[i + 2].X, points[i + 2].Y);
        }

        SetSource(colour);
        CairoLibrary.SetLineWidth(_cairo, lineWidth);
        CairoLibrary.Stroke(_cairo);
    }

    /// <summary>Draws within a rectangle only.</summary>
    public void Clipped(double x, double y, double width, double height, Action draw)
    {
        CairoLibrary.Save(_cairo);
        CairoLibrary.Rectangle(_cairo, x, y, width, height);
        CairoLibrary.Clip(_cairo);
        draw();
        CairoLibrary.Restore(_cairo);
    }

    /// <summary>Draws in a frame that is turned about a point, clockwise.</summary>
    public void Turned(double x, double y, double degrees, Action draw)
    {
        CairoLibrary.Save(_cairo);
        CairoLibrary.Translate(_cairo, x, y);
        CairoLibrary.Rotate(_cairo, degrees * Math.PI / 180);
        CairoLibrary.Translate(_cairo, -x, -y);
        draw();
        CairoLibrary.Restore(_cairo);
    }

    /// <summary>
    /// Sets one line of text and gives the rectangle of its ink in millimetres (before any turning).
    /// Text wider than <paramref name="maximumWidth"/> is set smaller until it fits.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="x">The position of the anchor in millimetres.</param>
    /// <param name="baseline">The baseline in millimetres.</param>
    /// <param name="style">Font, size and ink.</param>
    /// <param name="anchor">Which point of the text <paramref name="x"/> names.</param>
    /// <param name="maximumWidth">The width that the text may take, in millimetres.</param>
    public Box DrawText(
        string text, double x, double baseline, TextStyle style, TextAnchor anchor = TextAnchor.Left, double maximumWidth = double.PositiveInfinity)
    {
        using var layout = new TextLayout(_pango, text, style, PixelsPerMillimetre);
        var shrink = Math.Min(1, maximumWidth / layout.Width);
        var left = x - (shrink * layout.Width * anchor switch
        {
            TextAnchor.Centre => 0.5,
            TextAnchor.Right => 1,
            _ => 0,
        });

        CairoLibrary.Save(_cairo);
        CairoLibrary.Translate(_cairo, left, baseline - (shrink * layout.Baseline));
        CairoLibrary.Scale(_cairo, shrink / PixelsPerMillimetre, shrink / PixelsPerMillimetre);
        CairoLibrary.MoveTo(_cairo, 0, 0);
        SetSource(style.Colour);
        PangoLibrary.ShowLayout(_cairo, layout.Handle);
        CairoLibrary.Restore(_cairo);

        var ink = layout.Ink;
        return new Box(
            (float)(left + (shrink * ink.X)),
            (float)(baseline + (shrink * (ink.Y - layout.Baseline))),
            (float)(shrink * ink.Width),
            (float)(shrink * ink.Height));
    }

    /// <summary>The width that the text takes, in millimetres.</summary>
    public double MeasureText(string text, TextStyle style)
    {
        using var layout = new TextLayout(_pango, text, style, PixelsPerMillimetre);
        return layout.Width;
    }

    /// <summary>Places a picture, stretched to the rectangle.</summary>
    public void DrawImage(Image image, double x, double y, double width, double height, PictureTone tone)
    {
        var surface = CairoLibrary.CreateImageSurface(CairoLibrary.FormatArgb32, image.Width, image.Height);
        try
        {
            tone.Write(image, CairoPixels.Of(surface, image.Height), CairoLibrary.GetSurfaceStride(surface));
            CairoLibrary.MarkSurfaceDirty(surface);
            CairoLibrary.Save(_cairo);
            CairoLibrary.Translate(_cairo, x, y);
            CairoLibrary.Scale(_cairo, width / image.Width, height / image.Height);
            CairoLibrary.Rectangle(_cairo, 0, 0, image.Width, image.Height);
            CairoLibrary.Clip(_cairo);
            CairoLibrary.SetSourceSurface(_cairo, surface, 0, 0);
            CairoLibrary.SetPatternFilter(CairoLibrary.GetSource(_cairo), CairoLibrary.FilterBest);
            CairoLibrary.PaintWithAlpha(_cairo, tone.Opacity);
            CairoLibrary.Restore(_cairo);
        }
        finally
        {
            CairoLibrary.DestroySurface(surface);
        }
    }

    /// <summary>Places a picture without any resampling: one pixel of it becomes <paramref name="magnification"/>² pixels.</summary>
    public Box DrawCrisp(Image grey, int pixelX, int pixelY, int magnification)
    {
        CairoLibrary.FlushSurface(_surface);
        var target = CairoPixels.Of(_surface, PixelHeight);
        var stride = CairoLibrary.GetSurfaceStride(_surface);
        for (var y = 0; y < grey.Height * magnification; y++)
        {
            var source = grey.Row(y / magnification);
            var row = target.Slice(((pixelY + y) * stride) + (pixelX * 4), grey.Width * magnification * 4);
            for (var x = 0; x < grey.Width * magnification; x++)
            {
                row.Slice(x * 4, 3).Fill(source[x / magnification * grey.Channels]);
                row[(x * 4) + 3] = 255;
            }
        }

        CairoLibrary.MarkSurfaceDirty(_surface);
        return new Box(pixelX, pixelY, grey.Width * magnification, grey.Height * magnification);
    }

    /// <summary>The finished picture, in the order blue, green, red.</summary>
    public Image ToImage()
    {
        CairoLibrary.FlushSurface(_surface);
        var source = CairoPixels.Of(_surface, PixelHeight);
        var stride = CairoLibrary.GetSurfaceStride(_surface);
        var image = Image.Rent(PixelWidth, PixelHeight, PixelFormat.Bgr24);
        for (var y = 0; y < PixelHeight; y++)
        {
            var from = source.Slice(y * stride, PixelWidth * 4);
            var to = image.Row(y);
            for (var x = 0; x < PixelWidth; x++)
            {
                from.Slice(x * 4, 3).CopyTo(to[(x * 3)..]);
            }
        }

        return image;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        if (_pango != 0)
        {
            PangoLibrary.Release(_pango);
        }

        if (_cairo != 0)
        {
            CairoLibrary.DestroyContext(_cairo);
        }

        if (_surface != 0)
        {
            CairoLibrary.DestroySurface(_surface);
        }
    }

    private void ConfigureText()
    {
        // Hinting depends on the machine's fontconfig settings; without it the same text is the same picture everywhere.
        var options = CairoLibrary.CreateFontOptions();
        CairoLibrary.SetFontAntialias(options, CairoLibrary.AntialiasGrey);
        CairoLibrary.SetFontHintStyle(options, CairoLibrary.HintStyleNone);
        CairoLibrary.SetFontHintMetrics(options, CairoLibrary.HintMetricsOff);
        PangoLibrary.SetFontOptions(_pango, options);
        CairoLibrary.DestroyFontOptions(options);
        PangoLibrary.SetResolution(_pango, 72);
        PangoLibrary.SetRoundGlyphPositions(_pango, 0);
        SpecimenFonts.RequireAll(_pango);
    }

    private void Trace(ReadOnlySpan<(double X, double Y)> points, bool closed)
    {
        CairoLibrary.NewPath(_cairo);
        CairoLibrary.MoveTo(_cairo, points[0].X, points[0].Y);
        foreach (var (x, y) in points[1..])
        {
            CairoLibrary.LineTo(_cairo, x, y);
        }

        if (closed)
        {
            CairoLibrary.ClosePath(_cairo);
        }
    }

    private void SetSource(Colour colour) =>
        CairoLibrary.SetSource(_cairo, colour.Red, colour.Green, colour.Blue, colour.Alpha);
}
