using Idv.Verifications.Comparisons;
using Idv.Verifications.Notifications;
using Idv.Verifications.People;
using Idv.Verifications.Policies;
using Idv.Verifications.Reports;
using Idv.Verifications.Stores;

namespace Idv.Verifications;

/// <summary>The stores that a lifecycle works on.</summary>
/// <param name="Verifications">The verifications.</param>
/// <param name="Identities">The identities.</param>
/// <param name="Policies">The policies.</param>
/// <param name="Tenants">The tenants.</param>
/// <param name="Blobs">The pictures and videos.</param>
public sealed record VerificationStores(
    IVerificationStore Verifications, IIdentityStore Identities, IPolicyStore Policies, ITenantStore Tenants, IBlobStore Blobs);

/// <summary>
/// Takes verifications from the request to the decision and on to oblivion. Every method checks the state machine, keeps the change with its
/// events and webhooks in one transaction, and tries again by itself when somebody else changed the verification at the same time.
/// Thread-safe.
/// </summary>
/// <param name="stores">Where everything is kept.</param>
/// <param name="formats">The facades' webhooks.</param>
/// <param name="sanctions">The operator's sanctions list, or null when there is none.</param>
/// <param name="clock">The time.</param>
public sealed class VerificationLifecycle(
    VerificationStores stores, IEnumerable<INotificationFormat> formats, SanctionsList? sanctions, TimeProvider clock)
{
    private const int MostConflicts = 8;
    private readonly INotificationFormat[] _formats = [.. formats];

    /// <summary>
    /// Called with tenant and identity after an identity was saved, and after it may have been forgotten with a verification: whoever keeps something
    /// derived of identities looks it up in the store again.
    /// </summary>
    public Func<string, Guid, CancellationToken, Task>? IdentityChanged { get; init; }

    /// <summary>Asks for a verification.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="key">The caller's name for the request: repeating it returns the first answer.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="NotFoundException">The tenant or the subject does not exist.</exception>
    /// <exception cref="IdempotencyConflictException">The key was used for another request.</exception>
    public Task<Verification> CreateAsync(NewVerification request, IdempotencyKey? key, CancellationToken cancellation) =>
        InsertAsync(request, evidence: null, key, cancellation);

    /// <summary>
    /// Asks for a verification whose evidence is already there, and submits it, in one transaction: what a synchronous call needs.
    /// </summary>
    /// <exception cref="EvidenceMissingException">The policy requires more evidence.</exception>
    public Task<Verification> CreateSubmittedAsync(
        NewVerification request, IReadOnlyList<NewEvidence> evidence, IdempotencyKey? key, CancellationToken cancellation) =>
        InsertAsync(request, evidence, key, cancellation);

    /// <summary>A verification of this tenant.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    public async Task<Verification> GetAsync(string tenantId, Guid id, CancellationToken cancellation) =>
        await stores.Verifications.FindAsync(tenantId, id, cancellation) ?? throw new NotFoundException("verification", id.ToString());

    /// <summary>The applicant begins, or begins again: a new attempt.</summary>
    public Task<Verification> StartAsync(string tenantId, Guid id, ClientContext context, CancellationToken cancellation) =>
        ChangeAsync(tenantId, id, (before, now) => Start(before, context, now), cancellation);

    /// <summary>The applicant gives or refuses consent. A refusal leaves the verification open; the caller may abort it.</summary>
    public Task<Verification> RecordConsentAsync(
        string tenantId, Guid id, bool given, string? textVersion, ClientContext context, CancellationToken cancellation) =>
        ChangeAsync(
            tenantId,
            id,
            (before, now) =>
            {
                RequireOpen(before, "take consent");
                var after = before with { Consent = new Consent(given, now, textVersion), UpdatedAt = now };
                return new Step(after, [Event(VerificationEvents.ConsentRecorded, before, after, now, context.Endpoint)]);
            },
            cancellation);

    /// <summary>Form, device metadata, declared document type and settings arrive or change.</summary>
    public Task<Verification> ChangeDetailsAsync(
        string tenantId, Guid id, DetailsChange change, ClientContext context, CancellationToken cancellation) =>
        ChangeAsync(
            tenantId,
            id,
            (before, now) =>
            {
                RequireOpen(before, "change");
                var after = before with
                {
                    Form = change.Form ?? before.Form,
                    DeclaredDocumentType = change.DeclaredDocumentType ?? before.DeclaredDocumentType,
                    DeviceMetadata = change.DeviceMetadata ?? before.DeviceMetadata,
                    FacadeSettings = Merge(before.FacadeSettings, change.FacadeSettings),
                    Metadata = Merge(before.Metadata, change.Metadata),
                    UpdatedAt = now,
                };
                return new Step(after, [Event(VerificationEvents.DetailsChanged, before, after, now, context.Endpoint)]);
            },
            cancellation);

    /// <summary>A picture or video arrives; the verification starts by it if it had not. Earlier evidence of the same role stays for the history.</summary>
    /// <exception cref="IllegalTransitionException">The evidence is complete already, or the verification has ended.</exception>
    public async Task<Verification> AddEvidenceAsync(string tenantId, Guid id, NewEvidence evidence, CancellationToken cancellation)
    {
        // Refuse before the bytes are written: a blob for a closed verification would only be swept away again.
        RequireOpen(await GetAsync(tenantId, id, cancellation), "take evidence");
        var blob = await stores.Blobs.WriteAsync(tenantId, evidence.MediaType, evidence.Bytes, cancellation);
        return await ChangeAsync(
            tenantId,
            id,
            (before, now) =>
            {
                RequireOpen(before, "take evidence");
                var started = before.State == VerificationState.Created ? Start(before, evidence.Context, now) : new Step(before, []);
                var after = Attach(started.After, evidence, blob, now);
                return new Step(after, [.. started.Events, Event(VerificationEvents.EvidenceAdded, started.After, after, now, evidence.Context.Endpoint)])
                {
                    AddedBlobs = [blob],
                };
            },
            cancellation);
    }

    /// <summary>
    /// The evidence is complete: the verification waits for examination from now on, and survives a restart. Use
    /// <see cref="Processing.VerificationProcessor.SubmitAsync"/> where back-pressure is wanted.
    /// </summary>
    /// <exception cref="EvidenceMissingException">The policy requires more.</exception>
    public async Task<Verification> SubmitAsync(string tenantId, Guid id, ClientContext context, CancellationToken cancellation)
    {
        var current = await GetAsync(tenantId, id, cancellation);
        var policy = await PolicyAsync(current, cancellation);
        return await ChangeAsync(tenantId, id, (before, now) => Submit(before, policy, context, now), cancellation);
    }

    /// <summary>What an engine found becomes the report; data are compared, the policy judges, and an approved applicant is enrolled.</summary>
    public async Task<Verification> CompleteAsync(string tenantId, Guid id, Examination examination, CancellationToken cancellation)
    {
        var current = await GetAsync(tenantId, id, cancellation);
        var policy = await PolicyAsync(current, cancellation);
        var blobs = new List<(DerivedEvidence Evidence, StoredBlob Blob)>();
        foreach (var derived in examination.DerivedEvidence)
        {
            blobs.Add((derived, await stores.Blobs.WriteAsync(tenantId, derived.MediaType, derived.Bytes, cancellation)));
        }

        var known = await FindEnrolledAsync(current, cancellation);
        return await ChangeAsync(
            tenantId,
            id,
            (before, now) =>
            {
                var report = Report(before, examination, policy, now);
                var after = before.Enter(VerificationState.Completed, now) with
                {
                    Evidence = [.. before.Evidence, .. blobs.Select(pair => Record(pair.Evidence, pair.Blob, before, now))],
                };
                var identity = Enrolment.Of(after with { Report = report }, known, now);
                after = after with
                {
                    IdentityId = identity?.Id ?? (report.Decision == Decision.Approved ? before.SubjectIdentityId : null),
                    // The template lives on in the identity alone.
                    Report = report with { Faces = [.. report.Faces.Select(face => face with { Template = null })] },
                };
                return new Step(after, [Event(VerificationEvents.Completed, before, after, now, null)])
                {
                    AddedBlobs = [.. blobs.Select(pair => pair.Blob)],
                    SavedIdentity = identity,

                    // A declined attempt is not remembered: whoever shows somebody's number with another portrait must not lock the holder out.
                    Seen = report.Decision == Decision.Declined ? null : examination.Seen,
                };
            },
            cancellation);
    }

    /// <summary>Examination could not be finished: the verification is completed, undecided, for review.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="id">The verification.</param>
    /// <param name="reason">A stable code: "time_limit_exceeded", "engine_fault", "evidence_damaged".</param>
    /// <param name="cancellation">Stops waiting.</param>
    public Task<Verification> CompleteUndecidedAsync(string tenantId, Guid id, string reason, CancellationToken cancellation) =>
        CompleteAsync(tenantId, id, new Examination { FaceComparisons = [Undecided(reason)] }, cancellation);

    /// <summary>A person's decision replaces the report's.</summary>
    public Task<Verification> ReviewAsync(
        string tenantId, Guid id, Decision decision, string reviewer, string? comment, CancellationToken cancellation) =>
        ChangeAsync(
            tenantId,
            id,
            (before, now) =>
            {
                if (before.State != VerificationState.Completed)
                {
                    throw new IllegalTransitionException(id, before.State, "be reviewed");
                }

                var after = before with { Review = new Review(decision, reviewer, now, comment), UpdatedAt = now };
                return new Step(after, [Event(VerificationEvents.Reviewed, before, after, now, null)]);
            },
            cancellation);

    /// <summary>The applicant or the tenant gives up.</summary>
    public Task<Verification> AbortAsync(string tenantId, Guid id, AbortReason reason, ClientContext context, CancellationToken cancellation) =>
        ChangeAsync(
            tenantId,
            id,
            (before, now) =>
            {
                var after = before.Enter(VerificationState.Aborted, now) with { AbortReason = reason };
                return new Step(after, [Event(VerificationEvents.Aborted, before, after, now, context.Endpoint)]);
            },
            cancellation);

    /// <summary>Expires what was not submitted in time, and forgets face sessions whose time is over altogether.</summary>
    /// <returns>How many.</returns>
    public async Task<int> ExpireOverdueAsync(int limit, CancellationToken cancellation)
    {
        var overdue = await stores.Verifications.FindOverdueAsync(clock.GetUtcNow(), limit, cancellation);
        var expired = 0;
        foreach (var (tenantId, id) in overdue)
        {
            try
            {
                var verification = await GetAsync(tenantId, id, cancellation);
                await (verification.Kind == VerificationKind.FaceSession
                    ? EraseAsync(tenantId, id, cancellation)
                    : ExpireAsync(tenantId, id, cancellation));
                expired++;
            }
            catch (RefusedException)
            {
                // It was submitted, aborted or erased in the meantime; that wins.
            }
        }

        return expired;
    }

    /// <summary>Expires a verification now, whether or not its time has come (a scripted outcome, a tenant's wish).</summary>
    public Task<Verification> ExpireAsync(string tenantId, Guid id, CancellationToken cancellation) =>
        ChangeAsync(tenantId, id, Expire, cancellation, expiresOverdue: false);

    /// <summary>Removes everything personal; scores and metadata stay.</summary>
    public async Task<Verification> AnonymizeAsync(string tenantId, Guid id, CancellationToken cancellation)
    {
        var verification = await AnonymizeInBulkAsync(tenantId, id, cancellation);
        await stores.Verifications.ReclaimAsync(cancellation);
        return verification;
    }

    /// <summary>Forgets a verification altogether, in any state.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    public async Task EraseAsync(string tenantId, Guid id, CancellationToken cancellation)
    {
        var identity = IdentityChanged is null ? null : (await stores.Verifications.FindAsync(tenantId, id, cancellation))?.IdentityId;
        if (!await stores.Verifications.EraseAsync(tenantId, id, cancellation))
        {
            throw new NotFoundException("verification", id.ToString());
        }

        await stores.Verifications.ReclaimAsync(cancellation);
        await TellOfIdentityAsync(tenantId, identity, cancellation);
    }

    /// <summary>The policy version that judges a verification.</summary>
    public async Task<Policy> PolicyAsync(Verification verification, CancellationToken cancellation) =>
        await stores.Policies.FindAsync(verification.TenantId, verification.PolicyId, cancellation)
            ?? throw new NotFoundException("policy", verification.PolicyId.ToString());

    /// <summary>Anonymizes and leaves it to the caller to reclaim the space, once for many.</summary>
    internal Task<Verification> AnonymizeInBulkAsync(string tenantId, Guid id, CancellationToken cancellation) => ChangeAsync(
        tenantId,
        id,
        (before, now) =>
        {
            var after = before.Anonymize(now);
            return new Step(after, [Event(VerificationEvents.Anonymized, before, after, now, null)]) { RemovesPersonalData = true };
        },
        cancellation);

    private static FaceComparison Undecided(string reason) =>
        new(Check.Undecided(CheckCodes.ExaminationCompleted, reason), null, null, null, null);

    private static void RequireOpen(Verification verification, string attempted)
    {
        if (verification.State is not (VerificationState.Created or VerificationState.Started))
        {
            throw new IllegalTransitionException(verification.Id, verification.State, attempted);
        }
    }

    private static Step Start(Verification before, ClientContext context, DateTimeOffset now)
    {
        RequireOpen(before, "start");
        var isFirst = before.State == VerificationState.Created;
        var after = isFirst ? before.Enter(VerificationState.Started, now) : before with { UpdatedAt = now };
        after = after with { Attempts = [.. before.Attempts, new Attempt(before.Attempts.Count + 1, now, context)] };
        return new Step(after, [Event(isFirst ? VerificationEvents.Started : VerificationEvents.AttemptStarted, before, after, now, context.Endpoint)]);
    }

    private static Step Submit(Verification before, Policy policy, ClientContext context, DateTimeOffset now)
    {
        // What a policy requires is required of documents and their holders; a face alone is never asked for a document.
        EvidenceRole[] missing = before.Kind == VerificationKind.DocumentAndFace
            ? [.. policy.RequiredEvidence.Where(role => before.Latest(role) is null)]
            : [];
        var after = before.Enter(VerificationState.Processing, now);
        return missing.Length > 0
            ? throw new EvidenceMissingException(missing)
            : new Step(after, [Event(VerificationEvents.Submitted, before, after, now, context.Endpoint)]);
    }

    private static Step Expire(Verification before, DateTimeOffset now)
    {
        var after = before.Enter(VerificationState.Expired, now);
        return new Step(after, [Event(VerificationEvents.Expired, before, after, now, null)]);
    }

    private static Verification Attach(Verification verification, NewEvidence evidence, StoredBlob blob, DateTimeOffset now) => verification with
    {
        UpdatedAt = now,
        Evidence =
        [
            .. verification.Evidence,
            new Evidence
            {
                Id = Guid.CreateVersion7(now),
                Role = evidence.Role,
                BlobId = blob.Id,
                MediaType = blob.MediaType,
                Length = blob.Length,
                ReceivedAt = now,
                Source = evidence.Source,
                Attempt = verification.Attempts.Count,
                Context = evidence.Context,
            },
        ],
    };

    private static Evidence Record(DerivedEvidence derived, StoredBlob blob, Verification verification, DateTimeOffset now) => new()
    {
        Id = derived.Id,
        Role = derived.Role,
        BlobId = blob.Id,
        MediaType = blob.MediaType,
        Length = blob.Length,
        ReceivedAt = now,
        Source = EvidenceSource.Engine,
        Attempt = verification.Attempts.Count,
    };

    private static VerificationEvent Event(string type, Verification before, Verification after, DateTimeOffset now, string? endpoint) =>
        new() { Type = type, At = now, From = before.State, To = after.State, Endpoint = endpoint };

    private static IReadOnlyDictionary<string, string> Merge(
        IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string>? change)
    {
        if (change is null)
        {
            return before;
        }

        var merged = new Dictionary<string, string>(before);
        foreach (var (name, value) in change)
        {
            merged[name] = value;
        }

        return merged;
    }

    private VerificationReport Report(Verification verification, Examination examination, Policy policy, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var report = new VerificationReport
        {
            Decision = Decision.Review,
            PolicyId = policy.Id,
            PolicyVersion = policy.Version,
            At = now,
            Documents = [.. examination.Documents.Select(document => DocumentPolicyChecks.Complete(document, policy, today))],
            Faces = examination.Faces,
            FaceComparisons = examination.FaceComparisons,
            Models = examination.Models,
            EngineReport = examination.EngineReport,
            DataChecks = DataChecks.Of(verification, examination, policy, sanctions, today),
        };
        var judgement = Judgement.Of(report.AllChecks(), policy);
        return report with { Decision = judgement.Decision, Score = judgement.Score };
    }

    private async Task<Identity?> FindEnrolledAsync(Verification verification, CancellationToken cancellation) =>
        verification.SubjectIdentityId is { } subject ? await stores.Identities.FindAsync(verification.TenantId, subject, cancellation)
        : verification.ExternalUserId is { } name ? await stores.Identities.FindByExternalIdAsync(verification.TenantId, name, cancellation)
        : null;

    private async Task<Verification> InsertAsync(
        NewVerification request, IReadOnlyList<NewEvidence>? evidence, IdempotencyKey? key, CancellationToken cancellation)
    {
        if (key is not null && await stores.Verifications.FindByKeyAsync(request.TenantId, key, cancellation) is { } replayed)
        {
            return replayed;
        }

        if (request.SubjectIdentityId is { } subject && await stores.Identities.FindAsync(request.TenantId, subject, cancellation) is null)
        {
            throw new NotFoundException("identity", subject.ToString());
        }

        var now = Now();
        var policy = await ChoosePolicyAsync(request, now, cancellation);
        var created = Draft(request, policy, now);
        var events = new List<VerificationEvent>
        {
            new() { Type = VerificationEvents.Created, At = now, To = VerificationState.Created, Endpoint = request.Context.Endpoint },
        };
        var stages = new List<Verification> { created };
        var blobs = new List<StoredBlob>();
        if (evidence is not null)
        {
            void Take(Step step)
            {
                events.AddRange(step.Events);
                stages.AddRange(step.Events.Select(_ => step.After));
            }

            Take(Start(created, request.Context, now));
            foreach (var item in evidence)
            {
                var blob = await stores.Blobs.WriteAsync(request.TenantId, item.MediaType, item.Bytes, cancellation);
                blobs.Add(blob);
                var after = Attach(stages[^1], item, blob, now);
                Take(new Step(after, [Event(VerificationEvents.EvidenceAdded, stages[^1], after, now, item.Context.Endpoint)]));
            }

            Take(Submit(stages[^1], policy, request.Context, now));
        }

        var change = new VerificationChange
        {
            After = stages[^1] with { Revision = 1 },
            ExpectedRevision = 0,
            Events = events,
            Notifications = await ComposeAsync(stages, events, cancellation),
            AddedBlobs = blobs,
            IdempotencyKey = key,
        };
        try
        {
            await stores.Verifications.CommitAsync(change, cancellation);
            return change.After;
        }
        catch (ConcurrentChangeException) when (key is not null)
        {
            // The same request arrived twice at once and the other one was first.
            return await stores.Verifications.FindByKeyAsync(request.TenantId, key, cancellation)
                ?? throw new ConcurrentChangeException(change.After.Id);
        }
    }

    private static Verification Draft(NewVerification request, Policy policy, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        TenantId = request.TenantId,
        Kind = request.Kind,
        Facade = request.Facade,
        CreatedAt = now,
        UpdatedAt = now,
        StateChangedAt = now,
        ExpiresAt = now + request.Lifetime,
        PolicyId = policy.Id,
        ClientId = request.ClientId,
        ExternalUserId = request.ExternalUserId,
        SubjectIdentityId = request.SubjectIdentityId,
        ReferenceData = request.ReferenceData,
        DeclaredDocumentType = request.DeclaredDocumentType,
        Liveness = request.Liveness,
        WebhookUrl = request.WebhookUrl,
        RedirectUrl = request.RedirectUrl,
        Metadata = request.Metadata,
        FacadeSettings = request.FacadeSettings,
        Scenario = request.Scenario,
    };

    private async Task<Policy> ChoosePolicyAsync(NewVerification request, DateTimeOffset now, CancellationToken cancellation)
    {
        var policy = request.PolicyScope.Length > 0 ? await stores.Policies.LatestAsync(request.TenantId, request.PolicyScope, cancellation) : null;
        return policy
            ?? await stores.Policies.LatestAsync(request.TenantId, "", cancellation)
            ?? await stores.Policies.SaveAsync(
                new Policy { Id = Guid.CreateVersion7(now), TenantId = request.TenantId, CreatedAt = now }, cancellation);
    }

    private async Task<IReadOnlyList<Notification>> ComposeAsync(
        IReadOnlyList<Verification> stages, IReadOnlyList<VerificationEvent> events, CancellationToken cancellation)
    {
        if (_formats.Length == 0 || events.Count == 0)
        {
            return [];
        }

        var tenantId = stages[0].TenantId;
        var tenant = await stores.Tenants.FindAsync(tenantId, cancellation) ?? throw new NotFoundException("tenant", tenantId);
        return
        [
            .. from pair in events.Zip(stages)
               from format in _formats
               from draft in format.Compose(pair.Second, pair.First, tenant)
               select new Notification
               {
                   Id = Guid.CreateVersion7(pair.First.At),
                   TenantId = tenantId,
                   Facade = format.Facade,
                   VerificationId = pair.Second.Id,
                   Event = draft.Event,
                   Url = draft.Url,
                   Body = draft.Body,
                   ContentType = draft.ContentType,
                   CreatedAt = pair.First.At,
               },
        ];
    }

    private async Task<Verification> ChangeAsync(
        string tenantId, Guid id, Func<Verification, DateTimeOffset, Step> apply, CancellationToken cancellation, bool expiresOverdue = true)
    {
        for (var conflicts = 0; ; conflicts++)
        {
            var before = await GetAsync(tenantId, id, cancellation);
            var now = Now();
            var isOverdue = expiresOverdue && now >= before.ExpiresAt
                && before.State is VerificationState.Created or VerificationState.Started;
            if (isOverdue && before.Kind == VerificationKind.FaceSession)
            {
                await EraseAsync(tenantId, id, cancellation);
                throw new NotFoundException("face session", id.ToString());
            }

            var step = isOverdue ? Expire(before, now) : apply(before, now);
            var change = new VerificationChange
            {
                After = step.After with { Revision = before.Revision + 1 },
                ExpectedRevision = before.Revision,
                Events = step.Events,
                Notifications = await ComposeAsync([.. step.Events.Select(_ => step.After)], step.Events, cancellation),
                AddedBlobs = step.AddedBlobs,
                RemovesPersonalData = step.RemovesPersonalData,
                SavedIdentity = step.SavedIdentity,
                Seen = step.Seen,
            };
            try
            {
                await stores.Verifications.CommitAsync(change, cancellation);
            }
            catch (ConcurrentChangeException) when (conflicts < MostConflicts)
            {
                continue;
            }

            await TellOfIdentityAsync(tenantId, step.SavedIdentity?.Id ?? (step.RemovesPersonalData ? before.IdentityId : null), cancellation);
            return isOverdue ? throw new IllegalTransitionException(id, VerificationState.Expired, "go on") : change.After;
        }
    }

    private Task TellOfIdentityAsync(string tenantId, Guid? identity, CancellationToken cancellation) =>
        IdentityChanged is { } tell && identity is { } id ? tell(tenantId, id, cancellation) : Task.CompletedTask;

    /// <summary>The time to the microsecond, which is what the stores keep.</summary>
    private DateTimeOffset Now()
    {
        var now = clock.GetUtcNow();
        return new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
    }

    private sealed record Step(Verification After, IReadOnlyList<VerificationEvent> Events)
    {
        public IReadOnlyList<StoredBlob> AddedBlobs { get; init; } = [];

        public bool RemovesPersonalData { get; init; }

        public Identity? SavedIdentity { get; init; }

        public SeenDocument? Seen { get; init; }
    }
}
