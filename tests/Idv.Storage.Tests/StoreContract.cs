using Idv.Verifications;
using Idv.Verifications.Notifications;
using Idv.Verifications.People;
using Idv.Verifications.Policies;
using Idv.Verifications.Reports;
using Idv.Verifications.Retention;
using Idv.Verifications.Security;
using Idv.Verifications.Stores;
using Idv.Verifications.Tenants;
using static Idv.Storage.Tests.Harness;

namespace Idv.Storage.Tests;

public sealed class SqliteStoreTests : StoreContract
{
    protected override Task<string?> DatabaseAsync() => Task.FromResult<string?>(null);
}

public sealed class PostgresStoreTests(PostgresCluster cluster) : StoreContract
{
    protected override async Task<string?> DatabaseAsync() => await cluster.CreateDatabaseAsync();
}

/// <summary>What both databases must do.</summary>
public abstract class StoreContract : IAsyncLifetime
{
    private Harness? _harness;

    private protected Harness Harness => _harness!;

    private VerificationLifecycle Lifecycle => Harness.Lifecycle;

    private IVerificationStore Verifications => Harness.Store.Stores.Verifications;

    public async ValueTask InitializeAsync() => _harness = await Harness.OpenAsync(await DatabaseAsync());

    public async ValueTask DisposeAsync()
    {
        if (_harness is not null)
        {
            await _harness.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    protected abstract Task<string?> DatabaseAsync();

    [Fact]
    public async Task A_verification_survives_a_restart_with_everything_in_it()
    {
        var completed = await Harness.CompletedAsync("user-42");

        await Harness.ReopenAsync();
        var read = await Harness.Lifecycle.GetAsync(Demo, completed.Id, Cancellation);

        Assert.Equal(RecordCodec.ToText(completed), RecordCodec.ToText(read));
        Assert.Equal("QUIXANO", read.Report!.Documents[0].Value(DocumentField.Surname));
        Assert.Equal(Decision.Approved, read.Decision);
        Assert.Equal(1, read.Report.PolicyVersion);
    }

    [Fact]
    public async Task Another_tenant_sees_nothing()
    {
        await Harness.Store.Stores.Tenants.SaveAsync(new Tenant { Id = "other" }, Cancellation);
        var completed = await Harness.CompletedAsync("user-42");

        Assert.Null(await Verifications.FindAsync("other", completed.Id, Cancellation));
        Assert.Equal(0, (await Verifications.ListAsync(new VerificationQuery { TenantId = "other" }, Cancellation)).Total);
        Assert.Empty(await Verifications.EventsAsync("other", completed.Id, Cancellation));
        Assert.False(await Verifications.EraseAsync("other", completed.Id, Cancellation));
        Assert.Null(await Harness.Store.Stores.Identities.FindAsync("other", completed.IdentityId!.Value, Cancellation));
        await Assert.ThrowsAsync<NotFoundException>(
            () => Harness.Store.Stores.Blobs.ReadAsync("other", completed.Evidence[0].BlobId, Cancellation));
    }

    [Fact]
    public async Task Each_transition_leaves_its_event_and_its_webhook_in_order()
    {
        var completed = await Harness.CompletedAsync();

        var events = await Verifications.EventsAsync(Demo, completed.Id, Cancellation);
        var outbox = await Harness.Store.Outbox.ListAsync(Demo, completed.Id, Cancellation);

        Assert.Equal(["created", "started", "evidence_added", "submitted", "completed"], events.Select(e => e.Type));
        Assert.Equal([1, 2, 3, 4, 5], events.Select(e => e.Number));
        Assert.Equal(["created", "started", "submitted", "completed"], outbox.Select(entry => entry.Notification.Event));
        Assert.Equal($"{completed.Id} Completed", System.Text.Encoding.UTF8.GetString(outbox[^1].Notification.Body.Span));
    }

    [Fact]
    public async Task A_change_whose_webhook_cannot_be_kept_is_not_kept_at_all()
    {
        var created = await Harness.CreateAsync();
        var taken = (await Harness.Store.Outbox.ListAsync(Demo, created.Id, Cancellation))[0].Notification;
        var started = created.Enter(VerificationState.Started, Harness.Clock.GetUtcNow()) with { Revision = 2 };

        await Assert.ThrowsAsync<ConcurrentChangeException>(() => Verifications.CommitAsync(
            new VerificationChange
            {
                After = started,
                ExpectedRevision = 1,
                Events = [new VerificationEvent { Type = "started", At = started.UpdatedAt, To = started.State }],
                Notifications = [taken],
            },
            Cancellation));

        Assert.Equal(VerificationState.Created, (await Lifecycle.GetAsync(Demo, created.Id, Cancellation)).State);
        Assert.Single(await Verifications.EventsAsync(Demo, created.Id, Cancellation));
    }

    [Fact]
    public async Task Of_two_changes_to_one_revision_the_second_is_refused()
    {
        var created = await Harness.CreateAsync();
        var change = new VerificationChange { After = created with { Revision = 2 }, ExpectedRevision = 1 };
        await Verifications.CommitAsync(change, Cancellation);

        await Assert.ThrowsAsync<ConcurrentChangeException>(() => Verifications.CommitAsync(change, Cancellation));
    }

    [Fact]
    public async Task Evidence_that_arrives_from_many_sides_at_once_is_all_kept()
    {
        var created = await Harness.CreateAsync();

        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Lifecycle.AddEvidenceAsync(Demo, created.Id, Picture($"picture {i}"), Cancellation)));

        var verification = await Lifecycle.GetAsync(Demo, created.Id, Cancellation);
        Assert.Equal(6, verification.Evidence.Count);
        Assert.Single(verification.Attempts);
    }

