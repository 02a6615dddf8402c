using System.Collections.Concurrent;
using Idv.Facades.Http;
using Idv.Verifications;
using Idv.Verifications.Faces;
using Idv.Verifications.People;
using Idv.Verifications.Processing;

namespace Idv.Facades.Uqudo.Faces;

/// <summary>A face of the index.</summary>
/// <param name="Id">Its id; null when it was neither found nor inserted.</param>
/// <param name="WasFound">Whether it had been there before.</param>
internal readonly record struct IndexedFace(string? Id, bool WasFound);

/// <summary>
/// The one-to-n index of each tenant. A face has two halves under one id: its features, in a gallery, and its image, as the evidence of a verification.
/// Deleting removes the image; the features go on matching under the same id. Insertions of one tenant take turns, so that a face which arrives
/// twice at once is inserted once.
/// </summary>
/// <param name="faces">Makes templates.</param>
/// <param name="gallery">The features.</param>
/// <param name="processor">Takes the images in.</param>
/// <param name="lifecycle">Forgets the images.</param>
/// <param name="options">From which level a face counts as found.</param>
internal sealed class SelfieIndex(
    SoleFaces faces, IFaceGallery gallery, VerificationProcessor processor, VerificationLifecycle lifecycle, UqudoOptions options)
{
    /// <summary>The gallery's name, under which our own API knows it too.</summary>
    public const string Gallery = "uqudo-one-to-n";

    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new(StringComparer.Ordinal);

    /// <summary>Looks for a face, and inserts it when it is not there and that is wanted.</summary>
    /// <exception cref="FaultException">400: the picture does not show exactly one usable face.</exception>
    public async Task<IndexedFace> FindAsync(string tenantId, FacePicture picture, bool insert, ClientContext context, CancellationToken cancellation)
    {
        var template = await faces.EmbedAsync(tenantId, picture, cancellation);
        if (!insert)
        {
            return new IndexedFace(Find(tenantId, template), WasFound: true) is { Id: not null } found ? found : default;
        }

        var turn = _turns.GetOrAdd(tenantId, static _ => new SemaphoreSlim(1));
        await turn.WaitAsync(cancellation);
        try
        {
            return Find(tenantId, template) is { } known
                ? new IndexedFace(known, WasFound: true)
                : new IndexedFace(await InsertAsync(tenantId, picture, template, context, cancellation), WasFound: false);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Forgets the image of a face.</summary>
    /// <exception cref="NotFoundException">The tenant has no such face.</exception>
    public async Task ForgetImageAsync(string tenantId, string id, CancellationToken cancellation)
    {
        if (!Guid.TryParseExact(id, "D", out var verification) || !gallery.Contains(tenantId, Gallery, verification.ToString()))
        {
            throw new NotFoundException("oneToNVerificationId", "of that value");
        }

        try
        {
            await lifecycle.EraseAsync(tenantId, verification, cancellation);
        }
        catch (NotFoundException)
        {
            // The image had been forgotten before; that is what was asked for.
        }
    }

    private string? Find(string tenantId, BiometricTemplate template) =>
        gallery.Search(tenantId, Gallery, template, top: 1) is [var best] && MatchLevels.Of(best.Likeness) >= options.SearchMatchLevel
            ? best.SubjectId
            : null;

    private async Task<string> InsertAsync(
        string tenantId, FacePicture picture, BiometricTemplate template, ClientContext context, CancellationToken cancellation)
    {
        var verification = await processor.SubmitNewAsync(
            new NewVerification
            {
                TenantId = tenantId,
                Facade = ApiNames.Uqudo,
                Kind = VerificationKind.FaceOperation,
                Liveness = LivenessMode.None,
                Context = context,
            },
            [new NewEvidence(EvidenceRole.Face, ImageSignature.Recognise(picture.Bytes.Span)!, picture.Bytes) { Context = context }],
            key: null,
            cancellation);
        var id = verification.Id.ToString();
        try
        {
            gallery.Enrol(tenantId, Gallery, id, template);
        }
        catch
        {
            // An image without features would be kept for nothing.
            await lifecycle.EraseAsync(tenantId, verification.Id, CancellationToken.None);
            throw;
        }

        return id;
    }
}
