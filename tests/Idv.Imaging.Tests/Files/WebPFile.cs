using System.Buffers.Binary;

namespace Idv.Imaging.Tests.Files;

/// <summary>Wraps the one chunk of a simple WebP file into the extended layout.</summary>
internal static class WebPFile
{
    public const byte Animation = 0x02;
    public const byte Exif = 0x08;

    /// <summary>An extended file with flags and, if given, an EXIF chunk.</summary>
    public static byte[] Extended(byte[] simple, int width, int height, byte flags, byte[]? exif = null)
    {
        var header = new byte[18];
        "VP8X"u8.CopyTo(header);
        header[4] = 10;
        header[8] = flags;
        header[12] = (byte)(width - 1);
        header[15] = (byte)(height - 1);
        byte[] tail = exif is null ? [] : [.. "EXIF"u8, (byte)exif.Length, 0, 0, 0, .. exif];
        byte[] file = [.. simple[..12], .. header, .. simple[12..], .. tail];
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        return file;
    }
}
