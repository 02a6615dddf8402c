using System.Numerics;
using Idv.Faces.Alignment;
using Idv.Faces.Quality;

namespace Idv.Faces.Tests;

public sealed class ExpressionNeutralityTests(SampleFaces sample) : IClassFixture<SampleFaces>
{
    [Fact]
    public void A_wider_mouth_with_lifted_corners_is_less_neutral() => Assert.True(
        ExpressionNeutrality.Probability(Mouth(width: 1.25f, corners: -0.05f, gap: 1)) < ExpressionNeutrality.Probability(Mouth(1, 0, 1)));

    [Fact]
    public void A_shout_is_less_neutral_than_closed_lips() => Assert.True(
        ExpressionNeutrality.Probability(Mouth(width: 0.8f, corners: 0, gap: 6)) < ExpressionNeutrality.Probability(Mouth(0.8f, 0, 0)));

    [Fact]
    public void Size_place_and_roll_of_the_face_change_nothing()
    {
        var landmarks = sample.Describe(sample.Selfie)!.Face.Landmarks;
        var turn = Matrix3x2.CreateRotation(0.4f) * Matrix3x2.CreateScale(1.7f) * Matrix3x2.CreateTranslation(40, -15);
        var moved = new FaceLandmarks([.. landmarks.Points.ToArray().Select(point => Vector2.Transform(point, turn))]);

        Assert.Equal(ExpressionNeutrality.Probability(landmarks), ExpressionNeutrality.Probability(moved), precision: 3);
    }

    /// <summary>The sample's face with another mouth: its width scaled, its corners moved by a share of the face, the gap between the lips scaled.</summary>
    private FaceLandmarks Mouth(float width, float corners, float gap)
    {
        var landmarks = sample.Describe(sample.Selfie)!.Face.Landmarks;
        var points = landmarks.Points.ToArray();
        var centre = (points[48] + points[54]) / 2;
        for (var i = 48; i < points.Length; i++)
        {
            points[i] = centre + ((points[i] - centre) * new Vector2(width, 1));
        }

        foreach (var corner in (int[])[48, 54])
        {
            points[corner].Y += corners * landmarks.InterEyeDistance;
        }

        foreach (var (upper, lower) in ((int, int)[])[(61, 67), (62, 66), (63, 65)])
        {
            var lip = (points[lower] - points[upper]) * gap;
            points[lower] = points[upper] + lip;
        }

        return new FaceLandmarks(points);
    }
}
