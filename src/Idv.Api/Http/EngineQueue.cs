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
    /// <summary>Runs an operation when its turn comes and answers with its value.</summary>
    /// <inheritdoc cref="AskAsync"/>
    public Task<IResult> RunAsync<T>(HttpContext http, Func<Answer<T>> operation)
        where T : class =>
        RunAsync(http, operation, static value => TypedResults.Ok(value));

    /// <summary>Runs an operation when its turn comes and turns its value into a response.</summary>
    /// <inheritdoc cref="AskAsync"/>
    public async Task<IResult> RunAsync<T>(HttpContext http, Func<Answer<T>> operation, Func<T, IResult> respond)
        where T : class =>
        respond(await AskAsync(http, operation));

    /// <summary>Runs an operation when its turn comes and gives back its value.</summary>
    /// <exception cref="Idv.Verifications.QueueFullException">The queue is full.</exception>
    /// <exception cref="ProblemException">The operation cannot work with the evidence, or took too long.</exception>
    public async Task<T> AskAsync<T>(HttpContext http, Func<Answer<T>> operation)
        where T : class
    {
        try
        {
            var answer = await queue.RunAsync(EngineApiGate.TenantOf(http), _ => operation(), http.RequestAborted);
            return answer.Fault is { } fault ? throw new ProblemException(Problem.Unprocessable(fault)) : answer.Value!;
        }
        catch (TimeoutException)
        {
            throw new ProblemException(new Problem(
                StatusCodes.Status503ServiceUnavailable, "time-limit", "The work took too long", "The operation exceeded Engine:TimeLimit and was given up."));
        }
    }
}
