using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Idv.Storage;
using Idv.Storage.Tests;
using Idv.Verifications;
using Idv.Verifications.Notifications;
using Idv.Verifications.Stores;

namespace Idv.Reliability.Tests;

/// <summary>
/// Eight clients create and submit verifications while the server is killed with SIGKILL at random moments and started again. 8 rounds, or 50 with
/// <c>IDV_LONG_TESTS=1</c>.
/// </summary>
public sealed class KillTests(PostgresCluster cluster)
{
    private const int Clients = 8;
    private static readonly string[] Steps = ["Created", "Started", "Processing", "Completed"];

    private static int Rounds => Environment.GetEnvironmentVariable("IDV_LONG_TESTS") == "1" ? 50 : 8;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task Killing_the_process_loses_nothing_that_was_acknowledged_on_sqlite() => KillAsync("-", Rounds);

    [Fact]
    public async Task Killing_the_process_loses_nothing_that_was_acknowledged_on_postgres() =>
        await KillAsync(await cluster.CreateDatabaseAsync(), Math.Max(4, Rounds / 2));

    private static async Task KillAsync(string connection, int rounds)
    {
        var folder = Directory.CreateTempSubdirectory("idv-kill-").FullName;
        using var receiver = new Recorder();
        var port = FreePort();
        var acknowledged = new ConcurrentDictionary<string, Guid>();
        var completed = new ConcurrentDictionary<Guid, bool>();
        using var stop = new CancellationTokenSource();
        var clients = Enumerable.Range(0, Clients).Select(number => ClientAsync(number, port, acknowledged, completed, stop.Token)).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            using var victim = await StartAsync(folder, connection, port, receiver.Url);
            await Task.Delay(Random.Shared.Next(50, 900), Cancellation);
            victim.Kill();
            await victim.WaitForExitAsync(Cancellation);
        }

        using (var last = await StartAsync(folder, connection, port, receiver.Url))
        {
            await Task.Delay(500, Cancellation);
            await stop.CancelAsync();
            await Task.WhenAll(clients);
            await WaitForQuietAsync(port, acknowledged, receiver);
            await AskAsync(port, "stop");
            await last.WaitForExitAsync(Cancellation);
            Assert.Equal(0, last.ExitCode);
        }

        await CheckAsync(folder, connection, acknowledged, completed, receiver, rounds);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task CheckAsync(
        string folder, string connection, ConcurrentDictionary<string, Guid> acknowledged, ConcurrentDictionary<Guid, bool> completed, Recorder receiver, int rounds)
    {
        await using var store = await DataStore.OpenAsync(Victim.Options(folder, connection), TimeProvider.System, Cancellation);
        Assert.NotEmpty(acknowledged);
        Assert.Equal(acknowledged.Count, acknowledged.Values.Distinct().Count());
        foreach (var (key, id) in acknowledged)
        {
            var verification = await store.Stores.Verifications.FindAsync(Victim.Tenant, id, Cancellation);
            Assert.NotNull(verification);
            Assert.Equal((VerificationState.Completed, key), (verification.State, verification.ExternalUserId));
            Assert.Equal($"face of {key}", Encoding.UTF8.GetString(
                await store.Stores.Blobs.ReadAsync(Victim.Tenant, verification.Latest(EvidenceRole.Face)!.BlobId, Cancellation)));
        }

        Assert.All(completed.Keys, id => Assert.Contains(id, acknowledged.Values));
        var all = await AllAsync(store);
        foreach (var verification in all)
        {
            await CheckHistoryAsync(store, verification, receiver);
        }

        var report = await store.Maintenance.CheckAsync(Cancellation);
        Assert.Empty(report.Faults);
        var duplicates = receiver.Received.Values.Sum(bodies => bodies.Count - bodies.Distinct().Count());
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{rounds} kills: {acknowledged.Count} acknowledged of {all.Count} verifications, {receiver.Received.Values.Sum(bodies => bodies.Count)} webhooks with {duplicates} duplicates, {report.Orphans} orphaned blob files, 0 faults.");
    }

    private static async Task CheckHistoryAsync(DataStore store, Verification verification, Recorder receiver)
    {
        var events = await store.Stores.Verifications.EventsAsync(Victim.Tenant, verification.Id, Cancellation);
        Assert.Equal(Enumerable.Range(1, events.Count), events.Select(happened => happened.Number));
        Assert.Equal(verification.State, events[^1].To);
        VerificationState? state = null;
        foreach (var happened in events)
        {
            Assert.Equal(state, happened.From);
            Assert.True(state is null || state == happened.To || VerificationTransitions.IsAllowed(state.Value, happened.To));
            state = happened.To;
        }

        // Every step has its webhook, delivered; the receiver saw the steps in order, some perhaps twice, but none after a later one began for good.
        var steps = events.Where(happened => happened.From != happened.To).Select(happened => happened.To.ToString()).ToArray();
        var outbox = await store.Outbox.ListAsync(Victim.Tenant, verification.Id, Cancellation);
        Assert.All(outbox, entry => Assert.Equal(DeliveryState.Delivered, entry.State));
        Assert.Equal(steps, outbox.Select(entry => Encoding.UTF8.GetString(entry.Notification.Body.Span).Split(' ')[1]));
        var seen = receiver.Received[verification.Id];
        Assert.Equal(steps, seen.Distinct());
        Assert.True(seen.Select(step => Array.IndexOf(Steps, step)).SequenceEqual(seen.Select(step => Array.IndexOf(Steps, step)).Order()));
    }

