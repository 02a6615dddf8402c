using System.Net;

namespace Idv.Verifications;

/// <summary>What a piece of evidence shows.</summary>
public enum EvidenceRole
{
    /// <summary>The front, or the only data page, of the first document.</summary>
    DocumentFront,

    /// <summary>The back of the first document.</summary>
    DocumentBack,

    /// <summary>The front of a second document.</summary>
    SecondDocumentFront,

    /// <summary>The back of a second document.</summary>
    SecondDocumentBack,

    /// <summary>A video of the first document's front.</summary>
    DocumentFrontVideo,

    /// <summary>A video of the first document's back.</summary>
    DocumentBackVideo,

    /// <summary>A picture of the applicant's face.</summary>
    Face,

    /// <summary>A video of the applicant's face.</summary>
    FaceVideo,

    /// <summary>The portrait that the engine cut out of the document; derived, never sent by an applicant.</summary>
    Portrait,

    /// <summary>The face that a later capture is compared with (a face session's image).</summary>
    FaceReference,
}

/// <summary>Where the evidence came from.</summary>
public enum EvidenceSource
{
    /// <summary>Sent by the tenant's own server.</summary>
    Upload,

    /// <summary>Captured by our applicant's page or its iframe.</summary>
    ApplicantPage,

    /// <summary>Captured by a vendor's software development kit in the tenant's app.</summary>
    Sdk,

    /// <summary>Made by the engine from other evidence.</summary>
    Engine,
}

/// <summary>A place on Earth in WGS 84.</summary>
/// <param name="Latitude">Degrees north, −90 to 90.</param>
/// <param name="Longitude">Degrees east, −180 to 180.</param>
public readonly record struct GeoPosition(double Latitude, double Longitude)
{
    /// <summary>Whether both are finite and within their ranges.</summary>
    public bool IsValid => Math.Abs(Latitude) <= 90 && Math.Abs(Longitude) <= 180;
}

/// <summary>With what, and from where, somebody acted. All members may be unknown.</summary>
public sealed record ClientContext
{
    /// <summary>Nothing is known.</summary>
    public static ClientContext Unknown { get; } = new();

    /// <summary>The address that the request came from.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>The User-Agent header.</summary>
    public string? UserAgent { get; init; }

    /// <summary>The device, as far as it was told.</summary>
    public string? Device { get; init; }

    /// <summary>Where the device said that it was.</summary>
    public GeoPosition? Position { get; init; }

    /// <summary>The operation that was called, for the history.</summary>
    public string? Endpoint { get; init; }
}

/// <summary>One picture or video of a verification. Its bytes lie encrypted in the blob store under <see cref="BlobId"/>.</summary>
public sealed record Evidence
{
    /// <summary>The name of this piece.</summary>
    public required Guid Id { get; init; }

    /// <summary>What it shows.</summary>
    public required EvidenceRole Role { get; init; }

    /// <summary>Where the bytes lie.</summary>
    public required Guid BlobId { get; init; }

    /// <summary>The media type, as recognised from the bytes.</summary>
    public required string MediaType { get; init; }

    /// <summary>How many bytes there are before encryption.</summary>
    public required long Length { get; init; }

    /// <summary>When it arrived.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Where it came from.</summary>
    public EvidenceSource Source { get; init; }

    /// <summary>The attempt that it belongs to, from 1; 0 when it belongs to none.</summary>
    public int Attempt { get; init; }

    /// <summary>With what and from where it was sent.</summary>
    public ClientContext Context { get; init; } = ClientContext.Unknown;
}
