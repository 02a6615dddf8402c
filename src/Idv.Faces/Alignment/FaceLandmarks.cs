using System.Numerics;

namespace Idv.Faces.Alignment;

/// <summary>
/// 68 points of a face in the order of the iBUG 300-W markup: jaw 0-16, brows 17-26, nose 27-35, eyes 36-47, mouth 48-67.
/// "Left" and "right" are the picture's.
/// </summary>
public sealed class FaceLandmarks
{
    /// <summary>The number of points.</summary>
    public const int Count = 68;

    private readonly Vector2[] _points;

    /// <summary>Takes 68 points in pixels of the picture.</summary>
    /// <exception cref="ArgumentException">There are not 68 points.</exception>
    public FaceLandmarks(Vector2[] points)
    {
        if (points.Length != Count)
        {
            throw new ArgumentException($"Expected {Count} landmarks but got {points.Length}.", nameof(points));
        }

        _points = points;
        KeyPoints = [LeftEye, RightEye, _points[30], _points[48], _points[54]];
    }

    /// <summary>All points.</summary>
    public ReadOnlySpan<Vector2> Points => _points;

    /// <summary>Left eye, right eye, nose tip, left and right corner of the mouth.</summary>
    public IReadOnlyList<Vector2> KeyPoints { get; }

    /// <summary>The centre of the eye on the picture's left.</summary>
    public Vector2 LeftEye => Mean(36, 42);

    /// <summary>The centre of the eye on the picture's right.</summary>
    public Vector2 RightEye => Mean(42, 48);

    /// <summary>The distance between the eye centres in pixels (ISO/IEC 19794-5: inter-eye distance).</summary>
    public float InterEyeDistance => Vector2.Distance(LeftEye, RightEye);

    /// <summary>Whether every coordinate is a number; a model may fail on rubbish.</summary>
    public bool AreFinite => Array.TrueForAll(_points, point => float.IsFinite(point.X) && float.IsFinite(point.Y));

    private Vector2 Mean(int start, int end)
    {
        var sum = Vector2.Zero;
        for (var i = start; i < end; i++)
        {
            sum += _points[i];
        }

        return sum / (end - start);
    }
}