    private static async Task<IReadOnlyList<Verification>> AllAsync(DataStore store)
    {
        var all = new List<Verification>();
        while (true)
        {
            var page = await store.Stores.Verifications.ListAsync(
                new VerificationQuery { TenantId = Victim.Tenant, Take = 1000, Skip = all.Count }, Cancellation);
            all.AddRange(page.Items);
            if (all.Count >= page.Total)
            {
                return all;
            }
        }
    }

    private static async Task ClientAsync(
        int number, int port, ConcurrentDictionary<string, Guid> acknowledged, ConcurrentDictionary<Guid, bool> completed, CancellationToken stop)
    {
        for (var count = 0; !stop.IsCancellationRequested; count++)
        {
            var key = $"client-{number}-{count}";
            if (await AskUntilAnsweredAsync(port, $"submit {key}", stop) is not { } submitted)
            {
                return;
            }

            // From here on the server has promised to keep it.
            acknowledged[key] = submitted.Id;
            if (count % 3 == 0 && await AskAsync(port, $"state {submitted.Id}") is { State: "Completed" } done)
            {
                completed[done.Id] = true;
            }
        }
    }

    private static async Task<Answer?> AskUntilAnsweredAsync(int port, string line, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (await AskAsync(port, line) is { } answer)
            {
                return answer;
            }

            // The server was killed, or refuses: the same key goes to the next one.
            await Task.Delay(20, CancellationToken.None);
        }

        return null;
    }

    /// <summary>The server's answer to a line; null when there was none or it was a refusal.</summary>
    private static async Task<Answer?> AskAsync(int port, string line)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            await using var stream = client.GetStream();
            await stream.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"));
            using var reader = new StreamReader(stream);
            var answer = await reader.ReadToEndAsync();
            // An answer without its end is none: the server died while it was talking.
            return answer.EndsWith('\n') && answer.Trim().Split(' ') is [var id, var state] ? new Answer(Guid.Parse(id), state) : null;
        }
        catch (Exception fault) when (fault is IOException or SocketException)
        {
            return null;
        }
    }

    private static async Task WaitForQuietAsync(int port, ConcurrentDictionary<string, Guid> acknowledged, Recorder receiver)
    {
        foreach (var id in acknowledged.Values)
        {
            for (var tries = 0; tries < 600; tries++)
            {
                var answer = await AskAsync(port, $"state {id}");
                if (answer?.State == "Completed" && receiver.Received.TryGetValue(id, out var steps) && steps.Contains("Completed"))
                {
                    break;
                }

                await Task.Delay(50, Cancellation);
            }
        }

        // What was created but never acknowledged has webhooks too.
        await Task.Delay(1000, Cancellation);
    }

    private static async Task<Process> StartAsync(string folder, string connection, int port, string hook)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Idv.Reliability.Tests.dll");
        var victim = Process.Start(new ProcessStartInfo("dotnet", [program, "--victim", folder, connection, $"{port}", hook]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var line = await victim.StandardOutput.ReadLineAsync(Cancellation);
        Assert.Equal("ready", line);
        return victim;
    }

    /// <summary>A port below those that outgoing connections take by themselves: the victim must find it free again and again.</summary>
    private static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(15_000, 30_000);
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it.
            }
        }
    }

    private sealed record Answer(Guid Id, string State);

    /// <summary>Receives webhooks and remembers them in their order per verification. It outlives every victim.</summary>
    private sealed class Recorder : IDisposable
    {
        private readonly HttpListener _listener = new();

        public Recorder()
        {
            Url = $"http://127.0.0.1:{FreePort()}/";
            _listener.Prefixes.Add(Url);
            _listener.Start();
            _ = AcceptAsync();
        }

        public string Url { get; }

        public ConcurrentDictionary<Guid, List<string>> Received { get; } = new();

        public void Dispose() => _listener.Close();

        private async Task AcceptAsync()
        {
            while (_listener.IsListening)
            {
                try
                {
                    var context = await _listener.GetContextAsync();
                    _ = HandleAsync(context);
                }
                catch (Exception fault) when (fault is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }
            }
        }

        private async Task HandleAsync(HttpListenerContext context)
        {
            try
            {
                using var reader = new StreamReader(context.Request.InputStream);
                var parts = (await reader.ReadToEndAsync()).Split(' ');
                if (parts.Length == 2 && Steps.Contains(parts[1]))
                {
                    var steps = Received.GetOrAdd(Guid.Parse(parts[0]), _ => []);
                    lock (steps)
                    {
                        steps.Add(parts[1]);
                    }
                }

                context.Response.Close();
            }
            catch (Exception fault) when (fault is HttpListenerException or IOException or ObjectDisposedException)
            {
                // The victim died while it was sending; it sends again.
            }
        }
    }
}
