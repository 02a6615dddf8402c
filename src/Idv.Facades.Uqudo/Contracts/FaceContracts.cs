using Microsoft.AspNetCore.Http;

namespace Idv.Facades.Uqudo.Contracts;

/// <summary>The form of a face session.</summary>
/// <param name="IdPhoto">The photograph, JPEG or PNG, at most 5 MB.</param>
internal sealed record FaceSessionForm(IFormFile IdPhoto);

/// <summary>A face session.</summary>
/// <param name="SessionId">Its id.</param>
internal sealed record FaceSessionContract(string SessionId);

/// <summary>What a comparison takes.</summary>
/// <param name="SourceImage">An image in base64, JPEG or PNG, at most 5 MB.</param>
/// <param name="TargetImage">The other one.</param>
/// <param name="MinimumMatchLevel">1 to 5; 3 when absent.</param>
internal sealed record FaceMatchRequest(string SourceImage, string TargetImage, int? MinimumMatchLevel);

/// <summary>A comparison.</summary>
/// <param name="Match">Whether the level is at least the one asked for.</param>
/// <param name="MatchLevel">0 to 5.</param>
internal sealed record FaceMatchContract(bool Match, int MatchLevel);

/// <summary>What a search takes.</summary>
/// <param name="IdPhoto">An image in base64, JPEG or PNG, at most 5 MB.</param>
/// <param name="Insert">Whether a face that is not found is inserted; false when absent.</param>
internal sealed record FaceSearchRequest(string IdPhoto, bool? Insert);

/// <summary>A search.</summary>
/// <param name="OneToNVerificationId">The id of the face that was found or inserted; null when neither.</param>
/// <param name="OneToNVerificationMatch">Whether it was found.</param>
internal sealed record FaceSearchContract(string? OneToNVerificationId, bool OneToNVerificationMatch);

/// <summary>What an insertion takes.</summary>
/// <param name="IdPhoto">An image in base64, JPEG or PNG, at most 5 MB.</param>
internal sealed record FaceInsertRequest(string IdPhoto);

/// <summary>An insertion.</summary>
/// <param name="OneToNVerificationId">The id of the face.</param>
internal sealed record FaceInsertContract(string OneToNVerificationId);
