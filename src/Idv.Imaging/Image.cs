using System.Buffers;

namespace Idv.Imaging;

/// <summary>
/// An owned, pooled buffer of 8-bit pixels in row-major order without padding between rows.
/// Dispose it to return the buffer to the pool; reading it after that throws <see cref="ObjectDisposedException"/>.
/// Reading from several threads at once is safe, writing is not.
/// </summary>
public sealed class Image : IDisposable
{
    /// <summary>The longest side that any image may have, in pixels.</summary>
    public const int MaxSide = 65_535;

    [ThreadStatic]
    private static int _liveOnThisThread;

    private byte[]? _buffer;

    private Image(byte[] buffer, int width, int height, PixelFormat format)
    {
        _buffer = buffer;
        Width = width;
        Height = height;
        Format = format;
        _liveOnThisThread++;
    }

    /// <summary>Images rented less images disposed on the calling thread: what leak tests watch.</summary>
    internal static int LiveOnThisThread => _liveOnThisThread;

    /// <summary>Width in pixels, at least 1.</summary>
    public int Width { get; }

    /// <summary>Height in pixels, at least 1.</summary>
    public int Height { get; }

    /// <summary>The order of the channels.</summary>
    public PixelFormat Format { get; }

    /// <summary>Bytes per pixel: 1 or 3.</summary>
    public int Channels => ChannelsOf(Format);

    /// <summary>Bytes from the start of one row to the start of the next; always <c>Width × Channels</c>.</summary>
    public int Stride => Width * Channels;

    /// <summary>All pixels, <c>Stride × Height</c> bytes.</summary>
    /// <exception cref="ObjectDisposedException">The image was disposed.</exception>
    public Span<byte> Pixels
    {
        get
        {
            ObjectDisposedException.ThrowIf(_buffer is null, this);
            return _buffer.AsSpan(0, Stride * Height);
        }
    }

    /// <summary>
    /// Rents an image whose pixels are <b>not</b> cleared: the caller writes every byte.
    /// </summary>
    /// <param name="width">Width in pixels, 1 to <see cref="MaxSide"/>.</param>
    /// <param name="height">Height in pixels, 1 to <see cref="MaxSide"/>.</param>
    /// <param name="format">The order of the channels.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is out of range, or the image would exceed 2 GiB.</exception>
    public static Image Rent(int width, int height, PixelFormat format)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, MaxSide);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, MaxSide);
        var bytes = (long)width * height * ChannelsOf(format);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, Array.MaxLength, nameof(height));
        return new Image(ArrayPool<byte>.Shared.Rent((int)bytes), width, height, format);
    }

    /// <summary>Makes an image from pixels that are laid out without padding.</summary>
    /// <exception cref="ArgumentException"><paramref name="pixels"/> is not exactly <c>width × height × channels</c> bytes long.</exception>
    public static Image CopyOf(ReadOnlySpan<byte> pixels, int width, int height, PixelFormat format)
    {
        var image = Rent(width, height, format);
        if (pixels.Length != image.Stride * image.Height)
        {
            image.Dispose();
            throw new ArgumentException($"Expected {width}×{height}×{ChannelsOf(format)} bytes but got {pixels.Length}.", nameof(pixels));
        }

        pixels.CopyTo(image.Pixels);
        return image;
    }

    /// <summary>The pixels of one row, <see cref="Stride"/> bytes.</summary>
    /// <param name="y">The row, 0 at the top.</param>
    public Span<byte> Row(int y)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(y);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(y, Height);
        return Pixels.Slice(y * Stride, Stride);
    }

    /// <summary>A copy with its own buffer.</summary>
    public Image Clone() => CopyOf(Pixels, Width, Height, Format);

    /// <inheritdoc/>
    public void Dispose()
    {
        var buffer = Interlocked.Exchange(ref _buffer, null);
        if (buffer is not null)
        {
            // Biometric pixels must not linger in a pool that other code rents from.
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
            _liveOnThisThread--;
        }
    }

    private static int ChannelsOf(PixelFormat format) => format switch
    {
        PixelFormat.Grey8 => 1,
        PixelFormat.Bgr24 or PixelFormat.Rgb24 => 3,
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Unknown pixel format."),
    };
}
