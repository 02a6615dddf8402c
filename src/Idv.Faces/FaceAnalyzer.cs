using Idv.Faces.Alignment;
using Idv.Faces.Attributes;
using Idv.Faces.Comparison;
using Idv.Faces.Detection;
using Idv.Faces.Embedding;
using Idv.Faces.Liveness;
using Idv.Faces.Quality;
using Idv.Imaging;
using Idv.Inference;
using Idv.Inference.Preprocessing;

namespace Idv.Faces;

/// <summary>
/// The face half of the engine: finds faces, describes them, embeds them, compares templates. Thread-safe; pictures are passed as
/// pyramids so that every step shares the same reductions.
/// </summary>
public sealed class FaceAnalyzer
{
    private readonly FaceDetector _detector;
    private readonly FaceEmbedder _embedder;
    private readonly EyeStateClassifier _eyes;
    private readonly StillImageLiveness _liveness;

    /// <summary>Opens the face models of a catalogue, which must outlive the analyzer.</summary>
    /// <exception cref="ModelException">A model is missing, altered or unusable.</exception>
    public FaceAnalyzer(ModelCatalogue catalogue)
    {
        _detector = new FaceDetector(catalogue);
        _embedder = new FaceEmbedder(catalogue, FaceEmbedder.DefaultModelId);
        _eyes = new EyeStateClassifier(catalogue);
        _liveness = new StillImageLiveness(catalogue);
        Comparer = new FaceComparer(new SimilarityCalibration(_embedder.Card));
    }

    /// <summary>Compares templates of the embedder in use.</summary>
    public FaceComparer Comparer { get; }

    /// <summary>Finds faces, the most confident first; empty when there is none.</summary>
    public IReadOnlyList<DetectedFace> Detect(ImagePyramid picture, FaceSearch search) => _detector.Detect(picture, search);

    /// <summary>Describes a face of a picture.</summary>
    public FaceAnalysis Describe(ImagePyramid picture, DetectedFace face) => new(
        face,
        HeadPose.FromLandmarks(face.Landmarks),
        FaceQualityMeter.Measure(picture, face),
        new FaceAttributes(_eyes.ClosedProbability(picture, face.Landmarks)));

    /// <summary>Makes the template of a face; null when the model could not make a finite one.</summary>
    public FaceTemplate? Embed(ImagePyramid picture, DetectedFace face) => _embedder.Embed(picture, face.Landmarks);

    /// <summary>Scores whether a face is a bona fide presentation; null when the model gave no finite answer.</summary>
    public LivenessScore? Liveness(ImagePyramid picture, DetectedFace face) => _liveness.Score(picture, face.Box);

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
}
