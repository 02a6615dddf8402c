namespace Idv.Imaging.Decoding;

/// <summary>The EXIF block that JPEG, PNG and WebP files carry (EXIF 2.32 §4.5): a TIFF structure, in JPEG behind a prefix.</summary>
internal static class ExifBlock
{
    /// <summary>What precedes the TIFF structure in a JPEG's APP1 segment, and in the WebP files of some writers.</summary>
    public static ReadOnlySpan<byte> Prefix => "Exif\0\0"u8;

    /// <summary>The orientation that a block states, with or without the prefix; upright when it is unreadable.</summary>
    public static Orientation ReadOrientation(ReadOnlySpan<byte> block)
    {
        if (block.StartsWith(Prefix))
        {
            block = block[Prefix.Length..];
        }

        return TiffDirectory.TryRead(block, out var directory) ? directory.FindOrientation() : Orientation.TopLeft;
    }
}
