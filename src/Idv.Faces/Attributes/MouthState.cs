using System.Numerics;
using Idv.Faces.Alignment;

namespace Idv.Faces.Attributes;

/// <summary>Tells an open mouth by the inner lips.</summary>
internal static class MouthState
{
    /// <summary>
    /// A gap as a share of the mouth's width above which teeth or more show: chosen on the even half of the labelled people of LFW (docs/accuracy.md).
    /// </summary>
    private const float OpenGap = 0.06f;

    /// <summary>Whether the lips are clearly apart.</summary>
    public static bool IsOpen(FaceLandmarks landmarks) => Gap(landmarks) > OpenGap;

    /// <summary>The mean gap between the inner lips at three places as a share of the mouth's width.</summary>
    public static float Gap(FaceLandmarks landmarks)
    {
        var points = landmarks.Points;
        var width = Vector2.Distance(points[48], points[54]);
        var gap = (Vector2.Distance(points[61], points[67]) + Vector2.Distance(points[62], points[66]) + Vector2.Distance(points[63], points[65])) / 3;
        return width > 0 ? gap / width : 0;
    }
}
