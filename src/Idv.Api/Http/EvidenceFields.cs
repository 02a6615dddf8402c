using Idv.Verifications;

namespace Idv.Api.Http;

/// <summary>The fields of a verification's request and the roles of their evidence.</summary>
internal static class EvidenceFields
{
    /// <summary>The fields that hold files, in the order in which they become evidence.</summary>
    public static IReadOnlyList<(string Field, EvidenceRole Role)> All { get; } =
    [
        ("front", EvidenceRole.DocumentFront),
        ("back", EvidenceRole.DocumentBack),
        ("selfie", EvidenceRole.Face),
        ("video", EvidenceRole.FaceVideo),
    ];

    /// <summary>The field of a role.</summary>
    public static string Of(EvidenceRole role) => All.FirstOrDefault(pair => pair.Role == role).Field ?? role.ToString();
}
