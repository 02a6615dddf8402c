using System.Globalization;
using Idv.Imaging.Processes;

namespace Idv.Imaging.Video;

/// <summary>
/// Reads the frames of an MP4, QuickTime, WebM, Matroska or AVI file with <c>ffmpeg</c> in a confined child process, one at a time.
/// </summary>
public static class VideoFrames
{
    // ffmpeg maps the codecs' libraries and the frames that they refer to.
    private const long AddressSpace = 3L << 30;

    /// <summary>Decodes a video and hands each frame, upright, to a visitor. Never throws for what the bytes hold.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="visit">
    /// Receives each frame in the order it is shown and its time from the start. The frame is disposed when the visitor returns.
    /// </param>
    /// <param name="format">The pixel format wanted.</param>
    /// <param name="limits">What the video may cost; <see cref="VideoLimits.Default"/> when null.</param>
    public static VideoReading Read(
        ReadOnlySpan<byte> bytes, Action<Image, TimeSpan> visit, PixelFormat format = PixelFormat.Bgr24, VideoLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(visit);
        limits ??= VideoLimits.Default;
        if (bytes.IsEmpty)
        {
            return Failed(VideoFaultCode.Empty, "The file is empty.");
        }

        if (bytes.Length > limits.MaxBytes)
        {
            return Failed(VideoFaultCode.TooManyBytes, $"The file has {bytes.Length} bytes; at most {limits.MaxBytes} are accepted.");
        }

        if (VideoSignature.Recognise(bytes) is not { } demultiplexer)
        {
            return Failed(VideoFaultCode.UnknownFormat, "The file is not an MP4, QuickTime, WebM, Matroska or AVI video.");
        }

        // The index of many videos is at their end, so the file must be seekable: a pipe would not do.
        using var file = PrivateFile.Holding(bytes);
        using var timestamps = new FrameTimestamps();
        var reading = new VideoReading(0, TimeSpan.Zero, Shortened: false, Damaged: false, Fault: null);
        var outcome = BoundedProcess.Run(
            "ffmpeg",
            Arguments(file.Path, demultiplexer, limits),
            default,
            new ProcessLimits(limits.MaxWallTime, AddressSpace),
            output => reading = ReadFrames(output, timestamps, visit, format, limits),
            timestamps.ReadFrom);
        return outcome switch
        {
            ProcessOutcome.Missing =>
                Failed(VideoFaultCode.ToolMissing, "Videos can't be read: ffmpeg is not installed."),
            ProcessOutcome.TimedOut => reading with
            {
                Fault = new VideoFault(VideoFaultCode.TimedOut, $"Reading the video took more than {limits.MaxWallTime.TotalSeconds} s."),
            },
            _ when reading.FrameCount == 0 => Failed(
                VideoFaultCode.Corrupt,
                $"No frame could be decoded: the file is damaged, its coding is not supported, or a frame has more than {limits.MaxFramePixels} pixels."),
            ProcessOutcome.Failed => reading with { Damaged = !reading.Shortened },
            _ => reading,
        };
    }

    private static VideoReading ReadFrames(
        Stream output, FrameTimestamps timestamps, Action<Image, TimeSpan> visit, PixelFormat format, VideoLimits limits)
    {
        var (count, last) = (0, TimeSpan.Zero);
        while (PixmapReader.ReadNext(output, limits.LongestSide) is { } decoded)
        {
            using var frame = decoded;
            if (!timestamps.TryTakeNext(out var time))
            {
                break;
            }

            if (count == limits.MaxFrames || time > limits.MaxDuration)
            {
                return new VideoReading(count, last, Shortened: true, Damaged: false, Fault: null);
            }

            if (format == frame.Format)
            {
                visit(frame, time);
            }
            else
            {
                using var converted = ImageTransform.Convert(frame, format);
                visit(converted, time);
            }

            count++;
            last = time;
        }

        return new VideoReading(count, last, Shortened: false, Damaged: false, Fault: null);
    }

    private static string[] Arguments(string path, string demultiplexer, VideoLimits limits)
    {
        var side = limits.LongestSide.ToString(CultureInfo.InvariantCulture);
        return
        [
            "-hide_banner", "-nostats", "-nostdin", "-loglevel", "info", "-xerror", "-threads", "2",
            "-protocol_whitelist", "file,pipe", "-f", demultiplexer,
            "-max_pixels", limits.MaxFramePixels.ToString(CultureInfo.InvariantCulture),
            "-i", "file:" + path,
            "-map", "0:v:0", "-an", "-sn", "-dn", "-fps_mode", "passthrough",

            // One more than is handed on, to know whether the video goes on.
            "-frames:v", (limits.MaxFrames + 1L).ToString(CultureInfo.InvariantCulture),
            "-vf", $"scale=w='min(iw,{side})':h='min(ih,{side})':force_original_aspect_ratio=decrease,showinfo=checksum=0",
            "-pix_fmt", "rgb24", "-c:v", "ppm", "-f", "image2pipe", "pipe:1",
        ];
    }

    private static VideoReading Failed(VideoFaultCode code, string message) =>
        new(0, TimeSpan.Zero, Shortened: false, Damaged: false, new VideoFault(code, message));
}
