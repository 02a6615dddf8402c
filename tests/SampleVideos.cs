using System.Diagnostics;
using Idv.Imaging;

namespace Idv.Tests;

/// <summary>Videos made by ffmpeg from pictures.</summary>
internal static class SampleVideos
{
    /// <summary>What a hand does to a camera: the picture sways, and the sensor adds noise.</summary>
    public const string HandHeld = "crop=480:360:x='80+50*sin(2.1*t)':y='60+35*cos(1.7*t)',noise=alls=6:allf=t,format=yuv420p";

    /// <summary>Runs ffmpeg in a folder with the pictures <c>0.png</c>, <c>1.png</c> … and returns the file that it makes.</summary>
    public static byte[] Make(IReadOnlyList<Image> pictures, string output, params string[] arguments)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/ffmpeg"), "ffmpeg is not installed.");
        var folder = Directory.CreateTempSubdirectory("idv-liveness-");
        try
        {
            foreach (var (index, picture) in pictures.Index())
            {
                File.WriteAllBytes(Path.Combine(folder.FullName, $"{index}.png"), ImageEncoder.EncodePng(picture));
            }

            using var process = Process.Start(new ProcessStartInfo("/usr/bin/ffmpeg", ["-v", "error", "-nostdin", .. arguments, "-y", output])
            {
                WorkingDirectory = folder.FullName,
            })!;
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
            return File.ReadAllBytes(Path.Combine(folder.FullName, output));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>A video of one picture through a filter, 12 frames in a second.</summary>
    public static byte[] Of(Image picture, string filter, double seconds, string output = "video.mp4") => Make(
        [picture],
        output,
        ["-loop", "1", "-framerate", "12", "-t", FormattableString.Invariant($"{seconds}"), "-i", "0.png", "-vf", filter, .. Codec(output)]);

    /// <summary>A quick encoder for a container.</summary>
    public static string[] Codec(string output) => output.EndsWith(".webm", StringComparison.Ordinal)
        ? ["-c:v", "libvpx", "-deadline", "realtime", "-b:v", "2M"]
        : ["-c:v", "libx264", "-preset", "ultrafast"];
}
