using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace Idv.Host.Tests;

/// <summary>
/// A thousand clients that send a byte a second must not be felt by the others. Takes a minute and a quiet machine: run with IDV_LONG_TESTS=1 and
/// <c>--show-live-output on</c>, which prints the figures of docs/reliability.md.
/// </summary>
public sealed class SlowClientsTests(ITestOutputHelper output)
{
    private const int SlowClients = 1000;
    private const int NormalClients = 50;
    private static readonly TimeSpan MeasureFor = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task A_thousand_slow_clients_are_hardly_felt_by_fifty_normal_ones()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("IDV_LONG_TESTS") == "1", "Set IDV_LONG_TESTS=1 to run this.");
        using var program = IdvProgram.Start(new Dictionary<string, string>(), "serve", "--demo", "--urls", "http://127.0.0.1:0");
        var line = await program.FirstLineAsync();
        var address = new Uri(line[line.IndexOf("http", StringComparison.Ordinal)..]);
        await MeasureAsync(address, TimeSpan.FromSeconds(5));

        var alone = await MeasureAsync(address, MeasureFor);
        var memoryBefore = program.WorkingSet;
        using var stop = new CancellationTokenSource();
        var slow = Enumerable.Range(0, SlowClients).Select(i => SendSlowlyAsync(address, TimeSpan.FromMilliseconds(5.0 * i), stop.Token)).ToArray();
        await Task.Delay(8000);
        var beside = await MeasureAsync(address, MeasureFor);
        var memoryAfter = program.WorkingSet;
        await stop.CancelAsync();
        var connections = (await Task.WhenAll(slow)).Sum();

        output.WriteLine($"alone:  {alone}");
        output.WriteLine($"beside: {beside}, {connections} slow connections were made");
        output.WriteLine($"memory: {memoryBefore >> 20} MiB before, {memoryAfter >> 20} MiB beside the slow ones");
        Assert.True(connections >= SlowClients);
        Assert.True(beside.Failures == 0 && alone.Failures == 0);
        Assert.True(memoryAfter < memoryBefore + (256L << 20), "The slow clients cost more than 256 MiB.");
    }

    private static async Task<Measurement> MeasureAsync(Uri address, TimeSpan duration)
    {
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = NormalClients + 1 }) { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "demo-api-key");
        var requests = new List<double>();
        var health = new List<double>();
        var failures = 0;
        var until = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        async Task AskAsync()
        {
            while (Stopwatch.GetTimestamp() < until)
            {
                var started = Stopwatch.GetTimestamp();
                using var body = new StringContent(
                    """{"lines":["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<","L898902C36UTO7408122F1204159ZE184226B<<<<<10"]}""", Encoding.UTF8, "application/json");
                using var response = await client.PostAsync("/v1/documents/mrz", body);
                lock (requests)
                {
                    requests.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                    failures += response.IsSuccessStatusCode ? 0 : 1;
                }

                await Task.Delay(50);
            }
        }

        async Task CheckHealthAsync()
        {
            while (Stopwatch.GetTimestamp() < until)
            {
                var started = Stopwatch.GetTimestamp();
                using var response = await client.GetAsync("/health/ready");
                health.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                failures += response.IsSuccessStatusCode ? 0 : 1;
                await Task.Delay(100);
            }
        }

        await Task.WhenAll(Enumerable.Range(0, NormalClients).Select(_ => AskAsync()).Append(CheckHealthAsync()));
        return new Measurement(requests.Count, Percentile(requests, 0.5), Percentile(requests, 0.99), Percentile(health, 0.5), health.Max(), failures);
    }

    private static double Percentile(List<double> values, double share) => values.Order().ElementAt((int)(share * (values.Count - 1)));

    /// <summary>Sends a byte a second; when it is cut off, as Kestrel does with bodies below 240 bytes a second, it comes again. The clients begin one after the other.</summary>
    private static async Task<int> SendSlowlyAsync(Uri address, TimeSpan delay, CancellationToken cancellation)
    {
        var connections = 0;
        await Task.Delay(delay, CancellationToken.None);
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                using var socket = new TcpClient();
                await socket.ConnectAsync(address.Host, address.Port, cancellation);
                connections++;
                var stream = socket.GetStream();
                await stream.WriteAsync(
                    "POST /v1/documents/mrz HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer demo-api-key\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n"u8.ToArray(), cancellation);
                while (true)
                {
                    await stream.WriteAsync(" "u8.ToArray(), cancellation);
                    await Task.Delay(1000, cancellation);
                }
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
            {
                // Cut off, or the end of the test.
            }
        }

        return connections;
    }

    private sealed record Measurement(int Requests, double MedianMs, double P99Ms, double HealthMedianMs, double HealthMaxMs, int Failures)
    {
        public override string ToString() =>
            $"{Requests} requests, p50 {MedianMs:0.0} ms, p99 {P99Ms:0.0} ms; health p50 {HealthMedianMs:0.0} ms, max {HealthMaxMs:0.0} ms; {Failures} failures";
    }
}
