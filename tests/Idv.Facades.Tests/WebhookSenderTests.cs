using System.Net;
using System.Text;
using Idv.Facades.Webhooks;
using Idv.Storage;
using Idv.Verifications;
using Idv.Verifications.Notifications;
using Idv.Verifications.Tenants;

namespace Idv.Facades.Tests;

public sealed class WebhookSenderTests : IAsyncLifetime
{
    private const string Tenant = "demo";
    private readonly string _folder = Directory.CreateTempSubdirectory("idv-webhooks-").FullName;
    private DataStore? _store;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private DataStore Store => _store!;

    public async ValueTask InitializeAsync()
    {
        _store = await DataStore.OpenAsync(new StorageOptions { Path = _folder, SurvivesPowerCut = false }, TimeProvider.System, Cancellation);
        await _store.Stores.Tenants.SaveAsync(new Tenant { Id = Tenant }, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Events_arrive_signed_and_in_order()
    {
        using var receiver = new Receiver();
        var id = await WalkAsync(receiver.Url);

        await SendUntilAsync(() => receiver.Received.Count == 3);

        Assert.Equal([$"{id} Created", $"{id} Started", $"{id} Aborted"], receiver.Received.Select(item => item.Body));
        Assert.All(receiver.Received, item => Assert.Equal($"signed {item.Body.Length}", item.Signature));
        Assert.All(await Store.Outbox.ListAsync(Tenant, id, Cancellation), entry => Assert.Equal(DeliveryState.Delivered, entry.State));
    }

    [Fact]
    public async Task A_failing_receiver_is_tried_again_and_order_is_kept()
    {
        var failures = 2;
        using var receiver = new Receiver((context, _) =>
        {
            context.Response.StatusCode = Interlocked.Decrement(ref failures) >= 0 ? 503 : 200;
            return Task.CompletedTask;
        });
        var id = await WalkAsync(receiver.Url);

        await SendUntilAsync(() => receiver.Received.Count == 5);

        Assert.Equal(
            [$"{id} Created", $"{id} Created", $"{id} Created", $"{id} Started", $"{id} Aborted"], receiver.Received.Select(item => item.Body));
        var first = (await Store.Outbox.ListAsync(Tenant, id, Cancellation))[0];
        Assert.Equal([503, 503, 200], (await Store.Outbox.AttemptsAsync(first.Notification.Id, Cancellation)).Select(attempt => attempt.StatusCode));
    }

    [Fact]
    public async Task A_receiver_that_fails_for_ever_leaves_dead_letters_that_can_be_sent_again()
    {
        var status = 500;
        using var receiver = new Receiver((context, _) =>
        {
            context.Response.StatusCode = Volatile.Read(ref status);
            return Task.CompletedTask;
        });
        var id = await WalkAsync(receiver.Url);
        await SendUntilAsync(async () => (await Store.Outbox.DeadLettersAsync(Tenant, 10, Cancellation)).Count == 3);
        Assert.Equal(9, receiver.Received.Count);

        Volatile.Write(ref status, 200);
        Assert.Equal(3, await Store.Outbox.ResendAsync(Tenant, id, deadOnly: true, TimeProvider.System.GetUtcNow(), Cancellation));
        await SendUntilAsync(() => receiver.Received.Count == 12);

        Assert.Equal([$"{id} Created", $"{id} Started", $"{id} Aborted"], receiver.Received.Skip(9).Select(item => item.Body));
    }

    [Fact]
    public async Task A_receiver_that_hangs_fails_by_the_time_limit_and_does_not_delay_others()
    {
        using var stop = new ManualResetEventSlim();
        using var hanging = new Receiver((_, _) => Task.Delay(Timeout.Infinite));
        using var quick = new Receiver();
        var hung = new List<Guid>();
        for (var i = 0; i < 30; i++)
        {
            hung.Add(await WalkAsync(hanging.Url));
        }

        await WalkAsync(quick.Url);
        var started = TimeProvider.System.GetTimestamp();
        await SendUntilAsync(() => quick.Received.Count == 3, new WebhookSenderOptions { Node = "test", TimeLimit = TimeSpan.FromSeconds(1), Concurrency = 16, PollInterval = TimeSpan.FromMilliseconds(20) });

        Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(8));
        Assert.InRange(hanging.Received.Count, 1, 16);
        var attempts = new List<DeliveryAttempt>();
        foreach (var id in hung)
        {
            attempts.AddRange(await Store.Outbox.AttemptsAsync((await Store.Outbox.ListAsync(Tenant, id, Cancellation))[0].Notification.Id, Cancellation));
        }

        Assert.All(attempts, attempt => Assert.Equal("timeout", attempt.Fault));
        Assert.NotEmpty(attempts);
    }

    [Fact]
    public async Task A_redirect_is_a_failure_and_is_not_followed()
    {
        using var inner = new Receiver();
        using var outer = new Receiver((context, _) =>
        {
            context.Response.Redirect(inner.Url);
            return Task.CompletedTask;
        });
        var id = await WalkAsync(outer.Url);

        await SendUntilAsync(() => outer.Received.Count >= 1 && HasAttempt(id));

        var first = (await Store.Outbox.ListAsync(Tenant, id, Cancellation))[0];
        Assert.Equal("redirect_refused", (await Store.Outbox.AttemptsAsync(first.Notification.Id, Cancellation))[0].Fault);
        Assert.Empty(inner.Received);
    }

    [Fact]
    public async Task A_name_that_leads_to_a_forbidden_address_gets_no_connection()
    {
        using var receiver = new Receiver();
        var port = new Uri(receiver.Url).Port;
        var id = await WalkAsync($"http://hooks.partner.net:{port}/");
        using var client = WebhookTransport.CreateClient(
            new WebhookTargetRules(["*.partner.net"], allowLoopback: false),
            (_, _) => Task.FromResult(new[] { IPAddress.Parse("93.184.216.34"), IPAddress.Loopback }));

        await SendUntilAsync(() => HasAttempt(id), client: client);

        var first = (await Store.Outbox.ListAsync(Tenant, id, Cancellation))[0];
        Assert.Equal("target_refused", (await Store.Outbox.AttemptsAsync(first.Notification.Id, Cancellation))[0].Fault);
        Assert.Empty(receiver.Received);
    }

    [Fact]
    public async Task Nobody_listening_is_a_failed_connection()
    {
        string url;
        using (var receiver = new Receiver())
        {
            url = receiver.Url;
        }

        var id = await WalkAsync(url);

        await SendUntilAsync(() => HasAttempt(id));

        var first = (await Store.Outbox.ListAsync(Tenant, id, Cancellation))[0];
        Assert.Equal("connection_failed", (await Store.Outbox.AttemptsAsync(first.Notification.Id, Cancellation))[0].Fault);
    }

    [Fact]
    public async Task An_endless_answer_is_read_only_as_far_as_needed()
    {
        using var receiver = new Receiver(async (context, _) =>
        {
            var chunk = new byte[65_536];
            for (var i = 0; i < 10_000; i++)
            {
                await context.Response.OutputStream.WriteAsync(chunk);
            }
        });
        await WalkAsync(receiver.Url);

        await SendUntilAsync(() => receiver.Received.Count == 3);
    }

    private bool HasAttempt(Guid id)
    {
        var entry = Store.Outbox.ListAsync(Tenant, id, Cancellation).GetAwaiter().GetResult()[0];
        return entry.Attempts > 0;
    }

    private async Task<Guid> WalkAsync(string url)
    {
        var lifecycle = new VerificationLifecycle(Store.Stores, [new Format()], null, TimeProvider.System);
        var created = await lifecycle.CreateAsync(
            new NewVerification { TenantId = Tenant, Facade = "test", Kind = VerificationKind.DocumentAndFace, WebhookUrl = url }, null, Cancellation);
        await lifecycle.StartAsync(Tenant, created.Id, ClientContext.Unknown, Cancellation);
        await lifecycle.AbortAsync(Tenant, created.Id, new AbortReason(AbortReasons.Refusal), ClientContext.Unknown, Cancellation);
        return created.Id;
    }

    private Task SendUntilAsync(Func<bool> isDone, WebhookSenderOptions? options = null, HttpClient? client = null) =>
        SendUntilAsync(() => Task.FromResult(isDone()), options, client);

    private async Task SendUntilAsync(Func<Task<bool>> isDone, WebhookSenderOptions? options = null, HttpClient? client = null)
    {
        using var own = WebhookTransport.CreateClient(new WebhookTargetRules([], allowLoopback: true));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var sender = new WebhookSender(
            Store.Outbox, Store.Stores.Tenants, [new Protocol()], client ?? own,
            options ?? new WebhookSenderOptions { Node = "test", PollInterval = TimeSpan.FromMilliseconds(20) }, TimeProvider.System);
        var running = sender.RunAsync(stop.Token);
        for (var i = 0; i < 1500 && !await isDone(); i++)
        {
            await Task.Delay(10, Cancellation);
        }

        await stop.CancelAsync();
        await running;
        Assert.True(await isDone());
    }

    private sealed class Format : INotificationFormat
    {
        public string Facade => "test";

        public IEnumerable<NotificationDraft> Compose(Verification verification, VerificationEvent happened, Tenant tenant)
        {
            yield return new NotificationDraft(happened.Type, verification.WebhookUrl!, Encoding.UTF8.GetBytes($"{verification.Id} {happened.To}"), "text/plain");
        }
    }

    private sealed class Protocol : IWebhookProtocol
    {
        public string Facade => "test";

        public IReadOnlyList<TimeSpan> RetryDelays { get; } = [TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(20)];

        public ValueTask PrepareAsync(
            HttpRequestMessage request, Notification notification, Tenant tenant, DateTimeOffset now, HttpClient client, CancellationToken cancellation)
        {
            request.Headers.Add("Test-Signature", $"signed {notification.Body.Length}");
            return ValueTask.CompletedTask;
        }

        public bool IsSuccess(HttpStatusCode status, ReadOnlyMemory<byte> body) => status is HttpStatusCode.OK;
    }
}
