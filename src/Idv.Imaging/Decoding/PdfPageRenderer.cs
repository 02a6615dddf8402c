using Idv.Imaging.Processes;

namespace Idv.Imaging.Decoding;

/// <summary>A rendered page as a JPEG file, or the fault that prevented it.</summary>
internal readonly record struct PdfPage(byte[] Jpeg, DecodeFault? Fault);

/// <summary>Renders the first page of a PDF with poppler's <c>pdftoppm</c> in a confined child process.</summary>
internal static class PdfPageRenderer
{
    /// <summary>The longest side of a rendered page, in pixels: about 210 dots an inch for A4.</summary>
    public const int LongestSide = 2400;

    private const int MostOutput = 32 << 20;
    private static readonly ProcessLimits Limits = new(TimeSpan.FromSeconds(15), AddressSpace: 1L << 30);

    /// <summary>Renders the first page.</summary>
    public static PdfPage RenderFirstPage(ReadOnlySpan<byte> pdf)
    {
        byte[] jpeg = [];
        string[] arguments = ["-q", "-f", "1", "-l", "1", "-scale-to", $"{LongestSide}", "-jpeg", "-singlefile", "-"];
        var outcome = BoundedProcess.Run("pdftoppm", arguments, pdf.ToArray(), Limits, output => jpeg = ReadAll(output));
        return outcome switch
        {
            ProcessOutcome.Missing => Failed(DecodeFaultCode.PdfToolMissing, "PDF files can't be read: pdftoppm (package poppler-utils) is not installed."),
            ProcessOutcome.TimedOut => Failed(DecodeFaultCode.TimedOut, $"The PDF page took more than {Limits.WallTime.TotalSeconds} s to render."),
            ProcessOutcome.Succeeded when jpeg.Length > 0 => new PdfPage(jpeg, null),
            _ => Failed(DecodeFaultCode.Corrupt, "The PDF can't be rendered: it is damaged, empty, too complex or protected by a password."),
        };
    }

    private static byte[] ReadAll(Stream output)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[64 << 10];
        for (int count; (count = output.Read(buffer)) > 0;)
        {
            if (bytes.Length + count > MostOutput)
            {
                return [];
            }

            bytes.Write(buffer, 0, count);
        }

        return bytes.ToArray();
    }

    private static PdfPage Failed(DecodeFaultCode code, string message) => new([], new DecodeFault(code, message));
}
