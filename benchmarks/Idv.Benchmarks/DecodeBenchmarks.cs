using System.Numerics;
using BenchmarkDotNet.Attributes;
using Idv.Imaging;

namespace Idv.Benchmarks;

/// <summary>From the bytes of a 12-megapixel photograph to the crops that the models see.</summary>
public class DecodeBenchmarks : IDisposable
{
    private const int Width = 4000;
    private const int Height = 3000;

    private byte[] _jpeg = [];
    private byte[] _png = [];
    private Image? _photo;
    private Quad _page;
    private Matrix3x2 _face;

    [GlobalSetup]
    public void Prepare()
    {
        _photo = DrawPhoto();
        _jpeg = ImageEncoder.EncodeJpeg(_photo, 85);
        _png = ImageEncoder.EncodePng(_photo);
        _page = new Quad(new Vector2(500, 400), new Vector2(3500, 600), new Vector2(3400, 2500), new Vector2(450, 2400));
        _face = Matrix3x2.CreateTranslation(-1500, -1000) * Matrix3x2.CreateRotation(0.2f) * Matrix3x2.CreateScale(0.1f);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _photo?.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true)]
    public int JpegFull() => Decode(_jpeg, PixelFormat.Bgr24, 0);

    [Benchmark]
    public int JpegFullGrey() => Decode(_jpeg, PixelFormat.Grey8, 0);

    [Benchmark]
    public int JpegScaledTo2000() => Decode(_jpeg, PixelFormat.Bgr24, 2000);

    [Benchmark]
    public int JpegScaledTo1000() => Decode(_jpeg, PixelFormat.Bgr24, 1000);

    [Benchmark]
    public int PngFull() => Decode(_png, PixelFormat.Bgr24, 0);

    [Benchmark]
    public int JpegHeader() => ImageDecoder.ReadHeader(_jpeg)!.Width;

    [Benchmark]
    public int EncodeJpeg() => ImageEncoder.EncodeJpeg(_photo!, 90).Length;

    [Benchmark]
    public int WarpPageTo1013() => Use(ImageTransform.WarpPerspective(_photo!, _page, 1013, 638));

    [Benchmark]
    public int WarpFaceTo112() => Use(ImageTransform.WarpAffine(_photo!, _face, 112, 112));

    [Benchmark]
    public int ResizeTo1000ByArea() => Use(ImageTransform.Resize(_photo!, 1000, 750));

    private static int Decode(byte[] file, PixelFormat format, int longestSide)
    {
        using var result = ImageDecoder.Decode(file, format, longestSide: longestSide);
        return result.Image!.Width;
    }

    private static int Use(Image image)
    {
        using (image)
        {
            return image.Width;
        }
    }

    // Smooth shapes with a little noise: it compresses like a photograph (about 2.5 bits a pixel), unlike a gradient or pure noise.
    private static Image DrawPhoto()
    {
        var image = Image.Rent(Width, Height, PixelFormat.Bgr24);
        var random = new Random(1);
        for (var y = 0; y < Height; y++)
        {
            var row = image.Row(y);
            for (var x = 0; x < Width; x++)
            {
                var shade = 120 + (60 * Math.Sin(x / 97.0)) + (40 * Math.Sin((x + (2 * y)) / 41.0));
                var noise = random.Next(-6, 7);
                row[x * 3] = (byte)(shade + noise);
                row[(x * 3) + 1] = (byte)((shade * 0.9) + noise);
                row[(x * 3) + 2] = (byte)((shade * 0.8) + noise + 20);
            }
        }

        return image;
    }
}
