using Idv.Verifications.Tenants;
using Microsoft.AspNetCore.Http;

namespace Idv.Facades.Uqudo;

/// <summary>The permissions of the vendor's features. A tenant without a list has them all.</summary>
public static class UqudoPermissions
{
    /// <summary>The face session.</summary>
    public const string FaceSession = "face:session";

    /// <summary>The comparison of two images.</summary>
    public const string FaceMatch = "face:match";

    /// <summary>Search, insert and delete.</summary>
    public const string FaceOneToN = "face:one-to-n";

    /// <summary>The reading of documents.</summary>
    public const string Scan = "scan";

    private static readonly string[] All = [FaceSession, FaceMatch, FaceOneToN, Scan];

    /// <summary>What a tenant may do.</summary>
    public static IReadOnlyList<string> Of(Tenant tenant) =>
        tenant.Permissions is null ? All : [.. All.Where(permission => tenant.Permissions.Contains(permission))];

    /// <summary>The permission that a path needs, or null when any token will do.</summary>
    internal static string? For(PathString path) =>
        path.StartsWithSegments(UqudoApi.ScanPath) ? Scan
        : path.StartsWithSegments(UqudoApi.FacePath + "/match") ? FaceMatch
        : path.StartsWithSegments(UqudoApi.FacePath + "/one-to-n") ? FaceOneToN
        : path.Value?.TrimEnd('/').Equals(UqudoApi.FacePath, StringComparison.OrdinalIgnoreCase) == true ? FaceSession
        : null;
}
