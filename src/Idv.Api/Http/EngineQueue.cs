using Idv.Verifications.Processing;
using Microsoft.AspNetCore.Http;

namespace Idv.Api.Http;

/// <summary>
/// Runs engine operations in the appliance's one queue of work, beside the request threads: a burst costs waiting callers a 429 or 503 instead of costing
/// everybody memory, tenants take turns, and health checks never wait behind inference.
/// </summary>
/// <param name="queue">The queue.</param>
public sealed class EngineQueue(WorkQueue queue)
{
    /// <summary>Runs an operation when its turn comes.</summary>
    /// <exception cref="Idv.Verifications.QueueFullException">The queue is full.</exception>
    public Task<IResult> RunAsync<T>(HttpContext http, Func<Answer<T>> operation)
        where T : class =>
        RunAsync(http, operation, static value => TypedResults.Ok(value));

    /// <summary>Runs an operation when its turn comes and turns its value into a response.</summary>
    /// <exception cref="Idv.Verifications.QueueFullException">The queue is full.</exception>
    public async Task<IResult> RunAsync<T>(HttpContext http, Func<Answer<T>> operation, Func<T, IResult> respond)
        where T : class
    {
        try
        {
            var answer = await queue.RunAsync(EngineApiGate.TenantOf(http), _ => operation(), http.RequestAborted);
            return answer.Fault is { } fault ? Problem.Unprocessable(fault).ToResult() : respond(answer.Value!);
        }
        catch (TimeoutException)
        {
            return new Problem(
                StatusCodes.Status503ServiceUnavailable, "time-limit", "The work took too long", "The operation exceeded Engine:TimeLimit and was given up.").ToResult();
        }
    }
}