    [Fact]
    public async Task Evidence_reads_back_as_it_was_sent()
    {
        var created = await Harness.CreateAsync();
        var bytes = new byte[200_000];
        Random.Shared.NextBytes(bytes);

        var verification = await Lifecycle.AddEvidenceAsync(
            Demo, created.Id, new NewEvidence(EvidenceRole.FaceVideo, "video/webm", bytes), Cancellation);

        Assert.Equal(bytes, await Harness.Store.Stores.Blobs.ReadAsync(Demo, verification.Evidence[0].BlobId, Cancellation));
    }

    [Fact]
    public async Task Evidence_after_the_submission_is_refused_with_the_state()
    {
        var completed = await Harness.CompletedAsync();

        var refused = await Assert.ThrowsAsync<IllegalTransitionException>(
            () => Lifecycle.AddEvidenceAsync(Demo, completed.Id, Picture(), Cancellation));

        Assert.Equal(VerificationState.Completed, refused.Current);
    }

    [Fact]
    public async Task A_submission_without_required_evidence_names_what_is_missing()
    {
        await Harness.Store.Stores.Policies.SaveAsync(
            new Policy { Id = Guid.NewGuid(), TenantId = Demo, RequiredEvidence = [EvidenceRole.DocumentFront, EvidenceRole.Face] }, Cancellation);
        var created = await Harness.CreateAsync();
        await Lifecycle.AddEvidenceAsync(Demo, created.Id, Picture(), Cancellation);

        var refused = await Assert.ThrowsAsync<EvidenceMissingException>(
            () => Lifecycle.SubmitAsync(Demo, created.Id, ClientContext.Unknown, Cancellation));

        Assert.Equal([EvidenceRole.DocumentFront], refused.Roles);
        Assert.Equal(VerificationState.Started, (await Lifecycle.GetAsync(Demo, created.Id, Cancellation)).State);
    }

    [Fact]
    public async Task A_face_alone_is_never_asked_for_a_document()
    {
        await Harness.Store.Stores.Policies.SaveAsync(
            new Policy { Id = Guid.NewGuid(), TenantId = Demo, RequiredEvidence = [EvidenceRole.DocumentFront] }, Cancellation);
        var created = await Harness.CreateAsync(request => request with { Kind = VerificationKind.FaceAuthentication });
        await Lifecycle.AddEvidenceAsync(Demo, created.Id, Picture(), Cancellation);

        Assert.Equal(VerificationState.Processing, (await Lifecycle.SubmitAsync(Demo, created.Id, ClientContext.Unknown, Cancellation)).State);
    }

    [Fact]
    public async Task Whoever_follows_identities_is_told_when_one_was_saved_and_when_it_was_forgotten()
    {
        var told = new List<Guid>();
        var lifecycle = Harness.NewLifecycle((_, id, _) =>
        {
            told.Add(id);
            return Task.CompletedTask;
        });
        var created = await Harness.CreateAsync();
        await lifecycle.AddEvidenceAsync(Demo, created.Id, Picture(), Cancellation);
        await lifecycle.SubmitAsync(Demo, created.Id, ClientContext.Unknown, Cancellation);
        var identity = (await lifecycle.CompleteAsync(Demo, created.Id, Harness.Approval(Harness.Clock.GetUtcNow()), Cancellation)).IdentityId;
        await lifecycle.EraseAsync(Demo, created.Id, Cancellation);

        Assert.NotNull(identity);
        Assert.Equal([identity.Value, identity.Value], told);
        Assert.Null(await Harness.Store.Stores.Identities.FindAsync(Demo, identity.Value, Cancellation));
    }

    [Fact]
    public async Task An_expired_session_takes_nothing_any_more()
    {
        var created = await Harness.CreateAsync(request => request with { Lifetime = TimeSpan.FromMinutes(10) });
        Harness.Clock.Advance(TimeSpan.FromMinutes(11));

        var refused = await Assert.ThrowsAsync<IllegalTransitionException>(
            () => Lifecycle.AddEvidenceAsync(Demo, created.Id, Picture(), Cancellation));

        Assert.Equal(VerificationState.Expired, refused.Current);
        Assert.Equal(VerificationState.Expired, (await Lifecycle.GetAsync(Demo, created.Id, Cancellation)).State);
    }

    [Fact]
    public async Task Overdue_verifications_expire_and_tell()
    {
        var overdue = await Harness.CreateAsync(request => request with { Lifetime = TimeSpan.FromMinutes(10) });
        var later = await Harness.CreateAsync(request => request with { Lifetime = TimeSpan.FromHours(10) });
        Harness.Clock.Advance(TimeSpan.FromMinutes(11));

        Assert.Equal(1, await Lifecycle.ExpireOverdueAsync(100, Cancellation));

        Assert.Equal(VerificationState.Expired, (await Lifecycle.GetAsync(Demo, overdue.Id, Cancellation)).State);
        Assert.Equal(VerificationState.Created, (await Lifecycle.GetAsync(Demo, later.Id, Cancellation)).State);
        Assert.Equal("expired", (await Harness.Store.Outbox.ListAsync(Demo, overdue.Id, Cancellation))[^1].Notification.Event);
    }

