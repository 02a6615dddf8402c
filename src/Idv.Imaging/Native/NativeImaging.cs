using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: DisableRuntimeMarshalling]
[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]

namespace Idv.Imaging.Native;

/// <summary>The C interface of <c>src/native</c>, call for call as in <c>idv_native.h</c>. Every signature is blittable.</summary>
internal static unsafe partial class NativeImaging
{
    private const string Library = "idv_native";

    [LibraryImport(Library, EntryPoint = "idv_jpeg_decode")]
    public static partial NativeStatus JpegDecode(byte* bytes, nuint length, int scaleDenominator, NativeImage* target);

    [LibraryImport(Library, EntryPoint = "idv_png_decode")]
    public static partial NativeStatus PngDecode(byte* bytes, nuint length, NativeImage* target);

    [LibraryImport(Library, EntryPoint = "idv_webp_decode")]
    public static partial NativeStatus WebPDecode(byte* bytes, nuint length, NativeImage* target);

    [LibraryImport(Library, EntryPoint = "idv_tiff_decode")]
    public static partial NativeStatus TiffDecode(byte* bytes, nuint length, NativeImage* target);

    [LibraryImport(Library, EntryPoint = "idv_jpeg_encode")]
    public static partial NativeStatus JpegEncode(NativeImage* source, int quality, NativeBuffer* encoded);

    [LibraryImport(Library, EntryPoint = "idv_png_encode")]
    public static partial NativeStatus PngEncode(NativeImage* source, NativeBuffer* encoded);

    [LibraryImport(Library, EntryPoint = "idv_buffer_free")]
    public static partial void BufferFree(NativeBuffer* buffer);

    [LibraryImport(Library, EntryPoint = "idv_resize")]
    public static partial NativeStatus Resize(NativeImage* source, NativeImage* target, int interpolation);

    [LibraryImport(Library, EntryPoint = "idv_rotate_quarters")]
    public static partial NativeStatus RotateQuarters(NativeImage* source, NativeImage* target, int clockwiseQuarters);

    [LibraryImport(Library, EntryPoint = "idv_flip_horizontal")]
    public static partial NativeStatus FlipHorizontal(NativeImage* source, NativeImage* target);

    [LibraryImport(Library, EntryPoint = "idv_convert")]
    public static partial NativeStatus Convert(NativeImage* source, NativeImage* target);

    [LibraryImport(Library, EntryPoint = "idv_warp_affine")]
    public static partial NativeStatus WarpAffine(
        NativeImage* source, NativeImage* target, double* matrix, nuint matrixLength, int interpolation, byte padding);

    [LibraryImport(Library, EntryPoint = "idv_warp_perspective")]
    public static partial NativeStatus WarpPerspective(
        NativeImage* source, NativeImage* target, NativeQuad* quad, int interpolation, byte padding);

    [LibraryImport(Library, EntryPoint = "idv_gaussian_blur")]
    public static partial NativeStatus GaussianBlur(NativeImage* source, NativeImage* target, double sigma);

    [LibraryImport(Library, EntryPoint = "idv_morphology_apply")]
    public static partial NativeStatus Morphology(
        NativeImage* source, NativeImage* target, int operation, int kernelWidth, int kernelHeight);

    [LibraryImport(Library, EntryPoint = "idv_absolute_gradient_x")]
    public static partial NativeStatus AbsoluteGradientX(NativeImage* source, NativeImage* target);

    [LibraryImport(Library, EntryPoint = "idv_otsu_threshold")]
    public static partial NativeStatus OtsuThreshold(NativeImage* source, NativeImage* target);

    [LibraryImport(Library, EntryPoint = "idv_adaptive_threshold")]
    public static partial NativeStatus AdaptiveThreshold(NativeImage* source, NativeImage* target, int blockSize, double offset);

    [LibraryImport(Library, EntryPoint = "idv_canny")]
    public static partial NativeStatus Canny(NativeImage* source, NativeImage* target, double low, double high);

    [LibraryImport(Library, EntryPoint = "idv_find_rotated_rectangles")]
    public static partial NativeStatus FindRotatedRectangles(
        NativeImage* binary, NativeRotatedRectangle* rectangles, nuint capacity, nuint* count);

    [LibraryImport(Library, EntryPoint = "idv_find_quads")]
    public static partial NativeStatus FindQuads(
        NativeImage* binary, double minimumAreaShare, NativeQuad* quads, nuint capacity, nuint* count);

    [LibraryImport(Library, EntryPoint = "idv_barcodes_read")]
    public static partial NativeStatus BarcodesRead(
        NativeImage* source, NativeBarcodeOptions* options, NativeBarcode** barcodes, nuint* count);

    [LibraryImport(Library, EntryPoint = "idv_barcodes_free")]
    public static partial void BarcodesFree(NativeBarcode* barcodes, nuint count);

    [LibraryImport(Library, EntryPoint = "idv_pdf417_write")]
    public static partial NativeStatus Pdf417Write(
        byte* content, nuint length, int errorCorrectionLevel, NativeBuffer* modules, int* width, int* height);
}
