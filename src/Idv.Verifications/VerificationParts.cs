namespace Idv.Verifications;

/// <summary>The applicant's answer to being asked for consent.</summary>
/// <param name="Given">Whether consent was given.</param>
/// <param name="At">When the applicant answered.</param>
/// <param name="TextVersion">The version of the text that the applicant saw.</param>
public sealed record Consent(bool Given, DateTimeOffset At, string? TextVersion = null);

/// <summary>One sitting of the applicant before the camera.</summary>
/// <param name="Number">Counts from 1.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="Context">With what and from where.</param>
public sealed record Attempt(int Number, DateTimeOffset StartedAt, ClientContext Context);

/// <summary>Why a verification was given up.</summary>
/// <param name="Code">A stable code, one of <see cref="AbortReasons"/> or the facade's own.</param>
/// <param name="Detail">More for people, or null.</param>
public sealed record AbortReason(string Code, string? Detail = null);

/// <summary>Codes of reasons why an applicant gives up.</summary>
public static class AbortReasons
{
    /// <summary>The applicant refused consent or the whole thing.</summary>
    public const string Refusal = "refusal";

    /// <summary>The applicant had no document at hand.</summary>
    public const string NoDocument = "no_document";

    /// <summary>The applicant wanted to do it later.</summary>
    public const string Later = "verify_later";

    /// <summary>The device, the browser or the network failed; the detail says which.</summary>
    public const string TechnicalError = "error";

    /// <summary>The tenant cancelled it.</summary>
    public const string Cancelled = "cancelled";
}

/// <summary>What a person who reviewed a completed verification decided.</summary>
/// <param name="Decision">The decision that replaces the report's.</param>
/// <param name="Reviewer">Who decided: a credential's name, not a person's.</param>
/// <param name="At">When.</param>
/// <param name="Comment">The reason, or null.</param>
public sealed record Review(Reports.Decision Decision, string Reviewer, DateTimeOffset At, string? Comment = null);

/// <summary>One thing that happened to a verification. Events are only ever added, until the verification is erased.</summary>
public sealed record VerificationEvent
{
    /// <summary>What happened, one of <see cref="VerificationEvents"/>.</summary>
    public required string Type { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The state before; null at the creation.</summary>
    public VerificationState? From { get; init; }

    /// <summary>The state afterwards.</summary>
    public required VerificationState To { get; init; }

    /// <summary>The operation that was called, or null when we acted by ourselves.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Counts from 1 within the verification; given by the store.</summary>
    public int Number { get; init; }
}

/// <summary>The types of events.</summary>
public static class VerificationEvents
{
    /// <summary>The verification was asked for.</summary>
    public const string Created = "created";

    /// <summary>The applicant began.</summary>
    public const string Started = "started";

    /// <summary>The applicant began again.</summary>
    public const string AttemptStarted = "attempt_started";

    /// <summary>Consent was given or refused.</summary>
    public const string ConsentRecorded = "consent_recorded";

    /// <summary>A picture or video arrived.</summary>
    public const string EvidenceAdded = "evidence_added";

    /// <summary>Details other than evidence changed: form, metadata, document type.</summary>
    public const string DetailsChanged = "details_changed";

    /// <summary>All evidence is there; examination may begin.</summary>
    public const string Submitted = "submitted";

    /// <summary>A report stands.</summary>
    public const string Completed = "completed";

    /// <summary>A person changed the decision.</summary>
    public const string Reviewed = "reviewed";

    /// <summary>It was given up.</summary>
    public const string Aborted = "aborted";

    /// <summary>It was not finished in time.</summary>
    public const string Expired = "expired";

    /// <summary>Everything personal was removed.</summary>
    public const string Anonymized = "anonymized";
}
