using System.Numerics;
using Idv.Faces.Alignment;

namespace Idv.Faces.Liveness.Challenges;

/// <summary>Where a face looks and how open its eyes are at one time of a video.</summary>
/// <param name="Time">When.</param>
/// <param name="Yaw">Degrees, positive towards the picture's right (<see cref="HeadPose"/>).</param>
/// <param name="EyeOpening">The height of the more open eye as a share of its width.</param>
/// <param name="EyesClosed">The probability that both eyes are closed, 0 to 1.</param>
internal readonly record struct FaceTrackPoint(TimeSpan Time, float Yaw, double EyeOpening, double EyesClosed)
{
    /// <summary>Measures landmarks.</summary>
    public static FaceTrackPoint Of(TimeSpan time, FaceLandmarks landmarks, double eyesClosed) => new(
        time, HeadPose.FromLandmarks(landmarks).Yaw, Math.Max(Opening(landmarks.Points.Slice(36, 6)), Opening(landmarks.Points.Slice(42, 6))), eyesClosed);

    private static double Opening(ReadOnlySpan<Vector2> eye)
    {
        var width = Vector2.Distance(eye[0], eye[3]);
        return width > 0 ? (Vector2.Distance(eye[1], eye[5]) + Vector2.Distance(eye[2], eye[4])) / (2 * width) : 0;
    }
}
