using System.Net;
using System.Net.Sockets;
using System.Text;
using Idv.Facades.Webhooks;
using Idv.Storage;
using Idv.Verifications;
using Idv.Verifications.Notifications;
using Idv.Verifications.Policies;
using Idv.Verifications.Processing;
using Idv.Verifications.Reports;
using Idv.Verifications.Stores;
using Idv.Verifications.Tenants;

namespace Idv.Reliability.Tests;

/// <summary>
/// A small server over the real store, processor and webhook sender, which tests kill at any moment. It answers one line per connection:
/// <c>submit KEY</c> creates, gives evidence and submits, <c>state ID</c> tells the state, <c>stop</c> ends it in order. An answer <c>ID STATE</c> means
/// that what it says is kept; anything else is a refusal.
/// </summary>
internal static class Victim
{
    public const string Tenant = "demo";

    /// <param name="args">Data folder, connection string of PostgreSQL or "-", port to serve, URL to tell.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var (folder, connection, port, hook) = (args[0], args[1], args[2], args[3]);
        await using var store = await DataStore.OpenAsync(Options(folder, connection), TimeProvider.System, CancellationToken.None);
        await store.Stores.Tenants.SaveAsync(new Tenant { Id = Tenant }, CancellationToken.None);
        if (await store.Stores.Policies.LatestAsync(Tenant, "", CancellationToken.None) is null)
        {
            await store.Stores.Policies.SaveAsync(new Policy { Id = Guid.Empty, TenantId = Tenant }, CancellationToken.None);
        }

        var lifecycle = new VerificationLifecycle(store.Stores, [new Format(hook)], null, TimeProvider.System);
        using var queue = new WorkQueue(new WorkQueueOptions { Workers = 2 }, TimeProvider.System);
        var processor = new VerificationProcessor(
            lifecycle, store.Stores, new Engine(), queue, new ProcessorOptions { Node = "victim", PollInterval = TimeSpan.FromMilliseconds(100) }, TimeProvider.System)
        {
            Faulted = (_, fault) => Console.Error.WriteLine(fault),
        };
        using var client = WebhookTransport.CreateClient(new WebhookTargetRules([], allowLoopback: true));
        var sender = new WebhookSender(
            store.Outbox, store.Stores.Tenants, [new Protocol()], client,
            new WebhookSenderOptions { Node = "victim", PollInterval = TimeSpan.FromMilliseconds(50), ConcurrencyPerTarget = 32 }, TimeProvider.System)
        {
            Faulted = fault => Console.Error.WriteLine(fault),
        };
        using var stop = new CancellationTokenSource();
        var working = Task.WhenAll(processor.RunAsync(stop.Token), sender.RunAsync(stop.Token));
        using var listener = new TcpListener(IPAddress.Loopback, int.Parse(port));
        listener.Start();
        Console.WriteLine("ready");
        var stopAsked = new TaskCompletionSource();
        _ = AcceptAsync(listener, lifecycle, processor, stopAsked);
        await stopAsked.Task;
        await stop.CancelAsync();
        await working;
        return 0;
    }

    public static StorageOptions Options(string folder, string connection) => new()
    {
        Path = folder,
        Provider = connection == "-" ? StorageProvider.Sqlite : StorageProvider.Postgres,
        ConnectionString = connection == "-" ? null : connection,
    };

    private static async Task AcceptAsync(
        TcpListener listener, VerificationLifecycle lifecycle, VerificationProcessor processor, TaskCompletionSource stopAsked)
    {
        while (!stopAsked.Task.IsCompleted)
        {
            var client = await listener.AcceptTcpClientAsync();
            _ = AnswerAsync(client, lifecycle, processor, stopAsked);
        }
    }

    private static async Task AnswerAsync(TcpClient client, VerificationLifecycle lifecycle, VerificationProcessor processor, TaskCompletionSource stopAsked)
    {
        try
        {
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream);
            var words = (await reader.ReadLineAsync() ?? "").Split(' ');
            string answer;
            try
            {
                var verification = words[0] switch
                {
                    "submit" => await SubmitAsync(words[1], lifecycle, processor),
                    "state" => await lifecycle.GetAsync(Tenant, Guid.Parse(words[1]), CancellationToken.None),
                    _ => null,
                };
                answer = verification is null ? "" : $"{verification.Id} {verification.State}";
            }
            catch (Exception fault) when (fault is RefusedException or StoreUnavailableException)
            {
                answer = fault.GetType().Name;
            }

            await stream.WriteAsync(Encoding.UTF8.GetBytes($"{answer}\n"));
            if (words[0] == "stop")
            {
                stopAsked.SetResult();
            }
        }
        catch (Exception fault) when (fault is IOException or SocketException)
        {
            // The client has gone away.
        }
        finally
        {
            client.Dispose();
        }
    }

    private static async Task<Verification> SubmitAsync(string key, VerificationLifecycle lifecycle, VerificationProcessor processor)
    {
        // Each step is a transaction of its own, so that a kill may come between any two; a repeated key goes on where it stands.
        var verification = await lifecycle.CreateAsync(
            new NewVerification { TenantId = Tenant, Facade = "test", Kind = VerificationKind.DocumentAndFace, ExternalUserId = key },
            new IdempotencyKey(key, key), CancellationToken.None);
        if (verification.State == VerificationState.Created)
        {
            var evidence = new NewEvidence(EvidenceRole.Face, "image/jpeg", Encoding.UTF8.GetBytes($"face of {key}"));
            verification = await lifecycle.AddEvidenceAsync(Tenant, verification.Id, evidence, CancellationToken.None);
        }

        return verification.State == VerificationState.Started
            ? await processor.SubmitAsync(Tenant, verification.Id, ClientContext.Unknown, CancellationToken.None)
            : verification;
    }

    private sealed class Engine : IVerificationEngine
    {
        public Examination Examine(ExaminationRequest request, CancellationToken cancellation)
        {
            Thread.Sleep(5);
            return new Examination
            {
                FaceComparisons = [new FaceComparison(Check.OfScore(CheckCodes.DocumentFaceMatch, 0.9, 0.5, "differs"), 0.9, 1e-4, null, null)],
                DerivedEvidence = [new DerivedEvidence(Guid.NewGuid(), EvidenceRole.Portrait, "image/png", request.Evidence[0].Bytes)],
            };
        }
    }

    private sealed class Format(string hook) : INotificationFormat
    {
        public string Facade => "test";

        public IEnumerable<NotificationDraft> Compose(Verification verification, VerificationEvent happened, Tenant tenant)
        {
            if (happened.From != happened.To)
            {
                yield return new NotificationDraft(happened.Type, hook, Encoding.UTF8.GetBytes($"{verification.Id} {happened.To}"), "text/plain");
            }
        }
    }

    private sealed class Protocol : IWebhookProtocol
    {
        public string Facade => "test";

        public IReadOnlyList<TimeSpan> RetryDelays { get; } = [.. Enumerable.Repeat(TimeSpan.FromMilliseconds(100), 20)];

        public ValueTask PrepareAsync(
            HttpRequestMessage request, Notification notification, Tenant tenant, DateTimeOffset now, HttpClient client, CancellationToken cancellation) =>
            ValueTask.CompletedTask;

        public bool IsSuccess(HttpStatusCode status, ReadOnlyMemory<byte> body) => status == HttpStatusCode.OK;
    }
}