    [Fact]
    public async Task A_face_session_is_forgotten_when_its_time_is_over()
    {
        var session = await Harness.CreateAsync(request => request with { Kind = VerificationKind.FaceSession, Lifetime = TimeSpan.FromMinutes(10) });
        await Lifecycle.AddEvidenceAsync(Demo, session.Id, Picture() with { Role = EvidenceRole.FaceReference }, Cancellation);
        var late = await Harness.CreateAsync(request => request with { Kind = VerificationKind.FaceSession, Lifetime = TimeSpan.FromMinutes(10) });
        Harness.Clock.Advance(TimeSpan.FromMinutes(11));

        await Assert.ThrowsAsync<NotFoundException>(() => Lifecycle.AddEvidenceAsync(Demo, late.Id, Picture(), Cancellation));
        Assert.Equal(1, await Lifecycle.ExpireOverdueAsync(100, Cancellation));

        Assert.Equal(0, (await Verifications.ListAsync(new VerificationQuery { TenantId = Demo }, Cancellation)).Total);
        Assert.Equal(0, (await Harness.Store.Maintenance.CheckAsync(Cancellation)).Blobs);
    }

    [Fact]
    public async Task A_repeated_request_is_answered_with_the_first_verification()
    {
        var key = new IdempotencyKey("order-7", "hash");

        var first = await Lifecycle.CreateAsync(New(), key, Cancellation);
        var second = await Lifecycle.CreateAsync(New(), key, Cancellation);

        Assert.Equal(first.Id, second.Id);
        await Assert.ThrowsAsync<IdempotencyConflictException>(
            () => Lifecycle.CreateAsync(New(), key with { RequestHash = "another" }, Cancellation));
    }

