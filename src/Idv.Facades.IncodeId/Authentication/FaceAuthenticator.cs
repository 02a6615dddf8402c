using Idv.Facades.Http;
using Idv.Verifications;
using Idv.Verifications.Faces;
using Idv.Verifications.People;
using Idv.Verifications.Processing;
using Microsoft.AspNetCore.Http;

namespace Idv.Facades.IncodeId.Authentication;

/// <summary>A face that a request gives.</summary>
/// <param name="Field">The field that it came in, for faults.</param>
/// <param name="Bytes">A JPEG or PNG, or the coordinates of a template.</param>
/// <param name="IsTemplate">Whether it is a template.</param>
internal sealed record GivenFace(string Field, ReadOnlyMemory<byte> Bytes, bool IsTemplate = false);

/// <summary>
/// Finds out whose face it is among a tenant's identities and has it examined against that identity: quality, mask, sunglasses, liveness, comparison.
/// The authentication is kept like any verification.
/// </summary>
/// <param name="queue">Where the search for the face waits for its turn.</param>
/// <param name="faces">Makes the template to search with.</param>
/// <param name="identities">Who is enrolled.</param>
/// <param name="processor">Examines.</param>
/// <param name="options">How sure an identification must be.</param>
internal sealed class FaceAuthenticator(
    WorkQueue queue, IFaceEngine faces, IIdentityGallery identities, VerificationProcessor processor, IncodeIdOptions options)
{
    /// <summary>The setting of an authentication that holds the caller's name of the place.</summary>
    public const string SourceSetting = "incode-id.source";

    private const int MostCandidates = 5;

    /// <summary>Rates are interpolated: one that stands exactly on the limit must not exceed it by rounding.</summary>
    private const double Rounding = 1.000_001;

    /// <summary>Authenticates a face.</summary>
    /// <param name="tenantId">Among whose identities.</param>
    /// <param name="face">The face.</param>
    /// <param name="source">The caller's name of the place, or null.</param>
    /// <param name="context">With what and from where it was sent.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>The authentication, ended.</returns>
    /// <exception cref="FaultException">400: the picture cannot be read, or the template is of another model.</exception>
    public async Task<Verification> AuthenticateAsync(
        string tenantId, GivenFace face, string? source, ClientContext context, CancellationToken cancellation)
    {
        var (probe, evidence) = face.IsTemplate ? Take(face) : await EmbedAsync(tenantId, face, cancellation);
        var person = probe is null ? null : await IdentifyAsync(tenantId, probe, cancellation);
        var submitted = await processor.SubmitNewAsync(
            new NewVerification
            {
                TenantId = tenantId,
                Facade = ApiNames.IncodeId,
                Kind = VerificationKind.FaceAuthentication,
                SubjectIdentityId = person?.Id,
                FacadeSettings = source is null ? new Dictionary<string, string>() : new Dictionary<string, string> { [SourceSetting] = source },
                Context = context,
            },
            [evidence with { Context = context }],
            key: null,
            cancellation);
        return await processor.WaitAsync(tenantId, submitted.Id, cancellation);
    }

    private (BiometricTemplate Probe, NewEvidence Evidence) Take(GivenFace face) => faces.Import(face.Bytes) is { } template
        ? (template, FaceTemplateEvidence.Of(template))
        : throw new FaultException(StatusCodes.Status400BadRequest, $"{face.Field} is not a template of the model in use.");

    private async Task<(BiometricTemplate? Probe, NewEvidence Evidence)> EmbedAsync(string tenantId, GivenFace face, CancellationToken cancellation)
    {
        var mediaType = ImageSignature.Recognise(face.Bytes.Span);
        if (mediaType is not (ImageSignature.Jpeg or ImageSignature.Png))
        {
            throw new FaultException(StatusCodes.Status400BadRequest, $"{face.Field} is neither JPEG nor PNG.");
        }

        var embedding = await queue.RunAsync(tenantId, _ => faces.Embed(face.Bytes, alone: true), cancellation);
        return embedding.Obstacle == FaceObstacle.ImageUnreadable
            ? throw new FaultException(StatusCodes.Status400BadRequest, $"{face.Field} cannot be read as an image.")
            : (embedding.Template, new NewEvidence(EvidenceRole.Face, mediaType, face.Bytes));
    }

    private async Task<Identity?> IdentifyAsync(string tenantId, BiometricTemplate probe, CancellationToken cancellation)
    {
        var candidates = await identities.SearchAsync(tenantId, probe, MostCandidates, cancellation);
        return candidates.FirstOrDefault(candidate =>
            candidate.Identity.Status == IdentityStatus.Active
            && candidate.Likeness.FalseMatchRate <= options.IdentificationFalseMatchRate * Rounding)?.Identity;
    }
}
