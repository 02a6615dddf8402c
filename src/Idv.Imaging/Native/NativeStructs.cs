using System.Numerics;
using System.Runtime.InteropServices;

namespace Idv.Imaging.Native;

/// <summary>Mirrors <c>idv_image</c>: a view of pinned pixels.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeImage
{
    public byte* Pixels;
    public nuint Length;
    public int Width;
    public int Height;
    public int Format;

    /// <summary>A view of an image whose pixels the caller has pinned at <paramref name="pixels"/>.</summary>
    public NativeImage(Image image, byte* pixels)
    {
        Pixels = pixels;
        Length = (nuint)image.Stride * (nuint)image.Height;
        Width = image.Width;
        Height = image.Height;
        Format = (int)image.Format;
    }
}

/// <summary>Mirrors <c>idv_buffer</c>: bytes that the native library owns.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeBuffer
{
    public byte* Data;
    public nuint Length;
}

/// <summary>Mirrors <c>idv_rotated_rectangle</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeRotatedRectangle
{
    public Vector2 Centre;
    public float Width;
    public float Height;
    public float Angle;
}

/// <summary>Mirrors <c>idv_quad</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeQuad
{
    public Vector2 TopLeft;
    public Vector2 TopRight;
    public Vector2 BottomRight;
    public Vector2 BottomLeft;

    public NativeQuad(Quad quad) =>
        (TopLeft, TopRight, BottomRight, BottomLeft) = (quad.TopLeft, quad.TopRight, quad.BottomRight, quad.BottomLeft);

    public readonly Quad ToQuad() => new(TopLeft, TopRight, BottomRight, BottomLeft);
}

/// <summary>Mirrors <c>idv_barcode_options</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeBarcodeOptions
{
    public uint Formats;
    public int Binarizer;
    public int TryHarder;
    public int TryRotate;
    public int TryDownscale;
    public int MaximumSymbols;
}

/// <summary>Mirrors <c>idv_barcode</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeBarcode
{
    public uint Format;
    public NativeQuad Position;
    public byte* Content;
    public nuint ContentLength;
    public byte* Text;
    public nuint TextLength;
    public int PartIndex;
    public int PartCount;
    public byte* PartId;
    public nuint PartIdLength;
}
