using System.Numerics;
using Idv.Documents.Capture;
using Idv.Imaging;

namespace Idv.Documents.Tests.Capture;

public sealed class DocumentFinderTests
{
    private static readonly Quad Card = new(new Vector2(210, 160), new Vector2(690, 190), new Vector2(670, 490), new Vector2(195, 465));

    [Theory]
    [InlineData(60, 200)]
    [InlineData(120, 132)]
    [InlineData(200, 60)]
    public void A_card_is_found_on_a_table_even_where_they_hardly_differ(byte table, byte card)
    {
        using var picture = Picture(table, card);
        var outline = DocumentFinder.Find(picture, new OutlineAnchors());
        Assert.NotNull(outline);
        Assert.True(Vector2.Distance(outline.Quad.TopLeft, Card.TopLeft) < 12, outline.Quad.ToString());
        Assert.True(Vector2.Distance(outline.Quad.BottomRight, Card.BottomRight) < 12, outline.Quad.ToString());
        Assert.InRange(outline.Score, DocumentFinder.LeastScore, 1);
    }

    [Fact]
    public void Where_nothing_is_there_is_no_outline()
    {
        using var picture = Image.Rent(800, 600, PixelFormat.Bgr24);
        picture.Pixels.Fill(90);
        Assert.Null(DocumentFinder.Find(picture, new OutlineAnchors()));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 3000)]
    [InlineData(3000, 1)]
    [InlineData(47, 900)]
    public void Pictures_of_extreme_shape_have_no_outline(int width, int height)
    {
        using var picture = Image.Rent(width, height, PixelFormat.Bgr24);
        picture.Pixels.Clear();
        Assert.Null(DocumentFinder.Find(picture, new OutlineAnchors()));
    }

    [Fact]
    public void A_point_of_the_rectified_document_is_brought_back_to_the_picture()
    {
        using var picture = Picture(50, 200);
        using var document = RectifiedDocument.Cut(picture, Card);
        Assert.True(Vector2.Distance(Card.TopLeft, document.ToPicture(Vector2.Zero)) < 0.1);
        Assert.True(Vector2.Distance(Card.BottomRight, document.ToPicture(new Vector2(document.Image.Width, document.Image.Height))) < 0.1);
        Assert.Equal(RectifiedDocument.LongSide, document.Image.Width);
    }

    private static Image Picture(byte table, byte card)
    {
        var picture = Image.Rent(900, 650, PixelFormat.Bgr24);
        Vector2[] corners = [Card.TopLeft, Card.TopRight, Card.BottomRight, Card.BottomLeft];
        for (var y = 0; y < picture.Height; y++)
        {
            var row = picture.Row(y);
            for (var x = 0; x < picture.Width; x++)
            {
                var inside = true;
                for (var i = 0; i < 4; i++)
                {
                    var (from, to) = (corners[i], corners[(i + 1) % 4]);
                    inside &= ((to.X - from.X) * (y - from.Y)) - ((to.Y - from.Y) * (x - from.X)) >= 0;
                }

                row.Slice(x * 3, 3).Fill(inside ? card : table);
            }
        }

        return picture;
    }
}
