using Idv.Imaging;

namespace Idv.Faces.Liveness.Video;

/// <summary>A frame as 16 × 12 mean lumas: enough to tell whether something moved, too little for noise and compression to matter.</summary>
internal static class FrameSignature
{
    /// <summary>Cells in a row.</summary>
    public const int Columns = 16;

    /// <summary>Rows of cells.</summary>
    public const int Rows = 12;

    /// <summary>Samples along each side of a cell.</summary>
    private const int Samples = 8;

    /// <summary>Measures a frame, <see cref="PixelFormat.Bgr24"/>: lumas from 0 to 255, row by row.</summary>
    public static float[] Of(Image frame)
    {
        var cells = new float[Columns * Rows];
        var (stepX, stepY) = (frame.Width / (float)(Columns * Samples), frame.Height / (float)(Rows * Samples));
        for (var y = 0; y < Rows * Samples; y++)
        {
            var row = frame.Row((int)((y + 0.5f) * stepY));
            for (var x = 0; x < Columns * Samples; x++)
            {
                var pixel = row.Slice((int)((x + 0.5f) * stepX) * 3, 3);
                cells[(y / Samples * Columns) + (x / Samples)] += (0.114f * pixel[0]) + (0.587f * pixel[1]) + (0.299f * pixel[2]);
            }
        }

        foreach (ref var cell in cells.AsSpan())
        {
            cell /= Samples * Samples;
        }

        return cells;
    }

    /// <summary>The mean absolute difference of two signatures, 0 to 255.</summary>
    public static float Difference(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        float sum = 0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += MathF.Abs(a[i] - b[i]);
        }

        return sum / a.Length;
    }

    /// <summary>The mean absolute difference within a box and outside it with a margin, each null when it covers no cell.</summary>
    /// <param name="a">A signature.</param>
    /// <param name="b">Another.</param>
    /// <param name="face">The box in pixels of the frame.</param>
    /// <param name="width">The frame's width.</param>
    /// <param name="height">The frame's height.</param>
    public static (float? Inside, float? Outside) Difference(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Box face, int width, int height)
    {
        var around = face.Scale(1.6f);
        var (inside, outside, insideCells, outsideCells) = (0f, 0f, 0, 0);
        for (var i = 0; i < a.Length; i++)
        {
            var (x, y) = (((i % Columns) + 0.5f) * width / Columns, ((i / Columns) + 0.5f) * height / Rows);
            if (Holds(face, x, y))
            {
                inside += MathF.Abs(a[i] - b[i]);
                insideCells++;
            }
            else if (!Holds(around, x, y))
            {
                outside += MathF.Abs(a[i] - b[i]);
                outsideCells++;
            }
        }

        return (insideCells > 0 ? inside / insideCells : null, outsideCells > 0 ? outside / outsideCells : null);
    }

    private static bool Holds(Box box, float x, float y) => x >= box.X && x < box.Right && y >= box.Y && y < box.Bottom;
}
