using System.Net;
using Idv.Facades.Http;
using Idv.Facades.Webhooks;
using Microsoft.AspNetCore.Http;

namespace Idv.Facades.IncodeId.Authentication;

/// <summary>Fetches images that a request names by URL, only where the operator's rules for targets allow, without redirects, and never beyond a limit.</summary>
/// <param name="rules">Where it may go.</param>
/// <param name="client">A client from <see cref="WebhookTransport"/>, which checks the addresses again when it connects.</param>
internal sealed class FaceDownload(WebhookTargetRules rules, HttpClient client)
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(10);

    /// <summary>Fetches an image.</summary>
    /// <exception cref="FaultException">400: the target is not allowed or does not answer with a file. 413: the file is longer than the limit.</exception>
    public async Task<byte[]> FetchAsync(string url, string field, int limit, CancellationToken cancellation)
    {
        if (rules.FindFault(url) is { } fault)
        {
            throw new FaultException(StatusCodes.Status400BadRequest, $"{field}: {fault}");
        }

        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        time.CancelAfter(TimeLimit);
        try
        {
            using var response = await client.GetAsync(new Uri(url), HttpCompletionOption.ResponseHeadersRead, time.Token);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                throw Unreachable(field);
            }

            if (response.Content.Headers.ContentLength > limit)
            {
                throw TooLarge(field, limit);
            }

            await using var stream = await response.Content.ReadAsStreamAsync(time.Token);
            return await RequestBody.ReadAsync(stream, limit, () => TooLarge(field, limit), time.Token);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException
            || (failure is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            // Which of its faults it was would tell the caller about the network behind the appliance.
            throw Unreachable(field);
        }
    }

    private static FaultException Unreachable(string field) =>
        new(StatusCodes.Status400BadRequest, $"{field} cannot be fetched from there.");

    private static FaultException TooLarge(string field, int limit) =>
        new(StatusCodes.Status413PayloadTooLarge, $"{field} leads to more than {limit} bytes.");
}
