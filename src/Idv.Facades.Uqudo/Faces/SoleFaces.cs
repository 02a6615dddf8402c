using Idv.Facades.Http;
using Idv.Verifications.Faces;
using Idv.Verifications.People;
using Idv.Verifications.Processing;
using Microsoft.AspNetCore.Http;

namespace Idv.Facades.Uqudo.Faces;

/// <summary>A picture that was sent, under the name that faults give it.</summary>
/// <param name="Field">The field.</param>
/// <param name="Bytes">The file.</param>
internal sealed record FacePicture(string Field, ReadOnlyMemory<byte> Bytes);

/// <summary>Makes templates of pictures that must show exactly one face.</summary>
/// <param name="queue">Where the work waits for its turn.</param>
/// <param name="faces">The engine.</param>
internal sealed class SoleFaces(WorkQueue queue, IFaceEngine faces)
{
    /// <summary>The most bytes of a picture: the vendor's 5 MB.</summary>
    public const int MostBytes = 5 * 1024 * 1024;

    /// <summary>Requires a picture of a type that the Face API takes.</summary>
    /// <exception cref="FaultException">400: it is empty. 415: it is neither JPEG nor PNG, or another one than its sender says.</exception>
    public static FacePicture Require(string field, ReadOnlyMemory<byte> bytes, string? declared = null)
    {
        if (bytes.IsEmpty)
        {
            throw new FaultException(StatusCodes.Status400BadRequest, $"{field} is empty.");
        }

        var recognised = ImageSignature.Recognise(bytes.Span);
        if (recognised is not (ImageSignature.Jpeg or ImageSignature.Png))
        {
            throw new FaultException(StatusCodes.Status415UnsupportedMediaType, $"{field} is neither JPEG nor PNG.");
        }

        // A browser or library that does not know the type sends a general one; only a contradiction is a fault.
        return declared is null or "application/octet-stream" || declared == recognised || (declared == "image/jpg" && recognised == ImageSignature.Jpeg)
            ? new FacePicture(field, bytes)
            : throw new FaultException(StatusCodes.Status415UnsupportedMediaType, $"{field} is {recognised}, not {declared}.");
    }

    /// <summary>The template of a picture's only face.</summary>
    /// <exception cref="FaultException">400: the picture cannot be read, or shows no face or several.</exception>
    public Task<BiometricTemplate> EmbedAsync(string tenantId, FacePicture picture, CancellationToken cancellation) =>
        queue.RunAsync(tenantId, _ => Embed(picture), cancellation);

    /// <summary>How alike the only faces of two pictures are.</summary>
    /// <exception cref="FaultException">400: a picture cannot be read, or shows no face or several.</exception>
    public Task<FaceLikeness> CompareAsync(string tenantId, FacePicture probe, FacePicture reference, CancellationToken cancellation) =>
        queue.RunAsync(tenantId, _ => faces.Compare(Embed(probe), Embed(reference)), cancellation);

    private BiometricTemplate Embed(FacePicture picture)
    {
        var embedding = faces.Embed(picture.Bytes, alone: true);
        return embedding.Template ?? throw new FaultException(
            StatusCodes.Status400BadRequest,
            embedding.Obstacle switch
            {
                FaceObstacle.ImageUnreadable => $"{picture.Field} cannot be read as an image.",
                FaceObstacle.NoFace => $"{picture.Field} shows no face.",
                FaceObstacle.SeveralFaces => $"{picture.Field} shows more than one face.",
                _ => $"{picture.Field} shows a face that cannot be used.",
            });
    }
}
