using Idv.Documents.Capture;
using Idv.Imaging;

namespace Idv.Documents.Tests.Capture;

public sealed class GlareTests
{
    [Fact]
    public void A_highlight_that_fades_into_the_paper_is_told_and_where_it_is()
    {
        var remark = Examine((x, y) => 200 + (int)(60 * Math.Exp(-(Math.Pow((x - 300) / 60.0, 2) + Math.Pow((y - 200) / 50.0, 2)))));
        Assert.NotNull(remark);
        Assert.InRange(remark.Measure, CaptureQuality.MostGlare, 0.2);
        Assert.InRange(remark.Region.CentreX, 270, 330);
        Assert.InRange(remark.Region.CentreY, 170, 230);
    }

    [Fact]
    public void A_white_field_with_hard_edges_is_no_highlight() =>
        Assert.Null(Examine((x, y) => x is > 200 and < 400 && y is > 100 and < 300 ? 252 : 150));

    [Fact]
    public void A_scan_of_white_paper_has_no_highlight() => Assert.Null(Examine((x, y) => x % 40 == 0 ? 60 : 253));

    [Fact]
    public void An_evenly_lit_document_has_none() => Assert.Null(Examine((x, y) => 180 + (x / 20)));

    [Fact]
    public void A_picture_of_one_pixel_is_examined_without_harm()
    {
        using var pixel = Image.Rent(1, 1, PixelFormat.Bgr24);
        pixel.Pixels.Fill(255);
        using var document = RectifiedDocument.Cut(pixel, Quad.FromBox(new Box(0, 0, 1, 1)));
        Assert.DoesNotContain(CaptureQuality.Examine(pixel, document), remark => remark.Fault == CaptureFault.Glare);
    }

    private static CaptureRemark? Examine(Func<int, int, int> brightness)
    {
        using var picture = Image.Rent(1000, 631, PixelFormat.Bgr24);
        for (var y = 0; y < picture.Height; y++)
        {
            var row = picture.Row(y);
            for (var x = 0; x < picture.Width; x++)
            {
                row.Slice(x * 3, 3).Fill((byte)Math.Min(255, brightness(x, y)));
            }
        }

        using var document = RectifiedDocument.Cut(picture, Quad.FromBox(new Box(0, 0, picture.Width, picture.Height)));
        return CaptureQuality.Examine(picture, document).FirstOrDefault(remark => remark.Fault == CaptureFault.Glare);
    }
}
