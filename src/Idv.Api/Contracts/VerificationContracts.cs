using System.Text.Json.Serialization;

namespace Idv.Api.Contracts;

/// <summary>A verification: where it stands and, once it is completed, the report.</summary>
/// <param name="Id">The verification's id.</param>
/// <param name="State"><c>created</c>, <c>started</c>, <c>processing</c>, <c>completed</c>, <c>aborted</c>, <c>expired</c> or <c>anonymized</c>.</param>
/// <param name="Decision"><c>approved</c>, <c>declined</c> or <c>review</c>; null until it is completed. A reviewer's decision replaces the report's.</param>
/// <param name="Score">The weighted share of checks that hold, 0 to 1; null until it is completed or when nothing could be decided.</param>
/// <param name="CreatedAt">When it was asked for, UTC.</param>
/// <param name="CompletedAt">When it was judged, UTC; null until then.</param>
/// <param name="ExternalUserId">The caller's own name for the person, or null.</param>
/// <param name="Metadata">The caller's own labels.</param>
/// <param name="Policy">The version of the policy that judges it.</param>
/// <param name="Checks">Every check; empty until it is completed.</param>
/// <param name="Document">What was read from the document, or null.</param>
/// <param name="Face">The face, or null.</param>
/// <param name="Comparison">The face compared with the portrait, or null.</param>
/// <param name="Models">The models that took part and their versions.</param>
/// <param name="Milliseconds">How long each stage took.</param>
public sealed record VerificationContract(
    string Id,
    string State,
    string? Decision,
    double? Score,
    DateTimeOffset CreatedAt,
    DateTimeOffset? CompletedAt,
    string? ExternalUserId,
    IReadOnlyDictionary<string, string> Metadata,
    PolicyVersionContract Policy,
    IReadOnlyList<CheckContract> Checks,
    DocumentContract? Document,
    FaceContract? Face,
    FaceComparisonContract? Comparison,
    IReadOnlyDictionary<string, string> Models,
    IReadOnlyDictionary<string, double> Milliseconds);

/// <summary>What the engine found, as it is kept with the verification.</summary>
/// <param name="Checks">The engine's checks.</param>
/// <param name="Document">What was read from the document, or null.</param>
/// <param name="Face">The face, or null.</param>
/// <param name="Comparison">The face compared with the portrait, or null.</param>
/// <param name="Models">The models that took part and their versions.</param>
/// <param name="Milliseconds">How long each stage took.</param>
public sealed record EngineReportContract(
    IReadOnlyList<CheckContract> Checks,
    DocumentContract? Document,
    FaceContract? Face,
    FaceComparisonContract? Comparison,
    IReadOnlyDictionary<string, string> Models,
    IReadOnlyDictionary<string, double> Milliseconds);

/// <summary>Names the version of a policy.</summary>
/// <param name="Id">The version's id.</param>
/// <param name="Version">Counts from 1; null until the verification is completed.</param>
public sealed record PolicyVersionContract(string Id, int? Version);

/// <summary>An entry of the list of verifications.</summary>
/// <param name="Id">The verification's id.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Decision">What it came to, or null.</param>
/// <param name="Score">The weighted share of checks that hold, or null.</param>
/// <param name="Kind"><c>document-and-face</c>, <c>face-authentication</c>, <c>face-operation</c> or <c>face-session</c>.</param>
/// <param name="Api">The API that it was asked through.</param>
/// <param name="CreatedAt">When it was asked for, UTC.</param>
/// <param name="CompletedAt">When it was judged, UTC, or null.</param>
/// <param name="ExternalUserId">The caller's own name for the person, or null.</param>
/// <param name="Metadata">The caller's own labels.</param>
public sealed record VerificationEntryContract(
    string Id,
    string State,
    string? Decision,
    double? Score,
    string Kind,
    string Api,
    DateTimeOffset CreatedAt,
    DateTimeOffset? CompletedAt,
    string? ExternalUserId,
    IReadOnlyDictionary<string, string> Metadata);

/// <summary>A part of the list of verifications.</summary>
/// <param name="Items">The part, newest first.</param>
/// <param name="Total">How many there are in all.</param>
/// <param name="Limit">The most that the part may hold.</param>
/// <param name="Offset">How many were left out before it.</param>
public sealed record VerificationPageContract(IReadOnlyList<VerificationEntryContract> Items, long Total, int Limit, int Offset);

/// <summary>Something that happened to a verification.</summary>
/// <param name="Number">Counts from 1 within the verification.</param>
/// <param name="Type">What happened: <c>created</c>, <c>started</c>, <c>evidence_added</c>, <c>submitted</c>, <c>completed</c> …</param>
/// <param name="At">When, UTC.</param>
/// <param name="From">The state before; null at the creation.</param>
/// <param name="To">The state afterwards.</param>
/// <param name="Endpoint">The operation that was called; null when the appliance acted by itself.</param>
public sealed record VerificationEventContract(int Number, string Type, DateTimeOffset At, string? From, string To, string? Endpoint);

/// <summary>The history of a verification.</summary>
/// <param name="Items">What happened, oldest first.</param>
public sealed record VerificationHistoryContract(IReadOnlyList<VerificationEventContract> Items);

/// <summary>A webhook of a verification and how far its delivery has come.</summary>
/// <param name="Id">The notification's id, the same on every delivery.</param>
/// <param name="Event">The event, as its API names it.</param>
/// <param name="Url">Where it goes.</param>
/// <param name="State"><c>pending</c>, <c>delivered</c> or <c>dead</c>.</param>
/// <param name="NextAttemptAt">When the next try is due; null unless pending.</param>
/// <param name="Attempts">The tries, oldest first.</param>
public sealed record NotificationContract(
    string Id, string Event, string Url, string State, DateTimeOffset? NextAttemptAt, IReadOnlyList<DeliveryContract> Attempts);

/// <summary>A try to deliver a webhook.</summary>
/// <param name="Number">Counts from 1.</param>
/// <param name="At">When it began, UTC.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Status">The answer's status, or null when there was none.</param>
/// <param name="Fault">What went wrong; null on success.</param>
public sealed record DeliveryContract(int Number, DateTimeOffset At, double Milliseconds, int? Status, string? Fault);

/// <summary>The webhooks of a verification.</summary>
/// <param name="Items">The webhooks, oldest first.</param>
public sealed record NotificationsContract(IReadOnlyList<NotificationContract> Items);

/// <summary>How many webhooks were made due again.</summary>
/// <param name="Count">How many.</param>
public sealed record ResentContract(int Count);

/// <summary>A decision of a person about a completed verification.</summary>
/// <param name="Decision"><c>approved</c>, <c>declined</c> or <c>review</c>.</param>
/// <param name="Comment">Why, or null.</param>
public sealed record ReviewContract([property: JsonRequired] string Decision, string? Comment);

/// <summary>What a file is.</summary>
/// <param name="MediaType">Its media type, by its content.</param>
public sealed record MediaContract(string MediaType);

/// <summary>What the caller says of the person to be verified.</summary>
/// <param name="Name">The full name.</param>
/// <param name="BirthDate">The date of birth.</param>
public sealed record ExpectedPerson(string? Name, DateOnly? BirthDate);
