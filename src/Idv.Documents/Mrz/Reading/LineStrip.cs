using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using Idv.Inference.Preprocessing;

namespace Idv.Documents.Mrz.Reading;

/// <summary>The strip of a picture that is read for a line: a little longer and higher than the print.</summary>
/// <param name="Line">The line in the picture's coordinates.</param>
/// <param name="Length">The strip's length along the line, in pixels of the picture.</param>
/// <param name="Height">The strip's height across, in pixels of the picture.</param>
internal readonly record struct LineStrip(TextLine Line, float Length, float Height)
{
    /// <summary>How much taller than the line the strip is, so that a slightly slanted line stays inside.</summary>
    private const float HeightShare = 1.1f;

    /// <summary>How much longer than the line it is, in heights of the line.</summary>
    private const float Margins = 0.8f;

    /// <summary>A bend below this share of the height needs no slabs.</summary>
    private const float LeastBend = 0.04f;

    private const int SlabWidth = 80;

    /// <summary>The strip of a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="relativeHeight">Higher or lower than usual, to read the same line once more at another scale.</param>
    public static LineStrip Of(TextLine line, float relativeHeight = 1) =>
        new(line, line.Length + (line.Height * Margins), line.Height * HeightShare * relativeHeight);

    /// <summary>Samples the ink channel (<see cref="InkChannel"/>) of the strip, following the line's bend in straight slabs.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="width">Samples along the strip.</param>
    /// <param name="height">Samples across.</param>
    /// <param name="ink">Receives width × height brightnesses from 0 to 255.</param>
    public void Sample(ImagePyramid picture, int width, int height, Span<float> ink)
    {
        var slabs = MathF.Abs(Line.Bend) > Line.Height * LeastBend ? Math.Max(1, width / SlabWidth) : 1;
        var planes = ArrayPool<float>.Shared.Rent(3 * height * ((width / slabs) + slabs));
        for (var i = 0; i < slabs; i++)
        {
            var (from, to) = (width * i / slabs, width * (i + 1) / slabs);
            var slab = planes.AsSpan(0, 3 * height * (to - from));
            var piece = TextLine.Between(PointAt((float)from / width), PointAt((float)to / width), Height);
            TensorSampler.Sample(picture, Transform(piece, to - from, height), to - from, height, TensorFormat.Colour, slab);
            var plane = slab.Length / 3;
            var darkest = slab[..plane];
            TensorPrimitives.Max(darkest, slab.Slice(plane, plane), darkest);
            TensorPrimitives.Max(darkest, slab[(2 * plane)..], darkest);
            for (var row = 0; row < height; row++)
            {
                darkest.Slice(row * (to - from), to - from).CopyTo(ink.Slice((row * width) + from));
            }
        }

        ArrayPool<float>.Shared.Return(planes);
    }

    private Vector2 PointAt(float share) => Line.At(((2 * share) - 1) * Length / Line.Length);

    /// <summary>From centres of samples to centres of pixels, for a straight piece.</summary>
    private static AffineTransform Transform(TextLine piece, int width, int height)
    {
        var (along, across) = (piece.Along * (piece.Length / width), piece.Across * (piece.Height / height));
        var origin = piece.Start - (piece.Across * (piece.Height / 2)) + (along / 2) + (across / 2) - new Vector2(0.5f);
        return new AffineTransform(along.X, across.X, origin.X, along.Y, across.Y, origin.Y);
    }
}
