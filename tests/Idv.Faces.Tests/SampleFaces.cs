using Idv.Faces.Detection;
using Idv.Imaging;
using Idv.Inference;
using Idv.Inference.Preprocessing;
using Idv.Tests;

namespace Idv.Faces.Tests;

/// <summary>The models, loaded once, and a photograph of four women that comes with a restored package (@vladmandic/face-api, MIT).</summary>
public sealed class SampleFaces : IDisposable
{
    private readonly ModelCatalogue _catalogue;

    public SampleFaces()
    {
        _catalogue = ModelCatalogue.Load([Path.Combine(SharedTestData.RepositoryRoot, "models", "manifest.json")]);
        Analyzer = new FaceAnalyzer(_catalogue);
        var folder = Path.Combine(SharedTestData.RepositoryRoot, "models", "node_modules", "@vladmandic", "face-api", "demo");
        using var decoded = ImageDecoder.Decode(File.ReadAllBytes(Path.Combine(folder, "sample6.jpg")));
        Group = decoded.Image!.Clone();
        using var pyramid = new ImagePyramid(Group);
        var face = Analyzer.Detect(pyramid, FaceSearch.Selfie).MostProminent()!;

        // One face with its surroundings, as a 640 × 480 camera would see it.
        var frame = face.Box.Scale(2.2f);
        using var crop = ImageTransform.Crop(
            Group, (int)frame.X, (int)(frame.CentreY - (frame.Height / 2)), (int)(frame.Height * 4 / 3), (int)frame.Height, padding: 90);
        Selfie = ImageTransform.Resize(crop, 640, 480, Interpolation.Linear);
    }

    public FaceAnalyzer Analyzer { get; }

    public Image Group { get; }

    public Image Selfie { get; }

    public FaceAnalysis? Describe(Image image)
    {
        using var pyramid = new ImagePyramid(image);
        var found = Analyzer.Detect(pyramid, FaceSearch.Selfie);
        return found.MostProminent() is { } face ? Analyzer.Describe(pyramid, face, found) : null;
    }

    public void Dispose()
    {
        Group.Dispose();
        Selfie.Dispose();
        _catalogue.Dispose();
    }
}
