using Idv.Faces.Detection;
using Idv.Imaging;
using Idv.Inference;
using Idv.Inference.Preprocessing;
using Idv.Tests;

namespace Idv.Faces.Tests;

public sealed class FaceWitnessTests(SampleFaces sample) : IClassFixture<SampleFaces>, IDisposable
{
    private readonly ModelCatalogue _catalogue = ModelCatalogue.Load([Path.Combine(SharedTestData.RepositoryRoot, "models", "manifest.json")]);

    public void Dispose() => _catalogue.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_face_is_confirmed_whichever_way_it_is_turned(int clockwiseQuarters)
    {
        using var turned = ImageTransform.RotateQuarters(sample.Selfie, (4 - clockwiseQuarters) % 4);
        using var picture = new ImagePyramid(turned);
        var face = sample.Analyzer.Detect(picture, FaceSearch.Selfie)[0];

        Assert.True(Witness().Confirms(picture, face.Box, clockwiseQuarters));
    }

    [Fact]
    public void A_place_without_a_face_is_not_confirmed()
    {
        using var picture = new ImagePyramid(sample.Selfie);
        var face = sample.Analyzer.Detect(picture, FaceSearch.Selfie)[0];

        Assert.False(Witness().Confirms(picture, face.Box with { X = face.Box.X + (1.5f * face.Box.Width) }, clockwiseQuarters: 0));
    }

    private FaceWitness Witness() => new(
        DetectorNetwork.Open(_catalogue, _catalogue.Card("face-detector-dark")), DetectorNetwork.Open(_catalogue, _catalogue.Card("face-detector")));
}
