namespace Idv.Imaging;

/// <summary>What the first bytes of a file say about its picture.</summary>
/// <param name="Format">The file format.</param>
/// <param name="Width">The stored width in pixels, before EXIF orientation; 0 for a PDF, whose page has no pixels until it is rendered.</param>
/// <param name="Height">The stored height in pixels, likewise.</param>
public sealed record ImageHeader(ImageFileFormat Format, int Width, int Height);
