namespace Idv.Imaging.Decoding;

/// <summary>Reads the size and orientation of a TIFF file's first page (TIFF 6.0 §8, tags 256, 257 and 274).</summary>
internal static class TiffHeader
{
    private const ushort ImageWidth = 256;
    private const ushort ImageLength = 257;

    /// <summary>Reads the stored size and the orientation.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out StoredPicture picture)
    {
        picture = default;
        if (!TiffDirectory.TryRead(bytes, out var directory) ||
            directory.Find(ImageWidth) is not (>= 1 and <= uint.MaxValue and var width) ||
            directory.Find(ImageLength) is not (>= 1 and <= uint.MaxValue and var height))
        {
            return false;
        }

        picture = new StoredPicture(width, height, directory.FindOrientation());
        return true;
    }
}
