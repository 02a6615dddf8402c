namespace Idv.Api.Contracts;

/// <summary>The report of a verification.</summary>
/// <param name="Id">The verification's id.</param>
/// <param name="Decision"><c>approved</c>, <c>declined</c> or <c>review</c>.</param>
/// <param name="CompletedAt">When it was judged, UTC.</param>
/// <param name="Checks">Every check, decisive ones first.</param>
/// <param name="Document">What was read from the document.</param>
/// <param name="Face">The selfie's face, or null.</param>
/// <param name="Comparison">The selfie compared with the portrait, or null.</param>
/// <param name="Models">The models that took part and their versions.</param>
/// <param name="Milliseconds">How long each stage took.</param>
public sealed record VerificationContract(
    string Id,
    string Decision,
    DateTimeOffset CompletedAt,
    IReadOnlyList<CheckContract> Checks,
    DocumentContract Document,
    FaceContract? Face,
    FaceComparisonContract? Comparison,
    IReadOnlyDictionary<string, string> Models,
    IReadOnlyDictionary<string, double> Milliseconds);

/// <summary>What the caller says of the person to be verified.</summary>
/// <param name="Name">The full name.</param>
/// <param name="BirthDate">The date of birth.</param>
public sealed record ExpectedPerson(string? Name, DateOnly? BirthDate);