    [Fact]
    public async Task One_request_sent_eight_times_at_once_makes_one_verification()
    {
        var key = new IdempotencyKey("order-8", "hash");

        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Lifecycle.CreateAsync(New(), key, Cancellation)));

        Assert.Single(all.Select(verification => verification.Id).Distinct());
        Assert.Equal(1, (await Verifications.ListAsync(new VerificationQuery { TenantId = Demo }, Cancellation)).Total);
    }

    [Fact]
    public async Task An_approved_applicant_is_enrolled_once_and_gains_a_template_the_second_time()
    {
        var first = await Harness.CompletedAsync("user-42");
        var second = await Harness.CompletedAsync("user-42");

        var identity = await Harness.Store.Stores.Identities.FindByExternalIdAsync(Demo, "user-42", Cancellation);
        Assert.NotNull(identity);
        Assert.Equal(first.IdentityId, second.IdentityId);
        Assert.Equal([first.Id, second.Id], identity.VerificationIds);
        Assert.Equal(2, identity.Templates.Count);
        Assert.Equal(new byte[] { 1, 2, 3, 4 }, identity.Templates[0].Data.ToArray());
        Assert.Equal("QUIXANO", identity.Person.Surname);
        Assert.All(second.Report!.Faces, face => Assert.Null(face.Template));
    }

    [Fact]
    public async Task A_reviewer_can_overrule_a_completed_verification_only()
    {
        var completed = await Harness.CompletedAsync();
        var created = await Harness.CreateAsync();

        var reviewed = await Lifecycle.ReviewAsync(Demo, completed.Id, Decision.Declined, "operator", "wrong person", Cancellation);

        Assert.Equal(Decision.Declined, reviewed.Decision);
        Assert.Equal(0, (await Verifications.ListAsync(new VerificationQuery { TenantId = Demo, Approved = true }, Cancellation)).Total);
        await Assert.ThrowsAsync<IllegalTransitionException>(
            () => Lifecycle.ReviewAsync(Demo, created.Id, Decision.Approved, "operator", null, Cancellation));
    }

    [Fact]
    public async Task Lists_are_filtered_and_paged()
    {
        var ids = new List<Guid>();
        for (var i = 0; i < 5; i++)
        {
            var number = i;
            ids.Add((await Harness.CreateAsync(request => request with
            {
                ExternalUserId = $"user-{number}",
                ClientId = number % 2 == 0 ? "even" : "odd",
                Metadata = new Dictionary<string, string> { ["shop"] = number < 3 ? "north" : "south", ["n"] = $"{number}" },
            })).Id);
            Harness.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await Lifecycle.AbortAsync(Demo, ids[1], new AbortReason(AbortReasons.Refusal), ClientContext.Unknown, Cancellation);
        async Task<IReadOnlyList<int>> FindAsync(Func<VerificationQuery, VerificationQuery> with)
        {
            var page = await Verifications.ListAsync(with(new VerificationQuery { TenantId = Demo }), Cancellation);
            return [.. page.Items.Select(verification => ids.IndexOf(verification.Id))];
        }

        Assert.Equal([4, 3, 2, 1, 0], await FindAsync(query => query));
        Assert.Equal([3, 2], await FindAsync(query => query with { Skip = 1, Take = 2 }));
        Assert.Equal([1], await FindAsync(query => query with { States = [VerificationState.Aborted] }));
        Assert.Equal([3, 1], await FindAsync(query => query with { ClientIds = ["odd"] }));
        Assert.Equal([2, 0], await FindAsync(query => query with { ExternalUserIds = ["user-0", "user-2"] }));
        Assert.Equal([2, 1, 0], await FindAsync(query => query with { Metadata = new Dictionary<string, string> { ["shop"] = "north" } }));
        Assert.Equal([2], await FindAsync(query => query with { Metadata = new Dictionary<string, string> { ["shop"] = "north", ["n"] = "2" } }));
        Assert.Equal([], await FindAsync(query => query with { Kinds = [VerificationKind.FaceSession] }));
        Assert.Equal([3], await FindAsync(query => query with { SearchTerm = "user-3" }));
        Assert.Equal([2], await FindAsync(query => query with { SearchTerm = ids[2].ToString() }));
        Assert.Equal([], await FindAsync(query => query with { CreatedFrom = Harness.Clock.GetUtcNow().AddHours(1) }));
        Assert.Equal([4, 3, 2, 1, 0], await FindAsync(query => query with { CreatedBefore = Harness.Clock.GetUtcNow().AddHours(1), Facades = ["engine"] }));
    }

    [Theory]
    [InlineData("quix", true)]
    [InlineData("Alonso Quixano", true)]
    [InlineData("quíxano", true)]
    [InlineData("user-42", true)]
    [InlineData("quixote", false)]
    [InlineData("q", false)]
    [InlineData("Alonso Panza", false)]
    public async Task Sealed_names_and_external_ids_are_found_by_their_beginnings(string term, bool isFound)
    {
        await Harness.CompletedAsync("user-42");

        Assert.Equal(isFound ? 1 : 0, (await Verifications.ListAsync(new VerificationQuery { TenantId = Demo, SearchTerm = term }, Cancellation)).Total);
        Assert.Equal(
            isFound ? 1 : 0,
            (await Harness.Store.Stores.Identities.ListAsync(new IdentityQuery { TenantId = Demo, SearchTerm = term }, Cancellation)).Total);
    }

    [Fact]
    public async Task A_waiting_verification_belongs_to_one_node_until_its_lease_runs_out()
    {
        var waiting = await SubmittedAsync(Demo);
        var now = Harness.Clock.GetUtcNow();

        Assert.Equal(1, await Verifications.LeaseAsync(waiting, "a", now, now.AddMinutes(1), Cancellation));
        Assert.Equal(0, await Verifications.LeaseAsync(waiting, "b", now, now.AddMinutes(1), Cancellation));
        Assert.Empty(await Verifications.FindWaitingAsync(now, 10, Cancellation));
        Assert.Equal([waiting], await Verifications.FindWaitingAsync(now.AddMinutes(2), 10, Cancellation));
        Assert.Equal(2, await Verifications.LeaseAsync(waiting, "b", now.AddMinutes(2), now.AddMinutes(3), Cancellation));

        await Verifications.ReleaseLeasesAsync("b", Cancellation);
        Assert.Equal([waiting], await Verifications.FindWaitingAsync(now, 10, Cancellation));
    }

    [Fact]
    public async Task Waiting_verifications_of_tenants_take_turns()
    {
        await Harness.Store.Stores.Tenants.SaveAsync(new Tenant { Id = "other" }, Cancellation);
        for (var i = 0; i < 3; i++)
        {
            await SubmittedAsync(Demo);
        }

        await SubmittedAsync("other");

        var waiting = await Verifications.FindWaitingAsync(Harness.Clock.GetUtcNow(), 10, Cancellation);

        Assert.Equal([Demo, "other", Demo, Demo], waiting.Select(item => item.TenantId));
    }

    [Fact]
    public async Task Webhooks_of_one_verification_leave_one_after_the_other()
    {
        var created = await Harness.CreateAsync();
        await Lifecycle.StartAsync(Demo, created.Id, ClientContext.Unknown, Cancellation);
        var other = await Harness.CreateAsync();
        var outbox = Harness.Store.Outbox;
        var now = Harness.Clock.GetUtcNow();

        var first = await outbox.ClaimAsync(Claim("a"), now, Cancellation);
        Assert.Equal([("created", created.Id), ("created", other.Id)], first.Select(entry => (entry.Notification.Event, entry.Notification.VerificationId)));
        Assert.Empty(await outbox.ClaimAsync(Claim("b"), now, Cancellation));

        await outbox.RecordAsync(first[0].Notification.Id, Attempt(200), new DeliveryOutcome(DeliveryState.Delivered, null), Cancellation);
        var second = await outbox.ClaimAsync(Claim("b"), now, Cancellation);
        Assert.Equal("started", Assert.Single(second).Notification.Event);
    }

    [Fact]
    public async Task A_failed_delivery_is_due_again_at_its_time_and_later_ones_wait_for_it()
    {
        var created = await Harness.CreateAsync();
        await Lifecycle.StartAsync(Demo, created.Id, ClientContext.Unknown, Cancellation);
        var outbox = Harness.Store.Outbox;
        var now = Harness.Clock.GetUtcNow();
        var id = (await outbox.ClaimAsync(Claim("a"), now, Cancellation))[0].Notification.Id;

        await outbox.RecordAsync(id, Attempt(500), new DeliveryOutcome(DeliveryState.Pending, now.AddSeconds(5)), Cancellation);

        Assert.Empty(await outbox.ClaimAsync(Claim("a"), now.AddSeconds(4), Cancellation));
        var again = Assert.Single(await outbox.ClaimAsync(Claim("a"), now.AddSeconds(6), Cancellation));
        Assert.Equal((id, 1), (again.Notification.Id, again.Attempts));
    }

    [Fact]
    public async Task A_dead_letter_lets_the_next_pass_and_can_be_sent_again()
    {
        var created = await Harness.CreateAsync();
        await Lifecycle.StartAsync(Demo, created.Id, ClientContext.Unknown, Cancellation);
        var outbox = Harness.Store.Outbox;
        var now = Harness.Clock.GetUtcNow();
        var id = (await outbox.ClaimAsync(Claim("a"), now, Cancellation))[0].Notification.Id;
        await outbox.RecordAsync(id, Attempt(null, "timeout"), new DeliveryOutcome(DeliveryState.Dead, null), Cancellation);

        Assert.Equal(id, Assert.Single(await outbox.DeadLettersAsync(Demo, 10, Cancellation)).Notification.Id);
        Assert.Equal("started", Assert.Single(await outbox.ClaimAsync(Claim("a"), now, Cancellation)).Notification.Event);
        Assert.Equal("timeout", Assert.Single(await outbox.AttemptsAsync(id, Cancellation)).Fault);

        Assert.Equal(1, await outbox.ResendAsync(Demo, created.Id, deadOnly: true, now, Cancellation));
        Assert.Equal(id, Assert.Single(await outbox.ClaimAsync(Claim("a"), now, Cancellation)).Notification.Id);
    }

    [Fact]
    public async Task One_target_takes_no_more_than_its_share_and_a_busy_one_nothing()
    {
        for (var i = 0; i < 6; i++)
        {
            await Harness.CreateAsync();
        }

        await Harness.CreateAsync(request => request with { WebhookUrl = "https://other.example/b" });
        var now = Harness.Clock.GetUtcNow();

        var taken = await Harness.Store.Outbox.ClaimAsync(Claim("a"), now, Cancellation);
        Assert.Equal([1, 4], taken.GroupBy(entry => entry.Target).Select(group => group.Count()).Order());

        var busy = taken.GroupBy(entry => entry.Target).Single(group => group.Count() == 4).Key;
        Assert.Empty(await Harness.Store.Outbox.ClaimAsync(Claim("a") with { BusyTargets = [busy] }, now, Cancellation));
        Assert.Equal(2, (await Harness.Store.Outbox.ClaimAsync(Claim("a"), now, Cancellation)).Count);
    }

    [Fact]
    public async Task What_a_node_held_when_it_ended_is_given_back_at_its_restart()
    {
        await Harness.CreateAsync();
        var now = Harness.Clock.GetUtcNow();
        await Harness.Store.Outbox.ClaimAsync(Claim("a"), now, Cancellation);

        await Harness.Store.Outbox.ReleaseAsync("a", Cancellation);

        Assert.Single(await Harness.Store.Outbox.ClaimAsync(Claim("a"), now, Cancellation));
        Assert.Equal(1, await Harness.Store.Outbox.CountPendingAsync(Cancellation));
    }

    [Fact]
    public async Task Policies_are_versioned_and_old_versions_stay()
    {
        var policies = Harness.Store.Stores.Policies;
        var first = (await policies.LatestAsync(Demo, "", Cancellation))!;

        var second = await policies.SaveAsync(first with { Id = Guid.NewGuid(), ApprovalScore = 0.5 }, Cancellation);

        Assert.Equal(2, second.Version);
        Assert.Equal(0.5, (await policies.LatestAsync(Demo, "", Cancellation))!.ApprovalScore);
        Assert.Equal(0.9, (await policies.FindAsync(Demo, first.Id, Cancellation))!.ApprovalScore);
        Assert.Null(await policies.LatestAsync(Demo, "another scope", Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => policies.SaveAsync(first with { ApprovalScore = 2 }, Cancellation));
    }

    [Fact]
    public async Task Versions_saved_at_once_get_different_numbers()
    {
        var policies = Harness.Store.Stores.Policies;

        var saved = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => policies.SaveAsync(
            new Policy { Id = Guid.NewGuid(), TenantId = Demo, Scope = "s" }, Cancellation)));

        Assert.Equal([1, 2, 3, 4], saved.Select(policy => policy.Version).Order());
    }

    [Fact]
    public async Task Tenants_keep_their_hashed_credentials_and_their_rules()
    {
        var tenant = new Tenant
        {
            Id = "shop-7",
            Credentials = [new Credential("engine", "", SecretHash.Of("key", 1000))],
            Retention = new RetentionRules([new RetentionRule(VerificationState.Completed, TimeSpan.FromDays(30), RetentionAction.Anonymize)]),
            Webhooks = [new WebhookEndpoint(Guid.NewGuid(), "ubble", "main", "https://hooks.example", "whsec")],
        };
        await Harness.Store.Stores.Tenants.SaveAsync(tenant, Cancellation);

        await Harness.ReopenAsync();
        var read = await Harness.Store.Stores.Tenants.FindAsync("shop-7", Cancellation);

        Assert.True(read!.Credentials[0].Secret.Matches("key"));
        Assert.Equal(tenant.Retention.Rules, read.Retention.Rules);
        Assert.Equal("whsec", read.Webhooks[0].Secret);
        Assert.Equal(["demo", "shop-7"], (await Harness.Store.Stores.Tenants.ListAsync(Cancellation)).Select(known => known.Id));
        await Assert.ThrowsAsync<ArgumentException>(() => Harness.Store.Stores.Tenants.SaveAsync(new Tenant { Id = "Not OK" }, Cancellation));
    }

    [Fact]
    public async Task Retention_anonymizes_and_later_erases_what_is_old_enough()
    {
        await Harness.Store.Stores.Tenants.SaveAsync(
            new Tenant
            {
                Id = Demo,
                Retention = new RetentionRules(
                [
                    new RetentionRule(VerificationState.Completed, TimeSpan.FromDays(30), RetentionAction.Anonymize),
                    new RetentionRule(VerificationState.Anonymized, TimeSpan.FromDays(60), RetentionAction.Erase),
                    new RetentionRule(VerificationState.Aborted, TimeSpan.FromDays(1), RetentionAction.Erase),
                ]),
            },
            Cancellation);
        var completed = await Harness.CompletedAsync();
        var aborted = await Harness.CreateAsync();
        await Lifecycle.AbortAsync(Demo, aborted.Id, new AbortReason(AbortReasons.Later), ClientContext.Unknown, Cancellation);
        var open = await Harness.CreateAsync(request => request with { Lifetime = TimeSpan.FromDays(1000) });
        var sweep = new RetentionSweep(Lifecycle, Harness.Store.Stores, Harness.Clock);

        Assert.Equal(default, await sweep.RunOnceAsync(Cancellation));
        Harness.Clock.Advance(TimeSpan.FromDays(31));
        Assert.Equal(new RetentionResult(1, 1), await sweep.RunOnceAsync(Cancellation));
        Assert.Equal(VerificationState.Anonymized, (await Lifecycle.GetAsync(Demo, completed.Id, Cancellation)).State);
        Harness.Clock.Advance(TimeSpan.FromDays(61));
        Assert.Equal(new RetentionResult(0, 1), await sweep.RunOnceAsync(Cancellation));

        var rest = await Verifications.ListAsync(new VerificationQuery { TenantId = Demo }, Cancellation);
        Assert.Equal(open.Id, Assert.Single(rest.Items).Id);
    }

    [Fact]
    public async Task A_document_that_was_seen_is_found_by_its_number_in_other_verifications_of_the_tenant_only()
    {
        await Harness.Store.Stores.Tenants.SaveAsync(new Tenant { Id = "other" }, Cancellation);
        var first = await CompletedWithAsync(new SeenDocument("UTO/Passport/L898902C3", 0xF00D));

        Assert.Equal([0xF00DUL], await SeenAsync(Demo, "UTO/Passport/L898902C3", Guid.NewGuid()));
        Assert.Empty(await SeenAsync(Demo, "UTO/Passport/L898902C3", first));
        Assert.Empty(await SeenAsync(Demo, "UTO/Passport/L898902C4", Guid.NewGuid()));
        Assert.Empty(await SeenAsync("other", "UTO/Passport/L898902C3", Guid.NewGuid()));
    }

    [Fact]
    public async Task A_seen_document_is_forgotten_with_the_personal_data_of_its_verification()
    {
        var anonymized = await CompletedWithAsync(new SeenDocument("A/Passport/1", 1));
        var erased = await CompletedWithAsync(new SeenDocument("A/Passport/1", 2));
        Assert.Equal(2, (await SeenAsync(Demo, "A/Passport/1", Guid.NewGuid())).Count);

        await Lifecycle.AnonymizeAsync(Demo, anonymized, Cancellation);
        Assert.Equal([2UL], await SeenAsync(Demo, "A/Passport/1", Guid.NewGuid()));
        await Lifecycle.EraseAsync(Demo, erased, Cancellation);
        Assert.Empty(await SeenAsync(Demo, "A/Passport/1", Guid.NewGuid()));
    }

    [Fact]
    public async Task An_erased_tenant_leaves_nothing()
    {
        var completed = await Harness.CompletedAsync("user-42");
        var file = Assert.Single(Directory.GetFiles(Path.Combine(Harness.Options.Path, "blobs"), "*", SearchOption.AllDirectories), path => path.Contains(completed.Evidence[0].BlobId.ToString("N"), StringComparison.Ordinal));

        Assert.True(await Harness.Store.Stores.Tenants.EraseAsync(Demo, Cancellation));

        Assert.Null(await Harness.Store.Stores.Tenants.FindAsync(Demo, Cancellation));
        await Assert.ThrowsAsync<NotFoundException>(() => Harness.Store.Stores.Blobs.WriteAsync(Demo, "image/png", new byte[1], Cancellation));
        Assert.False(File.Exists(file));
        Assert.Equal(0, (await Harness.Store.Maintenance.CheckAsync(Cancellation)).Records);
    }

    [Fact]
    public async Task Identities_are_found_by_the_labels_of_their_verifications()
    {
        await Harness.CompletedAsync("user-42");
        async Task<long> CountAsync(string order) => (await Harness.Store.Stores.Identities.ListAsync(
            new IdentityQuery { TenantId = Demo, Metadata = new Dictionary<string, string> { ["order"] = order } }, Cancellation)).Total;

        Assert.Equal((1L, 0L), (await CountAsync("7"), await CountAsync("8")));
        Assert.Equal(0, (await Harness.Store.Stores.Identities.ListAsync(new IdentityQuery { TenantId = Demo, ClientIds = ["nobody"] }, Cancellation)).Total);
    }

    [Fact]
    public async Task Two_nodes_never_take_the_same_notification_or_verification()
    {
        var waiting = new List<WaitingVerification>();
        for (var i = 0; i < 10; i++)
        {
            waiting.Add(await SubmittedAsync(Demo));
        }

        var now = Harness.Clock.GetUtcNow();
        var claims = await Task.WhenAll(Enumerable.Range(0, 6).Select(node => Task.Run(
            () => Harness.Store.Outbox.ClaimAsync(Claim($"{node}") with { Limit = 4 }, now, Cancellation), Cancellation)));
        var taken = claims.SelectMany(claim => claim).Select(entry => entry.Notification.Id).ToArray();
        Assert.NotEmpty(taken);
        Assert.Equal(taken.Length, taken.Distinct().Count());

        var leases = await Task.WhenAll(waiting.SelectMany(item => Enumerable.Range(0, 3).Select(node => Task.Run(
            () => Verifications.LeaseAsync(item, $"{node}", now, now.AddMinutes(1), Cancellation), Cancellation))));
        Assert.Equal(10, leases.Count(tries => tries > 0));
    }

    [Fact]
    public async Task Identities_are_listed_walked_and_erased()
    {
        var identities = Harness.Store.Stores.Identities;
        for (var i = 0; i < 3; i++)
        {
            await identities.SaveAsync(
                new Identity { Id = Guid.CreateVersion7(), TenantId = Demo, CreatedAt = Harness.Clock.GetUtcNow().AddSeconds(i), ExternalId = $"p{i}" }, Cancellation);
        }

        var walked = new List<string?>();
        await foreach (var identity in identities.AllAsync(null, Cancellation))
        {
            walked.Add(identity.ExternalId);
        }

        Assert.Equal(["p0", "p1", "p2"], walked);
        var newest = (await identities.ListAsync(new IdentityQuery { TenantId = Demo, Take = 1 }, Cancellation)).Items[0];
        Assert.Equal("p2", newest.ExternalId);
        Assert.True(await identities.EraseAsync(Demo, newest.Id, Cancellation));
        Assert.False(await identities.EraseAsync(Demo, newest.Id, Cancellation));
        Assert.Null(await identities.FindByExternalIdAsync(Demo, "p2", Cancellation));
    }

    [Fact]
    public async Task The_audit_log_notices_a_changed_a_removed_and_a_cut_entry()
    {
        var audit = Harness.Store.Audit;
        await audit.AppendAsync([.. Enumerable.Range(0, 5).Select(i => new AuditEntry(Harness.Clock.GetUtcNow(), Demo, "key-1", "image.read", $"s{i}"))], Cancellation);
        var sound = await audit.VerifyAsync(null, Cancellation);
        Assert.Equal((5L, null), (sound.Entries, sound.BrokenAt));

        await ExecuteAsync("DELETE FROM audit_log WHERE sequence = 5");
        Assert.Null((await audit.VerifyAsync(null, Cancellation)).BrokenAt);
        Assert.NotNull((await audit.VerifyAsync(sound.Head, Cancellation)).BrokenAt);

        await ExecuteAsync("UPDATE audit_log SET actor = 'nobody' WHERE sequence = 3");
        Assert.Equal(3, (await audit.VerifyAsync(null, Cancellation)).BrokenAt);

        await ExecuteAsync("DELETE FROM audit_log WHERE sequence = 2");
        Assert.Equal(2, (await audit.VerifyAsync(null, Cancellation)).BrokenAt);
    }

    [Fact]
    public async Task Signing_keys_are_kept_until_they_verify_no_more()
    {
        var now = Harness.Clock.GetUtcNow();
        var keys = Harness.Store.SigningKeys;
        await keys.AddAsync(new SigningKey("old", "url", SigningAlgorithm.HmacSha256, new byte[] { 1 }, now.AddHours(-2), now.AddHours(1)), now, Cancellation);
        await keys.AddAsync(new SigningKey("new", "url", SigningAlgorithm.HmacSha256, new byte[] { 2 }, now, now.AddHours(3)), now, Cancellation);

        Assert.Equal(["new", "old"], (await keys.ListAsync("url", now, Cancellation)).Select(key => key.Id));
        Assert.Equal(["new"], (await keys.ListAsync("url", now.AddHours(2), Cancellation)).Select(key => key.Id));
        Assert.Empty(await keys.ListAsync("token", now, Cancellation));
        Assert.Equal(new byte[] { 2 }, (await keys.ListAsync("url", now, Cancellation))[0].Secret.ToArray());
    }

    [Fact]
    public async Task Rotating_keys_keeps_everything_readable()
    {
        var completed = await Harness.CompletedAsync("user-42");
        var before = RecordCodec.ToText(completed);

        Assert.True(await Harness.Store.Maintenance.RotateMasterKeyAsync(Cancellation) > 0);
        Assert.True(await Harness.Store.Maintenance.RotateTenantKeyAsync(Demo, Cancellation) > 0);
        Harness.Clock.Advance(TimeSpan.FromHours(2));
        await Harness.Store.Maintenance.RotateTenantKeyAsync(Demo, Cancellation);

        await Harness.ReopenAsync();
        Assert.Equal(before, RecordCodec.ToText(await Harness.Lifecycle.GetAsync(Demo, completed.Id, Cancellation)));
        Assert.Equal(Picture().Bytes.ToArray(), await Harness.Store.Stores.Blobs.ReadAsync(Demo, completed.Evidence[0].BlobId, Cancellation));
        Assert.Empty((await Harness.Store.Maintenance.CheckAsync(Cancellation)).Faults);
        Assert.Equal(1, (await Verifications.ListAsync(new VerificationQuery { TenantId = Demo, SearchTerm = "quixano" }, Cancellation)).Total);
    }

    [Fact]
    public async Task Another_master_key_stops_the_start_and_the_needed_key_is_named()
    {
        var file = Path.Combine(Harness.Options.Path, "master.key");
        var original = await File.ReadAllTextAsync(file, Cancellation);
        var id = System.Text.Json.JsonDocument.Parse(original).RootElement.GetProperty("Active").GetString()!;

        File.Delete(file);
        var missing = await Assert.ThrowsAsync<Keys.MasterKeyException>(() => Harness.ReopenAsync());
        Keys.MasterKeyFile.Create(file);
        var another = await Assert.ThrowsAsync<Keys.MasterKeyException>(() => Harness.ReopenAsync());
        await File.WriteAllTextAsync(file, System.Text.Json.JsonSerializer.Serialize(new { Active = id, Keys = new Dictionary<string, byte[]> { [id] = new byte[32] } }), Cancellation);
        var sameName = await Assert.ThrowsAsync<Keys.MasterKeyException>(() => Harness.ReopenAsync());

        Assert.Equal([id, id, id], [missing.KeyId, another.KeyId, sameName.KeyId]);
        await File.WriteAllTextAsync(file, original, Cancellation);
        await Harness.ReopenAsync();
    }

    [Fact]
    public async Task A_blob_that_was_tampered_with_is_named_by_reading_and_by_the_check()
    {
        var completed = await Harness.CompletedAsync();
        var id = completed.Evidence[0].BlobId;
        var file = new Blobs.BlobFolder(Path.Combine(Harness.Options.Path, "blobs")).PathOf(id);
        var bytes = await File.ReadAllBytesAsync(file, Cancellation);
        bytes[20] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, Cancellation);

        var damaged = await Assert.ThrowsAsync<BlobDamagedException>(() => Harness.Store.Stores.Blobs.ReadAsync(Demo, id, Cancellation));
        var report = await Harness.Store.Maintenance.CheckAsync(Cancellation);

        Assert.Equal(id, damaged.BlobId);
        Assert.Contains(id.ToString(), Assert.Single(report.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_moved_into_another_place_is_not_opened()
    {
        var first = await Harness.CreateAsync();
        var second = await Harness.CreateAsync();
        await ExecuteAsync($"UPDATE verifications SET content = (SELECT content FROM verifications WHERE id = '{first.Id}') WHERE id = '{second.Id}'");

        await Assert.ThrowsAsync<RecordDamagedException>(() => Lifecycle.GetAsync(Demo, second.Id, Cancellation));
        Assert.Contains(second.Id.ToString(), Assert.Single((await Harness.Store.Maintenance.CheckAsync(Cancellation)).Faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_that_no_record_names_are_swept_once_they_are_old()
    {
        await Harness.CompletedAsync();
        await Harness.Store.Stores.Blobs.WriteAsync(Demo, "image/png", new byte[10], Cancellation);

        Assert.Equal(1, (await Harness.Store.Maintenance.CheckAsync(Cancellation)).Orphans);
        Assert.Equal(0, await Harness.Store.Maintenance.SweepOrphansAsync(Cancellation));
        Harness.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(1, await Harness.Store.Maintenance.SweepOrphansAsync(Cancellation));
        var report = await Harness.Store.Maintenance.CheckAsync(Cancellation);
        Assert.Equal((2L, 0, 0), (report.Blobs, report.Faults.Count, report.Orphans));
    }

    [Fact]
    public async Task Migrating_twice_changes_nothing() =>
        Assert.Empty(await DataStore.MigrateAsync(Harness.Options, Harness.Clock, Cancellation));

    [Fact]
    public async Task A_schema_of_a_newer_version_is_refused()
    {
        await ExecuteAsync("INSERT INTO schema_migrations (number, name, hash, applied_at) VALUES (999, 'later', 'x', 0)");

        await Assert.ThrowsAsync<SchemaMismatchException>(() => Harness.ReopenAsync());

        await ExecuteLaterAsync("DELETE FROM schema_migrations WHERE number = 999");
    }

    private static OutboxClaim Claim(string owner) => new(owner, TimeSpan.FromHours(1), 10, 4, []);

    private static DeliveryAttempt Attempt(int? status, string? fault = null) =>
        new() { Number = 1, At = DateTimeOffset.UnixEpoch, Duration = TimeSpan.FromMilliseconds(3), StatusCode = status, Fault = fault };

    private Task<IReadOnlyList<ulong>> SeenAsync(string tenantId, string number, Guid except) =>
        Verifications.FindSeenPortraitsAsync(tenantId, number, except, Cancellation);

    private async Task<Guid> CompletedWithAsync(SeenDocument seen)
    {
        var (tenantId, id) = await SubmittedAsync(Demo);
        await Lifecycle.CompleteAsync(tenantId, id, new Examination { Seen = seen }, Cancellation);
        return id;
    }

    private async Task<WaitingVerification> SubmittedAsync(string tenantId)
    {
        var submitted = await Lifecycle.CreateSubmittedAsync(New() with { TenantId = tenantId }, [Picture()], null, Cancellation);
        return new WaitingVerification(tenantId, submitted.Id);
    }

    private Task ExecuteAsync(string sql) => Harness.Store.Database.WriteAsync(session => session.ExecuteAsync(sql), Cancellation);

    /// <summary>For a store that could not be opened again.</summary>
    private async Task ExecuteLaterAsync(string sql)
    {
        await using Database database = Harness.Options.Provider == StorageProvider.Sqlite
            ? new SqliteDatabase(Harness.Options.DatabasePath, survivesPowerCut: false)
            : new PostgresDatabase(Harness.Options.ConnectionString!);
        await database.WriteAsync(session => session.ExecuteAsync(sql), Cancellation);
    }
}
