using System.Globalization;
using Idv.Imaging;

namespace Idv.Accuracy.Attributes;

/// <summary>Reads plain portable grey maps (Netpbm P2), which the engine has no use for.</summary>
internal static class GreyMap
{
    /// <summary>Reads a file as a BGR picture.</summary>
    /// <exception cref="FormatException">The file is not a plain grey map.</exception>
    public static Image Read(string file)
    {
        var words = File.ReadLines(file)
            .Select(line => line.Split('#')[0])
            .SelectMany(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .ToArray();
        if (words is not ["P2", ..])
        {
            throw new FormatException($"{file} is not a plain grey map (P2).");
        }

        var numbers = words.Skip(1).Select(word => int.Parse(word, CultureInfo.InvariantCulture)).ToArray();
        var (width, height, highest) = (numbers[0], numbers[1], numbers[2]);
        var image = Image.Rent(width, height, PixelFormat.Bgr24);
        for (var i = 0; i < width * height; i++)
        {
            image.Pixels.Slice(3 * i, 3).Fill((byte)(numbers[i + 3] * 255 / highest));
        }

        return image;
    }
}
