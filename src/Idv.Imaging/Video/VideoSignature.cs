namespace Idv.Imaging.Video;

/// <summary>Recognises video containers by their first bytes.</summary>
internal static class VideoSignature
{
    /// <summary>
    /// The name of the one demultiplexer that may read the bytes, null when there is none. Naming it keeps playlists and other
    /// formats that can name further files out of reach.
    /// </summary>
    public static string? Recognise(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= 12 && bytes[4..].StartsWith("ftyp"u8))
        {
            return "mov";
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]))
        {
            return "matroska";
        }

        return bytes.Length >= 12 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("AVI "u8) ? "avi" : null;
    }
}
