using Idv.Documents.Authenticity;
using Idv.Imaging;
using Idv.Inference.Preprocessing;

namespace Idv.Engine;

/// <summary>A picture of the evidence: decoded once, shared by every stage, freed at the end.</summary>
internal sealed class EvidencePicture : IDisposable
{
    private readonly DecodeResult _decoded;

    private EvidencePicture(EvidenceRole role, DecodeResult decoded, int[]? steps)
    {
        Role = role;
        Steps = steps;
        _decoded = decoded;
        Pyramid = decoded.Image is { } image ? new ImagePyramid(image) : null;
    }

    /// <summary>What it shows.</summary>
    public EvidenceRole Role { get; }

    /// <summary>The pixels, or null when the picture could not be decoded.</summary>
    public ImagePyramid? Pyramid { get; }

    /// <summary>Why the picture could not be decoded, or null.</summary>
    public DecodeFault? Fault => _decoded.Fault;

    /// <summary>Whether the file ended too early, so that a part of the picture is missing.</summary>
    public bool Truncated => _decoded.Truncated;

    /// <summary>The steps to which the file rounds its coefficients (<see cref="JpegQuantization"/>), or null where it has none.</summary>
    public int[]? Steps { get; }

    /// <summary>Decodes a file.</summary>
    public static EvidencePicture Decode(EvidenceRole role, ReadOnlyMemory<byte> file, DecodeLimits limits)
    {
        var decoded = ImageDecoder.Decode(file.Span, PixelFormat.Bgr24, limits);
        return new EvidencePicture(role, decoded, JpegQuantization.Of(decoded.FileFormat, file.Span));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Pyramid?.Dispose();
        _decoded.Dispose();
    }
}
