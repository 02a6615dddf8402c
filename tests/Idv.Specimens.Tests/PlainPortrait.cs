using Idv.Imaging;

namespace Idv.Specimens.Tests;

/// <summary>A drawn stand-in for a portrait, so that tests need no pictures of people.</summary>
internal static class PlainPortrait
{
    public static Image Make(int width = 210, int height = 270)
    {
        var image = Image.Rent(width, height, PixelFormat.Bgr24);
        for (var y = 0; y < height; y++)
        {
            var row = image.Row(y);
            for (var x = 0; x < width; x++)
            {
                var dx = ((x + 0.5) / width * 2) - 1;
                var dy = ((y + 0.5) / height * 2) - 0.9;
                var face = (dx * dx / 0.3) + (dy * dy / 0.4) < 1;
                row[x * 3] = face ? (byte)130 : (byte)205;
                row[(x * 3) + 1] = face ? (byte)160 : (byte)200;
                row[(x * 3) + 2] = face ? (byte)210 : (byte)195;
            }
        }

        return image;
    }
}
