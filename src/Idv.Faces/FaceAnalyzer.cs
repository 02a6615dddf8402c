using Idv.Faces.Alignment;
using Idv.Faces.Attributes;
using Idv.Faces.Comparison;
using Idv.Faces.Detection;
using Idv.Faces.Embedding;
using Idv.Faces.Liveness;
using Idv.Faces.Liveness.Challenges;
using Idv.Faces.Liveness.Video;
using Idv.Faces.Quality;
using Idv.Imaging;
using Idv.Imaging.Video;
using Idv.Inference;
using Idv.Inference.Preprocessing;

namespace Idv.Faces;

/// <summary>
/// The face half of the engine: finds faces, describes them, embeds them, compares templates. Thread-safe; pictures are passed as
/// pyramids so that every step shares the same reductions.
/// </summary>
public sealed class FaceAnalyzer
{
    /// <summary>Two detectors' boxes of one face overlap by more than this.</summary>
    private const float SameFace = 0.3f;

    /// <summary>
    /// The mean luma of a face below which nothing is said of masks and glasses: the heads were trained on faces in at least half of the usual light, and take darkness for cloth.
    /// </summary>
    private const double LeastLuminance = 0.1;

    private readonly FaceDetector _detector;
    private readonly FaceDetector? _livenessDetector;
    private readonly FaceEmbedder _embedder;
    private readonly EyeStateClassifier _eyes;
    private readonly GenderEstimator _gender;
    private readonly PassiveLiveness _liveness;
    private readonly FaceEmbedder? _attributes;
    private readonly QualityNetwork? _quality;
    private readonly Lazy<FaceComparer> _comparer;

    /// <summary>Opens the face models of a catalogue, which must outlive the analyzer.</summary>
    /// <param name="catalogue">The installed models.</param>
    /// <param name="policy">Which of them to use; null chooses what an operator installed before what comes with the program.</param>
    /// <exception cref="ModelException">A model is missing, altered or unusable.</exception>
    public FaceAnalyzer(ModelCatalogue catalogue, FaceModelPolicy? policy = null)
    {
        policy ??= new FaceModelPolicy();
        var detector = policy.DetectorOf(catalogue);
        _detector = new FaceDetector(catalogue, detector);
        _livenessDetector = detector.Id != FaceModelPolicy.DefaultDetector && catalogue.Contains(FaceModelPolicy.DefaultDetector)
            ? new FaceDetector(catalogue, catalogue.Card(FaceModelPolicy.DefaultDetector))
            : null;
        _embedder = new FaceEmbedder(catalogue, policy.EmbedderOf(catalogue).Id);
        _quality = policy.QualityOf(catalogue) is { } quality ? new QualityNetwork(catalogue, quality) : null;

        // The attribute heads read the default embedder's activations; beside another embedder it runs for them alone.
        _attributes = _embedder.HasHeads || !catalogue.Contains(FaceModelPolicy.DefaultEmbedder)
            ? null
            : new FaceEmbedder(catalogue, FaceModelPolicy.DefaultEmbedder);
        _eyes = new EyeStateClassifier(catalogue);
        _gender = new GenderEstimator(catalogue);
        _liveness = new PassiveLiveness(catalogue);

        // An embedder is calibrated by comparing with it: only a decision needs the calibration.
        _comparer = new Lazy<FaceComparer>(() => new FaceComparer(new SimilarityCalibration(_embedder.Card)));
    }

    /// <summary>Compares templates of the embedder in use.</summary>
    /// <exception cref="ModelException">The embedder's card has no calibration.</exception>
    public FaceComparer Comparer => _comparer.Value;

    /// <summary>The embedder, whose activations the attribute heads are trained on.</summary>
    internal FaceEmbedder Embedder => _embedder;

    /// <summary>Finds faces, the most confident first; empty when there is none.</summary>
    public IReadOnlyList<DetectedFace> Detect(ImagePyramid picture, FaceSearch search) => _detector.Detect(picture, search);

    /// <summary>Describes a face of a picture and makes its template: one run of the embedder serves both.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="face">The face.</param>
    /// <param name="found">Every face found in the picture, by which the quality tells whether it is the only one.</param>
    public FaceAnalysis Describe(ImagePyramid picture, DetectedFace face, IReadOnlyList<DetectedFace> found)
    {
        var embedding = _embedder.Examine(picture, face.Landmarks);
        var quality = Quality(picture, face, found, embedding);
        var heads = quality.Luminance < LeastLuminance ? null : _attributes is null ? embedding : _attributes.Examine(picture, face.Landmarks);
        return new FaceAnalysis(face, HeadPose.FromLandmarks(face.Landmarks), quality, Attributes(picture, face, heads), embedding?.Template);
    }

