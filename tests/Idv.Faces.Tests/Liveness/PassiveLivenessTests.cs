using Idv.Faces.Detection;
using Idv.Faces.Liveness;
using Idv.Imaging;
using Idv.Inference;
using Idv.Inference.Preprocessing;
using Idv.Tests;

namespace Idv.Faces.Tests.Liveness;

public sealed class PassiveLivenessTests(SampleFaces samples) : IClassFixture<SampleFaces>
{
    [Fact]
    public void The_default_pack_alone_takes_a_photograph_of_a_person_for_live()
    {
        var score = Score(samples.Analyzer, samples.Selfie);
        Assert.True(score.IsBonaFide, $"logit {score.Logit}");
        Assert.InRange(score.Score, score.Threshold, 1);
        Assert.Equal(["face-liveness"], samples.Analyzer.LivenessModels);
    }

    [Fact]
    public void With_the_silent_face_pack_three_networks_decide_by_a_threshold_of_their_own()
    {
        var root = Directory.CreateTempSubdirectory("idv-silent-face-").FullName;
        try
        {
            var files = Path.GetDirectoryName(SharedTestData.Require("..", "models", "minifasnet-v2-2.7_80x80.onnx"))!;
            ModelPack.Install("silent-face", files, root, ModelPack.Known(ModelCatalogue.FindDefaultManifest()));
            using var catalogue = ModelCatalogue.Load([Path.Combine(SharedTestData.RepositoryRoot, "models"), .. ModelPack.Installed(root)]);
            var analyzer = new FaceAnalyzer(catalogue);
            Assert.Equal(3, analyzer.LivenessModels.Count);
            var fused = Score(analyzer, samples.Selfie);
            Assert.NotEqual(Score(samples.Analyzer, samples.Selfie).ThresholdLogit, fused.ThresholdLogit);
            using var decoded = ImageDecoder.Decode(File.ReadAllBytes(SharedTestData.Require("liveness", "replay", "silentface_image_F2.jpg")));
            Assert.False(Score(analyzer, decoded.Image!).IsBonaFide);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [Fact]
    public void Real_prints_and_replays_are_taken_for_attacks_and_real_people_for_live()
    {
        foreach (var (file, live) in new[]
        {
            ("live/vietmoney_true_001.jpg", true), ("live/khanh_live.jpg", true), ("live/silentface_image_T1.jpg", true),
            ("print/silentface_image_F1.jpg", false), ("replay/silentface_image_F2.jpg", false), ("attack/khanh_spoof.jpg", false),
        })
        {
            using var decoded = ImageDecoder.Decode(File.ReadAllBytes(SharedTestData.Require(["liveness", .. file.Split('/')])));
            Assert.Equal(live, Score(samples.Analyzer, decoded.Image!).IsBonaFide);
        }
    }

    [Fact]
    public void A_black_border_is_not_needed_at_the_edge_so_a_live_face_there_stays_live()
    {
        using var cut = ImageTransform.Crop(samples.Selfie, 150, 20, 340, 440);
        Assert.True(Score(samples.Analyzer, cut).IsBonaFide);
    }

    [Theory]
    [InlineData(70)]
    [InlineData(50)]
    public void Compression_does_not_turn_a_live_face_into_an_attack(int quality)
    {
        using var decoded = ImageDecoder.Decode(ImageEncoder.EncodeJpeg(samples.Selfie, quality));
        Assert.True(Score(samples.Analyzer, decoded.Image!).IsBonaFide);
    }

    [Fact]
    public void A_good_selfie_fulfils_every_precondition() => Assert.Empty(Faults(samples.Selfie));

    [Fact]
    public void A_face_that_fills_the_frame_is_asked_to_move_back()
    {
        var face = samples.Describe(samples.Selfie)!.Face.Box;
        using var tight = ImageTransform.Crop(samples.Selfie, (int)face.X, (int)face.Y, (int)face.Width, (int)face.Height);
        Assert.Contains(CaptureFaultCode.FaceTooClose, Faults(tight));
    }

    [Fact]
    public void A_small_face_is_asked_to_come_closer()
    {
        using var small = ImageTransform.Resize(samples.Selfie, 128, 96);
        Assert.Contains(CaptureFaultCode.FaceTooSmall, Faults(small));
    }

    [Fact]
    public void A_blurred_face_is_asked_to_hold_still()
    {
        using var blurred = ImageFilter.GaussianBlur(samples.Selfie, 8);
        Assert.Contains(CaptureFaultCode.FaceBlurred, Faults(blurred));
    }

    [Fact]
    public void A_second_person_is_an_obstacle() => Assert.Contains(CaptureFaultCode.SeveralFaces, Faults(samples.Group));

    private static LivenessScore Score(FaceAnalyzer analyzer, Image image)
    {
        using var pyramid = new ImagePyramid(image);
        return analyzer.Liveness(pyramid, analyzer.Detect(pyramid, FaceSearch.Selfie).MaxBy(face => face.Box.Area)!)!.Value;
    }

    private CaptureFaultCode[] Faults(Image image)
    {
        using var pyramid = new ImagePyramid(image);
        DetectedFace[] found = [.. samples.Analyzer.Detect(pyramid, FaceSearch.Selfie).OrderByDescending(face => face.Box.Area)];
        var analysis = samples.Analyzer.Describe(pyramid, found[0], found);
        return [.. CapturePreconditions.ForLiveness(image, analysis, found).Select(fault => fault.Code)];
    }
}
