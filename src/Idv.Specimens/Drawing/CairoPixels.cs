namespace Idv.Specimens.Drawing;

/// <summary>The bytes of a cairo surface: premultiplied blue, green, red, alpha.</summary>
internal static class CairoPixels
{
    /// <summary>The bytes of a surface of a known height; valid until the surface is destroyed.</summary>
    public static unsafe Span<byte> Of(nint surface, int height)
    {
        var status = CairoLibrary.GetSurfaceStatus(surface);
        return status == 0
            ? new Span<byte>((void*)CairoLibrary.GetSurfaceData(surface), CairoLibrary.GetSurfaceStride(surface) * height)
            : throw new InvalidOperationException($"cairo has no memory for a picture (status {status}).");
    }
}
