using System.Numerics.Tensors;

namespace Idv.Faces.Attributes;

/// <summary>
/// Averages regions of an activation map [1, channels, side, side] of the embedder. The network's input is an aligned face, so a region
/// of the map is a region of the face.
/// </summary>
/// <param name="Regions">Each region's first and last row and column, as cells of the map; both ends included.</param>
internal sealed record ActivationPooling(IReadOnlyList<(int Top, int Bottom, int Left, int Right)> Regions)
{
    /// <summary>For a 7 × 7 map: forehead and eyes; nose, mouth and chin.</summary>
    public static ActivationPooling Halves { get; } = new([(0, 2, 0, 6), (3, 6, 0, 6)]);

    /// <summary>For a 14 × 14 map: the band of the eyes, which the ArcFace template puts at 46% of its height: left eye, bridge of the nose, right eye.</summary>
    public static ActivationPooling Eyes { get; } = new([(5, 7, 2, 5), (5, 7, 6, 7), (5, 7, 8, 11)]);

    /// <summary>Writes the means, region by region, channel by channel.</summary>
    /// <param name="map">The activation.</param>
    /// <param name="side">The map's side in cells.</param>
    /// <param name="means">Receives regions × channels numbers.</param>
    public void Pool(ReadOnlySpan<float> map, int side, Span<float> means)
    {
        var channels = map.Length / (side * side);
        var at = 0;
        foreach (var (top, bottom, left, right) in Regions)
        {
            var count = (bottom - top + 1) * (right - left + 1);
            for (var channel = 0; channel < channels; channel++)
            {
                float sum = 0;
                for (var row = top; row <= bottom; row++)
                {
                    sum += TensorPrimitives.Sum(map.Slice((channel * side * side) + (row * side) + left, right - left + 1));
                }

                means[at++] = sum / count;
            }
        }
    }
}
