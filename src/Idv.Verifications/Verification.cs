using Idv.Verifications.People;
using Idv.Verifications.Reports;

namespace Idv.Verifications;

/// <summary>
/// Someone is asked to prove who they are: what was asked, what arrived, what was found and what was decided. A value; every change makes a new one
/// and goes through <see cref="VerificationLifecycle"/>, which persists it with its events and webhooks in one transaction.
/// </summary>
public sealed record Verification
{
    /// <summary>The name of this verification; ordered by time (UUID version 7).</summary>
    public required Guid Id { get; init; }

    /// <summary>The tenant that asked.</summary>
    public required string TenantId { get; init; }

    /// <summary>What was asked.</summary>
    public required VerificationKind Kind { get; init; }

    /// <summary>The facade whose words the tenant speaks.</summary>
    public required string Facade { get; init; }

    /// <summary>Where it stands.</summary>
    public VerificationState State { get; init; }

    /// <summary>Counts the changes from 1; guards against two changes at once.</summary>
    public int Revision { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When anything last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When the state last changed.</summary>
    public DateTimeOffset StateChangedAt { get; init; }

    /// <summary>When the applicant first began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When the evidence was complete.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>When it was completed, aborted or expired.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>When it expires unless it was submitted before.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The policy version that judges it.</summary>
    public required Guid PolicyId { get; init; }

    /// <summary>The client of the tenant that asked (Vult's client id), or null.</summary>
    public string? ClientId { get; init; }

    /// <summary>The tenant's own name for the applicant (external user id, MobbID's user id), or null.</summary>
    public string? ExternalUserId { get; init; }

    /// <summary>The identity that a face authentication is against, or null.</summary>
    public Guid? SubjectIdentityId { get; init; }

    /// <summary>The identity that this verification enrolled or that it matched, or null.</summary>
    public Guid? IdentityId { get; init; }

    /// <summary>What the tenant already knows about the applicant, or null.</summary>
    public PersonalData? ReferenceData { get; init; }

    /// <summary>What the applicant confirmed in the form, or null.</summary>
    public PersonalData? Form { get; init; }

    /// <summary>The applicant's consent, or null when not asked yet.</summary>
    public Consent? Consent { get; init; }

    /// <summary>The type of document that the applicant said they would show.</summary>
    public DocumentType DeclaredDocumentType { get; init; }

    /// <summary>Liveness for this verification, where it differs from the policy's.</summary>
    public LivenessMode? Liveness { get; init; }

    /// <summary>Where the tenant wants to be told, or null for the tenant's own endpoints.</summary>
    public string? WebhookUrl { get; init; }

    /// <summary>Where the applicant goes afterwards, or null.</summary>
    public string? RedirectUrl { get; init; }

    /// <summary>The tenant's own labels; they survive anonymization, so they should name no person.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>The facade's own settings and values for this verification, kept and given back (JSON text by name).</summary>
    public IReadOnlyDictionary<string, string> FacadeSettings { get; init; } = new Dictionary<string, string>();

    /// <summary>What the capturing device told (SDK metadata), JSON text; or null. It does not survive anonymization.</summary>
    public string? DeviceMetadata { get; init; }

    /// <summary>The sittings, oldest first.</summary>
    public IReadOnlyList<Attempt> Attempts { get; init; } = [];

    /// <summary>The evidence, oldest first.</summary>
    public IReadOnlyList<Evidence> Evidence { get; init; } = [];

    /// <summary>Why it was given up, or null.</summary>
    public AbortReason? AbortReason { get; init; }

    /// <summary>What was found, once completed.</summary>
    public VerificationReport? Report { get; init; }

    /// <summary>What a reviewer decided, or null.</summary>
    public Review? Review { get; init; }

    /// <summary>The scripted outcome in mock mode, or null.</summary>
    public string? Scenario { get; init; }

    /// <summary>The decision that stands: the reviewer's, else the report's, else null.</summary>
    public Decision? Decision => Review?.Decision ?? Report?.Decision;

    /// <summary>The latest evidence of a role, or null.</summary>
    public Evidence? Latest(EvidenceRole role) => Evidence.LastOrDefault(evidence => evidence.Role == role);

    /// <summary>
    /// The evidence that an examination looks at: that of the last attempt, and of earlier ones only for roles that the last one lacks. Oldest first.
    /// </summary>
    public IReadOnlyList<Evidence> EvidenceToExamine()
    {
        var lastAttempts = Evidence.GroupBy(evidence => evidence.Role).ToDictionary(group => group.Key, group => group.Max(evidence => evidence.Attempt));
        return [.. Evidence.Where(evidence => evidence.Attempt == lastAttempts[evidence.Role])];
    }

    /// <summary>This verification in another state.</summary>
    /// <exception cref="IllegalTransitionException">The state machine does not lead there.</exception>
    public Verification Enter(VerificationState state, DateTimeOffset now)
    {
        if (!VerificationTransitions.IsAllowed(State, state))
        {
            throw new IllegalTransitionException(Id, State, $"go to {state}");
        }

        return this with
        {
            State = state,
            StateChangedAt = now,
            UpdatedAt = now,
            StartedAt = state == VerificationState.Started ? now : StartedAt,
            SubmittedAt = state == VerificationState.Processing ? now : SubmittedAt,
            EndedAt = state is VerificationState.Completed or VerificationState.Aborted or VerificationState.Expired ? now : EndedAt,
        };
    }

    /// <summary>
    /// This verification without anything personal: reference data, form, evidence, contexts, what documents said, templates and the names that
    /// lead to a person are gone; state, times, checks with their scores, decision and metadata remain.
    /// </summary>
    /// <exception cref="IllegalTransitionException">It has not ended yet, or is anonymized already.</exception>
    public Verification Anonymize(DateTimeOffset now) => Enter(VerificationState.Anonymized, now) with
    {
        ExternalUserId = null,
        SubjectIdentityId = null,
        IdentityId = null,
        ReferenceData = null,
        Form = null,
        DeviceMetadata = null,
        WebhookUrl = null,
        RedirectUrl = null,
        FacadeSettings = new Dictionary<string, string>(),
        Attempts = [.. Attempts.Select(attempt => attempt with { Context = ClientContext.Unknown })],
        Evidence = [],
        AbortReason = AbortReason is null ? null : AbortReason with { Detail = null },
        Review = Review is null ? null : Review with { Comment = null },
        Report = Report is null ? null : Report with
        {
            EngineReport = null,
            Documents = [.. Report.Documents.Select(document => document with { Fields = [] })],
            Faces = [.. Report.Faces.Select(face => face with { Template = null })],
        },
    };
}
