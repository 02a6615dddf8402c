using System.Numerics;
using Idv.Documents.Capture;
using Idv.Imaging;

namespace Idv.Documents.Tests.Capture;

public sealed class DocumentLocatorTests
{
    private static readonly Quad Card = new(new Vector2(300, 220), new Vector2(640, 220), new Vector2(640, 434), new Vector2(300, 434));

    [Fact]
    public void The_sheet_beneath_a_card_is_not_taken_for_the_card()
    {
        // A white card on white paper, with a faint edge; the paper's edges on the dark table are strong, and run on beyond the card.
        using var picture = Image.Rent(900, 650, PixelFormat.Bgr24);
        Paint(picture, new Box(0, 0, 900, 650), 60);
        Paint(picture, new Box(262, 180, 600, 420), 235);
        Paint(picture, Card.Bounds, 224);

        var outline = DocumentLocator.Locate(picture, [new FaceAnchor(new Box(330, 270, 62, 80), new Vector2(0, -1))], zone: null);

        Assert.NotNull(outline);
        Assert.True(outline.IsSeen);
        Assert.True(Vector2.Distance(outline.Quad.TopLeft, Card.TopLeft) < 8, outline.Quad.ToString());
        Assert.True(Vector2.Distance(outline.Quad.BottomRight, Card.BottomRight) < 8, outline.Quad.ToString());
    }

    [Fact]
    public void A_picture_without_edges_and_zone_has_no_document()
    {
        using var picture = Image.Rent(900, 650, PixelFormat.Bgr24);
        Paint(picture, new Box(0, 0, 900, 650), 200);

        Assert.Null(DocumentLocator.Locate(picture, [new FaceAnchor(new Box(330, 270, 62, 80), new Vector2(0, -1))], zone: null));
    }

    private static void Paint(Image picture, Box box, byte value)
    {
        for (var y = (int)box.Y; y < Math.Min(picture.Height, (int)box.Bottom); y++)
        {
            picture.Row(y).Slice((int)box.X * 3, ((int)Math.Min(picture.Width, box.Right) - (int)box.X) * 3).Fill(value);
        }
    }
}
