using System.Runtime.InteropServices;
using Idv.Engine;
using Idv.Engine.Checks;
using Idv.Faces.Embedding;
using Idv.Host.Galleries;
using Idv.Verifications.Faces;
using Idv.Verifications.People;

namespace Idv.Host.Translation;

/// <summary>The real engine for the facades' operations on faces.</summary>
internal sealed class FaceEngine(VerificationEngine engine, VerificationPolicy policy, GalleryShelf shelf, TimeProvider clock) : IFaceEngine
{
    /// <inheritdoc/>
    public FaceEmbedding Embed(ReadOnlyMemory<byte> image, bool alone)
    {
        var reading = engine.EmbedFace(image, policy, alone);
        return reading.Template is { } template
            ? new FaceEmbedding(TemplateBytes.Pack(template, clock.GetUtcNow()), null)
            : new FaceEmbedding(
                null,
                reading.Obstacle!.Code switch
                {
                    ReasonCodes.ImageUnreadable => FaceObstacle.ImageUnreadable,
                    ReasonCodes.NoFace => FaceObstacle.NoFace,
                    ReasonCodes.SeveralFaces => FaceObstacle.SeveralFaces,
                    _ => FaceObstacle.FaceUnusable,
                },
                reading.Obstacle.Message);
    }

    /// <inheritdoc/>
    public BiometricTemplate? Import(ReadOnlyMemory<byte> coordinates)
    {
        var at = shelf.Model.LastIndexOf('@');
        if (coordinates.Length != shelf.Dimension * sizeof(float))
        {
            return null;
        }

        try
        {
            var template = new FaceTemplate(shelf.Model[..at], shelf.Model[(at + 1)..], MemoryMarshal.Cast<byte, float>(coordinates.Span));
            return TemplateBytes.Pack(template, clock.GetUtcNow());
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public FaceLikeness Compare(BiometricTemplate probe, BiometricTemplate reference)
    {
        var comparison = engine.Faces.Comparer.Compare(TemplateBytes.Unpack(probe), TemplateBytes.Unpack(reference), policy.FalseMatchRate);
        return new FaceLikeness(comparison.Similarity, comparison.SimilarityFalseMatchRate);
    }
}
