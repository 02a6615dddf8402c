using Idv.Facades.IncodeId.Contracts;
using Idv.Facades.Signing;
using Idv.Verifications;
using Microsoft.AspNetCore.Http;

namespace Idv.Facades.IncodeId.Identities;

/// <summary>Signed URLs of a document's images.</summary>
/// <param name="urls">Signs and verifies.</param>
/// <param name="options">For how long, and under which address.</param>
internal sealed class DocumentImages(SignedUrls urls, IncodeIdOptions options)
{
    /// <summary>The name of the front in URLs.</summary>
    public const string Front = "front";

    /// <summary>The name of the back in URLs.</summary>
    public const string Back = "back";

    /// <summary>The path of an image.</summary>
    public static string PathOf(string tenantId, Guid verificationId, string side) =>
        $"{IncodeIdApi.ImagePath}/{Uri.EscapeDataString(tenantId)}/{verificationId}/{side}";

    /// <summary>The role of a side, or null when there is no such side.</summary>
    public static EvidenceRole? RoleOf(string side) => side switch
    {
        Front => EvidenceRole.DocumentFront,
        Back => EvidenceRole.DocumentBack,
        _ => null,
    };

    /// <summary>Where the images of a verification's document are.</summary>
    public async Task<IdImagesContract> OfAsync(HttpRequest request, Verification? verification, CancellationToken cancellation) => new(
        await UrlAsync(request, verification, Front, cancellation), await UrlAsync(request, verification, Back, cancellation));

    private async Task<string?> UrlAsync(HttpRequest request, Verification? verification, string side, CancellationToken cancellation)
    {
        if (verification?.Latest(RoleOf(side)!.Value) is null)
        {
            return null;
        }

        var path = await urls.SignAsync(PathOf(verification.TenantId, verification.Id, side), options.ImageUrlLifetime, cancellation);
        var address = options.PublicUrl?.ToString().TrimEnd('/') ?? $"{request.Scheme}://{request.Host}";
        return address + path;
    }
}