    /// <summary>Makes the template of a face; null when the model could not make a finite one.</summary>
    public FaceTemplate? Embed(ImagePyramid picture, DetectedFace face) => _embedder.Embed(picture, face.Landmarks);

    /// <summary>Scores whether a face is a bona fide presentation; null when the model gave no finite answer.</summary>
    public LivenessScore? Liveness(ImagePyramid picture, DetectedFace face) => _liveness.Score(picture.Image, LivenessBox(picture, face));

    /// <summary>
    /// The box that the liveness networks were calibrated with is the default detector's; another detector draws it tighter or wider, and their verdict
    /// depends on how much of the surroundings they see.
    /// </summary>
    private Box LivenessBox(ImagePyramid picture, DetectedFace face)
    {
        if (_livenessDetector is null)
        {
            return face.Box;
        }

        var same = _livenessDetector.Detect(picture, FaceSearch.Selfie).MaxBy(found => Box.IntersectionOverUnion(found.Box, face.Box));
        return same is not null && Box.IntersectionOverUnion(same.Box, face.Box) >= SameFace ? same.Box : face.Box;
    }

    /// <summary>Judges the liveness of the person in a short video. Never throws for what the bytes hold.</summary>
    /// <param name="video">The file.</param>
    /// <param name="challenges">What the person was asked to do, in order; empty for passive liveness alone.</param>
    /// <param name="limits">What the video may cost; the defaults when null.</param>
    public VideoEvidence VideoLiveness(ReadOnlySpan<byte> video, IReadOnlyList<ActiveChallenge> challenges, VideoLimits? limits = null) =>
        new VideoLiveness(this).Examine(video, challenges, limits);

    /// <summary>The probability that both eyes of a face are closed, 0 to 1.</summary>
    internal double EyesClosed(ImagePyramid picture, DetectedFace face) => _eyes.ClosedProbability(picture, face.Landmarks);

    /// <summary>The ids of the networks that take part in <see cref="Liveness"/>.</summary>
    public IReadOnlyList<string> LivenessModels => _liveness.ModelIds;

    /// <summary>Copies a face's surroundings out of a picture, upright as the picture is.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="face">The face.</param>
    /// <param name="scale">The crop's height as a multiple of the face's box; its width is 4/5 of its height.</param>
    public static Image Crop(Image picture, DetectedFace face, float scale)
    {
        var height = face.Box.Height * scale;
        var width = height * 0.8f;
        var x = (int)MathF.Round(MathF.Max(0, face.Box.CentreX - (width / 2)));
        var y = (int)MathF.Round(MathF.Max(0, face.Box.CentreY - (height / 2)));
        return ImageTransform.Crop(
            picture,
            x,
            y,
            Math.Clamp((int)MathF.Round(width), 1, Math.Max(1, picture.Width - x)),
            Math.Clamp((int)MathF.Round(height), 1, Math.Max(1, picture.Height - y)));
    }

    /// <summary>What the unified quality is made of, and the template of the same run; null when there is none.</summary>
    internal (FaceTemplate Template, double[] Evidence)? QualityEvidence(ImagePyramid picture, DetectedFace face) =>
        _embedder.Examine(picture, face.Landmarks) is { } embedding
            && FaceQualityMeter.MeasureWithEvidence(picture, face, [], embedding.Norm).Evidence is { } evidence
            ? (embedding.Template, evidence)
            : null;

    private FaceQuality Quality(ImagePyramid picture, DetectedFace face, IReadOnlyList<DetectedFace> found, FaceEmbedding? embedding)
    {
        var quality = FaceQualityMeter.Measure(picture, face, found, UnifiedQuality.AppliesTo(_embedder.Card) ? embedding?.Norm : null);
        return _quality is not null && embedding is not null
            ? quality with { Unified = 100 * _quality.Predict(picture, face.Landmarks) }
            : quality;
    }

    private FaceAttributes Attributes(ImagePyramid picture, DetectedFace face, FaceEmbedding? embedding)
    {
        var masked = embedding?.Mask >= 0.5;
        var male = _gender.Estimate(picture, face.Box);
        return new FaceAttributes(
            embedding?.Mask,
            embedding?.Glasses,
            embedding?.Sunglasses,
            _eyes.ClosedProbability(picture, face.Landmarks),
            masked ? null : MouthState.IsOpen(face.Landmarks),
            male is { } score ? new GenderEstimate(score >= 0.5 ? Gender.Male : Gender.Female, Math.Max(score, 1 - score)) : null);
    }
}
