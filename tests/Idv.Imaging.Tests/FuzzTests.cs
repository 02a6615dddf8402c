using System.Diagnostics;
using Idv.Imaging.Barcodes;
using Idv.Imaging.Tests.Files;

namespace Idv.Imaging.Tests;

/// <summary>
/// Valid files of every format, mutated: decoding each must return, in bounded time, an image or a fault, and leave nothing behind.
/// A few thousand by default; a million with <c>IDV_LONG_TESTS=1</c>. A failure names the seed that repeats it.
/// </summary>
[Collection(nameof(FuzzTests))]
[CollectionDefinition(nameof(FuzzTests), DisableParallelization = true)]
public class FuzzTests
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("IDV_LONG_TESTS") == "1";

    private static readonly DecodeLimits Limits = new() { MaxPixels = 1_000_000 };

    [Fact]
    public void Mutated_files_of_every_format_neither_crash_nor_leak()
    {
        var files = ValidFiles();
        var iterations = IsLong ? 1_000_000 : 5_000;
        Fuzz(files, iterations / 10, firstSeed: 1_000_000_000);
        var before = ResidentBytes();
        var live = Image.LiveOnThisThread;
        var decoded = Fuzz(files, iterations, firstSeed: 0);
        Assert.Equal(live, Image.LiveOnThisThread);
        Assert.InRange(ResidentBytes() - before, long.MinValue, 96L << 20);

        // The mutations must reach the decoders: some files still decode, and some do not.
        Assert.InRange(decoded, iterations / 20, iterations * 19 / 20);
    }

    [Fact]
    public void Images_of_any_content_can_be_scanned_for_barcodes()
    {
        for (var seed = 0; seed < (IsLong ? 20_000 : 60); seed++)
        {
            var random = new Random(seed);
            using var image = ArbitraryImage.Noise(random.Next(1, 120), random.Next(1, 120), PixelFormat.Grey8, seed);
            using var blurred = ImageFilter.GaussianBlur(image, 0.5 + random.NextDouble());
            using var binary = ImageFilter.OtsuThreshold(blurred);
            BarcodeScanner.Scan(binary, new BarcodeScanOptions { Binarizer = (BarcodeBinarizer)random.Next(4) });
        }
    }

    private static int Fuzz(List<byte[]> files, int iterations, int firstSeed)
    {
        var decoded = 0;
        for (var i = 0; i < iterations; i++)
        {
            var seed = firstSeed + i;
            var random = new Random(seed);
            var file = Mutate(files[random.Next(files.Count)], random);
            var clock = Stopwatch.StartNew();
            try
            {
                ImageDecoder.ReadHeader(file);
                using var result = ImageDecoder.Decode(file, (PixelFormat)random.Next(1, 4), Limits, random.Next(3) * 40);
                Assert.True(result.Image is null != result.Fault is null, $"Seed {seed}: neither or both of image and fault.");
                decoded += result.Image is null ? 0 : 1;
            }
            catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"Seed {seed}: {exception}");
            }

            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"Seed {seed} took {clock.Elapsed}.");
        }

        return decoded;
    }

    private static byte[] Mutate(byte[] valid, Random random)
    {
        var file = valid.ToArray();
        switch (random.Next(6))
        {
            case 0:
                return file[..random.Next(file.Length)];
            case 1:
                random.NextBytes(Slice(file, random, 8));
                return file;
            case 2:
                // Lengths, counts and offsets live near the beginning and like extreme values.
                var at = random.Next(Math.Min(file.Length, 96));
                file[at] = random.Next(3) switch { 0 => 0, 1 => 0xFF, _ => 0x7F };
                return file;
            case 3:
                var from = Slice(file, random, 64).ToArray();
                return [.. file[..random.Next(file.Length)], .. from, .. file[random.Next(file.Length)..]];
            case 4:
                Slice(file, random, 32).Fill((byte)random.Next(256));
                return file;
            default:
                for (var i = random.Next(1, 12); i > 0; i--)
                {
                    file[random.Next(file.Length)] ^= (byte)(1 << random.Next(8));
                }

                return file;
        }
    }

    private static Span<byte> Slice(byte[] file, Random random, int longest)
    {
        var length = random.Next(1, Math.Min(longest, file.Length) + 1);
        return file.AsSpan(random.Next(file.Length - length + 1), length);
    }

    private static List<byte[]> ValidFiles()
    {
        using var picture = Pictures.Gradient(64, 48, PixelFormat.Bgr24);
        using var grey = ImageTransform.Convert(picture, PixelFormat.Grey8);
        var rgba = new byte[16 * 16 * 4];
        new Random(7).NextBytes(rgba);
        return
        [
            ExifBytes.InJpeg(ImageEncoder.EncodeJpeg(picture), ExifBytes.Block(6, littleEndian: true)),
            ImageEncoder.EncodeJpeg(grey, 50),
            EncodedFiles.ProgressiveJpeg(),
            EncodedFiles.YcckJpeg(),
            ImageEncoder.EncodePng(picture),
            PngFile.Compose(16, 16, 8, PngFile.TrueColourAlpha, rgba, ("eXIf", ExifBytes.Block(8, littleEndian: false))),
            PngFile.Compose(16, 16, 16, PngFile.GreyAlpha, rgba),
            PngFile.Compose(64, 16, 8, PngFile.Palette, rgba, ("PLTE", rgba[..768]), ("tRNS", rgba[..99])),
            PngFile.ComposeInterlaced(16, 16, rgba),
            EncodedFiles.LossyWebP(),
            EncodedFiles.TransparentWebP(),
            WebPFile.Extended(EncodedFiles.LossyWebP(), 64, 48, WebPFile.Exif, ExifBytes.Block(3, littleEndian: true)),
            TiffFile.Compose(16, 16, 8, TiffFile.Rgb, 4, rgba),
            TiffFile.Compose(16, 16, 16, TiffFile.BlackIsZero, 1, rgba[..512], orientation: 6),
            TiffFile.Compose(16, 16, 8, TiffFile.Separated, 4, rgba),
            TiffFile.Compose(16, 16, 1, TiffFile.WhiteIsZero, 1, rgba[..32], compression: 4),
            BmpFile.Of(picture),
            BmpFile.Compose(64, 16, 8, rgba, rgba),
            BmpFile.Compose(16, -16, 32, rgba, null, 3, 0xFF0000, 0xFF00, 0xFF),
        ];
    }

    private static long ResidentBytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
