using System.Net;
using System.Net.Sockets;

namespace Idv.Facades.Webhooks;

/// <summary>A target is not allowed.</summary>
/// <param name="message">Which and why.</param>
public sealed class TargetRefusedException(string message) : Exception(message);

/// <summary>
/// Makes HTTP clients that connect only where the rules allow. The name is resolved once, every address is checked, and the connection goes to a
/// checked address, so that a name server cannot answer differently in between. Redirects are never followed and no proxy is used.
/// </summary>
public static class WebhookTransport
{
    /// <summary>A client for webhooks; it has no time limit of its own.</summary>
    /// <param name="rules">Where it may go.</param>
    /// <param name="resolve">Resolves names; null uses the system's resolver.</param>
    public static HttpClient CreateClient(
        WebhookTargetRules rules, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
    {
        resolve ??= Dns.GetHostAddressesAsync;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            MaxResponseHeadersLength = 32,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            ConnectTimeout = TimeSpan.FromSeconds(10),
            ConnectCallback = (context, cancellation) => ConnectAsync(rules, resolve, context.DnsEndPoint, cancellation),
        };
        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    private static async ValueTask<Stream> ConnectAsync(
        WebhookTargetRules rules, Func<string, CancellationToken, Task<IPAddress[]>> resolve, DnsEndPoint target, CancellationToken cancellation)
    {
        var addresses = IPAddress.TryParse(target.Host, out var literal) ? [literal] : await resolve(target.Host, cancellation);
        var allowed = addresses.Where(address => rules.Allows(target.Host, address)).ToArray();
        if (allowed.Length < addresses.Length || allowed.Length == 0)
        {
            // One forbidden address among others is how rebinding begins: refuse them all.
            throw new TargetRefusedException($"The host {target.Host} leads to an address that is not allowed.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, target.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
