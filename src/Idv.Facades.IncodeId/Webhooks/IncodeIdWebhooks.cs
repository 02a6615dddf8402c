using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Idv.Facades.IncodeId.Contracts;
using Idv.Facades.Webhooks;
using Idv.Verifications.Notifications;
using Idv.Verifications.Tenants;

namespace Idv.Facades.IncodeId.Webhooks;

/// <summary>How the vendor's webhooks are sent: unsigned, with a token in the body; 204 is the documented answer, any other 2xx is taken for it.</summary>
/// <param name="tokens">Issues the tokens.</param>
/// <param name="options">The delays.</param>
public sealed class IncodeIdWebhooks(IncodeIdTokens tokens, IncodeIdOptions options) : IWebhookProtocol
{
    /// <inheritdoc/>
    public string Facade => ApiNames.IncodeId;

    /// <inheritdoc/>
    public IReadOnlyList<TimeSpan> RetryDelays => options.RetryDelays;

    /// <inheritdoc/>
    public async ValueTask PrepareAsync(
        HttpRequestMessage request, Notification notification, Tenant tenant, DateTimeOffset now, HttpClient client, CancellationToken cancellation)
    {
        var kept = JsonSerializer.Deserialize<NotificationContract>(notification.Body.Span, IncodeIdNotifications.Format)!;
        var token = await tokens.IssueAsync(tenant.Id, notification.VerificationId, cancellation);
        request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(kept with { Token = token }, IncodeIdNotifications.Format));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    /// <inheritdoc/>
    public bool IsSuccess(HttpStatusCode status, ReadOnlyMemory<byte> body) => (int)status is >= 200 and < 300;
}
