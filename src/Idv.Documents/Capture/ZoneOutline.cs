using System.Numerics;
using Idv.Documents.Mrz;
using Idv.Imaging;

namespace Idv.Documents.Capture;

/// <summary>
/// The outline that follows from a machine-readable zone where no edge shows it, as on a copy whose paper is as white as the card: ICAO Doc 9303 says
/// how large documents are and where their zone is printed.
/// </summary>
public static class ZoneOutline
{
    private const float Pitch = 2.54f;
    private const float ZoneHeight = 23.2f;

    /// <summary>The outline, seen as if from straight above.</summary>
    /// <param name="zone">The corners of the zone's ink, in reading order.</param>
    /// <param name="format">Its format; null for formats whose place is not standardised.</param>
    public static Quad? Of(Quad zone, MrzFormat format)
    {
        if (Size(format) is not { } size)
        {
            return null;
        }

        var right = ((zone.TopRight - zone.TopLeft) + (zone.BottomRight - zone.BottomLeft)) / (2 * size.Columns * Pitch);
        var down = new Vector2(-right.Y, right.X);
        var centre = (zone.TopLeft + zone.TopRight + zone.BottomRight + zone.BottomLeft) / 4;

        // The lines are centred in the zone, and the zone ends at the lower edge.
        var middle = centre - (down * (size.Height - (ZoneHeight / 2) - (size.Height / 2)));
        var (halfWidth, halfHeight) = (right * (size.Width / 2), down * (size.Height / 2));
        return new Quad(middle - halfWidth - halfHeight, middle + halfWidth - halfHeight, middle + halfWidth + halfHeight, middle - halfWidth + halfHeight);
    }


    private static (float Width, float Height, int Columns)? Size(MrzFormat format) => format switch
    {
        MrzFormat.Td1 => (85.6f, 53.98f, 30),
        MrzFormat.Td2 or MrzFormat.FrenchIdCard => (105, 74, 36),
        MrzFormat.Td3 => (125, 88, 44),
        _ => null,
    };
}
