using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace Idv.Facades.Tests;

/// <summary>A receiver of webhooks on loopback that answers as a test tells it.</summary>
internal sealed class Receiver : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Func<HttpListenerContext, string, Task> _answer;

    public Receiver(Func<HttpListenerContext, string, Task>? answer = null)
    {
        _answer = answer ?? ((context, _) =>
        {
            context.Response.StatusCode = 200;
            return Task.CompletedTask;
        });
        for (var port = Random.Shared.Next(20_000, 50_000); ; port++)
        {
            try
            {
                Url = $"http://127.0.0.1:{port}/";
                _listener.Prefixes.Clear();
                _listener.Prefixes.Add(Url);
                _listener.Start();
                break;
            }
            catch (HttpListenerException)
            {
                // The port is taken; the next one may be free.
            }
        }

        _ = AcceptAsync();
    }

    public string Url { get; }

    public ConcurrentQueue<(string Body, string? Signature)> Received { get; } = new();

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
            using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
            var body = await reader.ReadToEndAsync();
            Received.Enqueue((body, context.Request.Headers["Test-Signature"]));
            await _answer(context, body);
            context.Response.Close();
        }
        catch (Exception fault) when (fault is HttpListenerException or ObjectDisposedException or IOException or InvalidOperationException)
        {
            // The sender has gone away.
        }
    }
}
