using System.Numerics;

namespace Idv.Faces.Alignment;

/// <summary>
/// The direction of a head in degrees (ISO/IEC 19794-5, 5.5.8, with the picture's axes): yaw is positive when the face looks
/// to the picture's right, pitch when it looks down, roll when the head leans clockwise in the picture.
/// </summary>
/// <param name="Yaw">Turn to the side, -90 to 90.</param>
/// <param name="Pitch">Nod, -90 to 90.</param>
/// <param name="Roll">Lean, -180 to 180.</param>
public readonly record struct HeadPose(float Yaw, float Pitch, float Roll)
{
    // A generic head in arbitrary units with the nose tip at the origin, x to the picture's right, y down, z away from the
    // camera: outer eye corners, nose tip, mouth corners, chin.
    private static readonly (int Landmark, Vector3 Position)[] Head =
    [
        (36, new(-225, -170, 135)), (45, new(225, -170, 135)), (30, new(0, 0, 0)),
        (48, new(-150, 150, 125)), (54, new(150, 150, 125)), (8, new(0, 330, 65)),
    ];

    private static readonly Matrix4x4 Inverse = InvertNormalMatrix();

    /// <summary>
    /// Estimates the pose from landmarks with a scaled orthographic camera: the least-squares projection of the generic head
    /// onto the landmarks is a 2 × 3 matrix whose rows are the scaled first two rows of the rotation.
    /// </summary>
    public static HeadPose FromLandmarks(FaceLandmarks landmarks)
    {
        var (x, y) = (Vector4.Zero, Vector4.Zero);
        foreach (var (landmark, position) in Head)
        {
            var point = landmarks.Points[landmark];
            x += new Vector4(position, 1) * point.X;
            y += new Vector4(position, 1) * point.Y;
        }

        var (rowX, rowY) = (Vector4.Transform(x, Inverse), Vector4.Transform(y, Inverse));
        var (i, j) = (new Vector3(rowX.X, rowX.Y, rowX.Z), new Vector3(rowY.X, rowY.Y, rowY.Z));
        if (i.LengthSquared() < 1e-12f || j.LengthSquared() < 1e-12f)
        {
            return default;
        }

        // The rows of a rotation are orthogonal: deriving the third and then the second again undoes noise between the first two.
        i = Vector3.Normalize(i);
        var k = Vector3.Normalize(Vector3.Cross(i, Vector3.Normalize(j)));
        j = Vector3.Cross(k, i);

        // The rotation is a nod, then a turn, then a lean: R = Rz(roll) · Ry(-yaw) · Rx(pitch), whose last row and first column
        // hold each angle alone.
        const float Degrees = 180 / MathF.PI;
        return new HeadPose(
            MathF.Asin(Math.Clamp(k.X, -1, 1)) * Degrees,
            MathF.Atan2(k.Y, k.Z) * Degrees,
            MathF.Atan2(j.X, i.X) * Degrees);
    }

    private static Matrix4x4 InvertNormalMatrix()
    {
        var sum = default(Matrix4x4);
        foreach (var (_, position) in Head)
        {
            var p = new Vector4(position, 1);
            sum += new Matrix4x4(
                p.X * p.X, p.X * p.Y, p.X * p.Z, p.X,
                p.Y * p.X, p.Y * p.Y, p.Y * p.Z, p.Y,
                p.Z * p.X, p.Z * p.Y, p.Z * p.Z, p.Z,
                p.X, p.Y, p.Z, 1);
        }

        return Matrix4x4.Invert(sum, out var inverse) ? inverse : throw new InvalidOperationException("The generic head is flat.");
    }
}
