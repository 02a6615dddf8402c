using System.Numerics;
using FsCheck;
using Idv.Faces.Alignment;

namespace Idv.Faces.Tests;

public sealed class HeadPoseTests
{
    private const float Degrees = 180 / MathF.PI;

    // The landmarks that the estimate uses, on a head of the proportions that it assumes.
    private static readonly (int Index, Vector3 Position)[] Head =
    [
        (36, new(-225, -170, 135)), (45, new(225, -170, 135)), (30, new(0, 0, 0)),
        (48, new(-150, 150, 125)), (54, new(150, 150, 125)), (8, new(0, 330, 65)),
    ];

    [Fact]
    public void The_pose_of_a_projected_head_is_recovered() => Prop.ForAll<int>(seed =>
    {
        var random = new Random(seed);
        var (yaw, pitch, roll) = (Angle(random, 60), Angle(random, 40), Angle(random, 90));
        var pose = HeadPose.FromLandmarks(Project(yaw, pitch, roll));
        Assert.Equal(yaw * Degrees, pose.Yaw, 0.5f);
        Assert.Equal(pitch * Degrees, pose.Pitch, 0.5f);
        Assert.Equal(roll * Degrees, pose.Roll, 0.5f);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_face_that_looks_to_the_right_has_its_nose_on_the_right_and_a_positive_yaw()
    {
        var landmarks = Project(30 / Degrees, 0, 0);
        Assert.True(landmarks.Points[30].X > (landmarks.Points[36].X + landmarks.Points[45].X) / 2);
        Assert.True(HeadPose.FromLandmarks(landmarks).Yaw > 25);
    }

    [Fact]
    public void Landmarks_that_all_coincide_give_no_pose_instead_of_an_error() =>
        Assert.Equal(default, HeadPose.FromLandmarks(new FaceLandmarks(new Vector2[FaceLandmarks.Count])));

    private static float Angle(Random random, float limit) => ((random.NextSingle() * 2) - 1) * limit / Degrees;

    private static FaceLandmarks Project(float yaw, float pitch, float roll)
    {
        // Turning about the downward axis by -yaw takes the viewing direction (0, 0, -1) to the picture's right.
        var rotation = Matrix4x4.CreateRotationX(pitch) * Matrix4x4.CreateRotationY(-yaw) * Matrix4x4.CreateRotationZ(roll);
        var points = new Vector2[FaceLandmarks.Count];
        foreach (var (index, position) in Head)
        {
            var turned = Vector3.Transform(position, rotation);
            points[index] = new Vector2(320, 240) + (new Vector2(turned.X, turned.Y) * 0.2f);
        }

        return new FaceLandmarks(points);
    }
}
