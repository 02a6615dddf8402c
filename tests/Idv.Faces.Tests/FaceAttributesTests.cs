using System.Numerics;
using Idv.Faces.Alignment;
using Idv.Faces.Attributes;
using Idv.Imaging;

namespace Idv.Faces.Tests;

public sealed class FaceAttributesTests(SampleFaces sample) : IClassFixture<SampleFaces>
{
    [Fact]
    public void A_bare_face_wears_neither_mask_nor_glasses()
    {
        var attributes = sample.Describe(sample.Selfie)!.Attributes;
        Assert.InRange(attributes.Glasses!.Value, 0, 0.5);
        Assert.InRange(attributes.Mask!.Value, 0, 0.2);
        Assert.InRange(attributes.Sunglasses!.Value, 0, 0.2);
    }

    [Fact]
    public void A_cloth_over_mouth_and_nose_is_a_mask_and_hides_whether_the_mouth_is_open()
    {
        var points = sample.Describe(sample.Selfie)!.Face.Landmarks.Points.ToArray();
        using var masked = sample.Selfie.Clone();
        Fill(masked, [.. points[2..15], points[29]], new Vector3(215, 195, 160));
        var attributes = sample.Describe(masked)!.Attributes;
        Assert.InRange(attributes.Mask!.Value, 0.5, 1);
        Assert.Null(attributes.MouthOpen);
    }

    [Fact]
    public void Dark_lenses_before_both_eyes_are_sunglasses()
    {
        var face = sample.Describe(sample.Selfie)!.Face.Landmarks;
        using var shaded = sample.Selfie.Clone();
        foreach (var eye in new[] { face.LeftEye, face.RightEye })
        {
            var reach = new Vector2(face.InterEyeDistance * 0.42f, face.InterEyeDistance * 0.33f);
            Fill(shaded, [.. Enumerable.Range(0, 24).Select(i => eye + (reach * new Vector2(MathF.Cos(i * MathF.PI / 12), MathF.Sin(i * MathF.PI / 12))))], new Vector3(20));
        }

        var attributes = sample.Describe(shaded)!.Attributes;
        Assert.InRange(attributes.Sunglasses!.Value, 0.5, 1);
    }

    [Fact]
    public void Rims_with_a_bridge_before_both_eyes_are_glasses_but_no_sunglasses()
    {
        var face = sample.Describe(sample.Selfie)!.Face.Landmarks;
        using var rimmed = sample.Selfie.Clone();
        var rim = face.InterEyeDistance * 0.05f;
        foreach (var eye in new[] { face.LeftEye, face.RightEye })
        {
            var reach = new Vector2(face.InterEyeDistance * 0.4f, face.InterEyeDistance * 0.31f);
            for (var i = 0; i < 36; i++)
            {
                var (from, to) = (Point(i), Point(i + 1));
                var out1 = Vector2.Normalize(from - eye) * rim;
                Fill(rimmed, [from, to, to + out1, from + out1], new Vector3(25));
            }

            Vector2 Point(int i) => eye + (reach * new Vector2(MathF.Cos(i * MathF.PI / 18), MathF.Sin(i * MathF.PI / 18)));
        }

        var (left, right) = (face.LeftEye, face.RightEye);
        var inner = Vector2.Normalize(right - left) * face.InterEyeDistance * 0.4f;
        var down = new Vector2(0, rim);
        Fill(rimmed, [left + inner - down, right - inner - down, right - inner + down, left + inner + down], new Vector3(25));

        var attributes = sample.Describe(rimmed)!.Attributes;
        Assert.InRange(attributes.Glasses!.Value, 0.5, 1);
        Assert.InRange(attributes.Sunglasses!.Value, 0, 0.5);
    }

    [Fact]
    public void In_the_dark_nothing_is_said_of_masks_and_glasses()
    {
        using var dark = sample.Selfie.Clone();
        foreach (ref var value in dark.Pixels)
        {
            value /= 8;
        }

        var attributes = sample.Describe(dark)!.Attributes;
        Assert.Null(attributes.Mask);
        Assert.Null(attributes.Glasses);
        Assert.Null(attributes.Sunglasses);
    }

    [Fact]
    public void The_woman_of_the_sample_is_taken_for_one() => Assert.Equal(Gender.Female, sample.Describe(sample.Selfie)!.Attributes.Gender!.Gender);

    [Theory]
    [InlineData(0f, false)]
    [InlineData(2f, false)]
    [InlineData(4f, true)]
    [InlineData(16f, true)]
    public void A_mouth_is_open_when_the_lips_are_clearly_apart(float gap, bool open)
    {
        var points = new Vector2[FaceLandmarks.Count];
        (points[48], points[54]) = (new Vector2(0, 0), new Vector2(50, 0));
        for (var i = 0; i < 3; i++)
        {
            (points[61 + i], points[67 - i]) = (new Vector2(15 + (10 * i), -gap / 2), new Vector2(15 + (10 * i), gap / 2));
        }

        Assert.Equal(open, MouthState.IsOpen(new FaceLandmarks(points)));
    }

    [Fact]
    public void Landmarks_that_all_coincide_have_no_open_mouth() => Assert.False(MouthState.IsOpen(new FaceLandmarks(new Vector2[FaceLandmarks.Count])));

    [Fact]
    public void Pooling_averages_each_region_of_each_channel()
    {
        // Two channels of 2 × 2; the first region is the upper row, the second the lower.
        var pooling = new ActivationPooling([(0, 0, 0, 1), (1, 1, 0, 1)]);
        var means = new float[4];
        pooling.Pool([1, 3, 5, 7, 10, 30, 50, 70], side: 2, means);
        Assert.Equal([2, 20, 6, 60], means);
    }

    private static void Fill(Image image, Vector2[] corners, Vector3 colour)
    {
        for (var y = 0; y < image.Height; y++)
        {
            for (var x = 0; x < image.Width; x++)
            {
                var inside = false;
                for (int i = 0, j = corners.Length - 1; i < corners.Length; j = i++)
                {
                    if (corners[i].Y > y != corners[j].Y > y
                        && x < ((corners[j].X - corners[i].X) * (y - corners[i].Y) / (corners[j].Y - corners[i].Y)) + corners[i].X)
                    {
                        inside = !inside;
                    }
                }

                if (inside)
                {
                    var pixel = image.Row(y).Slice(3 * x, 3);
                    (pixel[0], pixel[1], pixel[2]) = ((byte)colour.X, (byte)colour.Y, (byte)colour.Z);
                }
            }
        }
    }
}
