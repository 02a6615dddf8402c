using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Idv.Tests.Facades;

/// <summary>A webhook as it arrived.</summary>
/// <param name="Path">Where.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Body">Its body.</param>
public sealed record ReceivedWebhook(string Path, string? ContentType, JsonElement Body);

/// <summary>A client's server: it takes webhooks with 204 and gives out pictures.</summary>
public sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<ReceivedWebhook> _received = new();
    private WebApplication? _app;

    /// <summary>Where it listens, with a slash at the end.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>The picture that is given out at <c>/picture.jpg</c>.</summary>
    public byte[] Picture { get; set; } = [];

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapGet("/picture.jpg", () => Results.Bytes(Picture, "image/jpeg"));
        _app.MapGet("/moved.jpg", () => Results.Redirect("/picture.jpg"));
        _app.MapPost("/{**path}", async (HttpContext http, string path) =>
        {
            using var document = await JsonDocument.ParseAsync(http.Request.Body);
            _received.Enqueue(new ReceivedWebhook(path, http.Request.ContentType, document.RootElement.Clone()));
            return Results.NoContent();
        });
        await _app.StartAsync();
        Address = new Uri(_app.Urls.First() + "/");
    }

    /// <summary>Waits for a webhook about an object.</summary>
    public async Task<ReceivedWebhook> WaitForAsync(string path, string id)
    {
        for (var i = 0; i < 300; i++)
        {
            if (_received.FirstOrDefault(webhook => webhook.Path == path && webhook.Body.GetProperty("id").GetString() == id) is { } found)
            {
                return found;
            }

            await Task.Delay(100);
        }

        throw new InvalidOperationException($"No webhook about {id} arrived at {path}.");
    }

    /// <summary>What has arrived so far.</summary>
    public IReadOnlyList<ReceivedWebhook> Received => [.. _received];

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }
}
