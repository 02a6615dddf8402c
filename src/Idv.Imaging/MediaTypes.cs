using Idv.Imaging.Decoding;
using Idv.Imaging.Video;

namespace Idv.Imaging;

/// <summary>Recognises files by their first bytes, whatever their sender calls them.</summary>
public static class MediaTypes
{
    /// <summary>The media type of a picture or video (RFC 6838), or null when it is none that this library reads.</summary>
    /// <param name="file">The file; its first 16 bytes are enough.</param>
    public static string? Recognise(ReadOnlySpan<byte> file) => ImageSignature.Recognise(file) switch
    {
        ImageFileFormat.Jpeg => "image/jpeg",
        ImageFileFormat.Png => "image/png",
        ImageFileFormat.WebP => "image/webp",
        ImageFileFormat.Tiff => "image/tiff",
        ImageFileFormat.Bmp => "image/bmp",
        ImageFileFormat.Pdf => "application/pdf",
        _ => VideoSignature.Recognise(file) switch
        {
            "mov" => "video/mp4",
            "matroska" => "video/webm",
            "avi" => "video/x-msvideo",
            _ => null,
        },
    };
}
