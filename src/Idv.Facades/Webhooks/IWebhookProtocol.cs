using System.Net;
using Idv.Verifications.Notifications;
using Idv.Verifications.Tenants;

namespace Idv.Facades.Webhooks;

/// <summary>How one facade's webhooks are signed, retried and acknowledged.</summary>
public interface IWebhookProtocol
{
    /// <summary>The facade's name, as in <see cref="Notification.Facade"/>.</summary>
    string Facade { get; }

    /// <summary>The delays between the tries; one more try than delays is made before a notification is dead.</summary>
    IReadOnlyList<TimeSpan> RetryDelays { get; }

    /// <summary>
    /// Completes a request just before it is sent: signature, credentials. It may call elsewhere (a token endpoint) with the same client.
    /// </summary>
    /// <param name="request">The request with its body.</param>
    /// <param name="notification">What is sent.</param>
    /// <param name="tenant">Who is told, with the secrets of its endpoints.</param>
    /// <param name="now">The time of the signature.</param>
    /// <param name="client">A client that keeps to the allowed targets.</param>
    /// <param name="cancellation">Ends with the time limit of the try.</param>
    ValueTask PrepareAsync(
        HttpRequestMessage request, Notification notification, Tenant tenant, DateTimeOffset now, HttpClient client, CancellationToken cancellation);

    /// <summary>Whether an answer means that the receiver has it.</summary>
    /// <param name="status">The status.</param>
    /// <param name="body">At most the first 64 KiB of the body.</param>
    bool IsSuccess(HttpStatusCode status, ReadOnlyMemory<byte> body);
}
