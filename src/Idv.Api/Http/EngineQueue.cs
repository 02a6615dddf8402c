using Microsoft.AspNetCore.Http;

namespace Idv.Api.Http;

/// <summary>
/// Runs engine operations beside the request threads, no more at once than there are processors and with a bounded queue, so
/// that a burst costs waiting callers a 503 instead of costing everybody memory, and health checks never wait behind inference.
/// </summary>
/// <param name="concurrency">How many operations run at once.</param>
/// <param name="waiting">How many more may wait.</param>
public sealed class EngineQueue(int concurrency, int waiting) : IDisposable
{
    private const int RetryAfterSeconds = 2;

    private readonly SemaphoreSlim _running = new(concurrency, concurrency);
    private int _accepted;

    /// <summary>Runs an operation when its turn comes.</summary>
    /// <exception cref="ProblemException">The queue is full (503 with Retry-After).</exception>
    public Task<IResult> RunAsync<T>(HttpContext http, Func<Answer<T>> operation)
        where T : class =>
        RunAsync(http, operation, static value => TypedResults.Ok(value));

    /// <summary>Runs an operation when its turn comes and turns its value into a response.</summary>
    /// <exception cref="ProblemException">The queue is full (503 with Retry-After).</exception>
    public async Task<IResult> RunAsync<T>(HttpContext http, Func<Answer<T>> operation, Func<T, IResult> respond)
        where T : class
    {
        if (Interlocked.Increment(ref _accepted) > concurrency + waiting)
        {
            Interlocked.Decrement(ref _accepted);
            http.Response.Headers.RetryAfter = RetryAfterSeconds.ToString();
            throw new ProblemException(new Problem(
                StatusCodes.Status503ServiceUnavailable, "busy", "The engine is busy", $"Try again in {RetryAfterSeconds} seconds."));
        }

        try
        {
            await _running.WaitAsync(http.RequestAborted);
            try
            {
                var answer = await Task.Run(operation);
                return answer.Fault is { } fault ? Problem.Unprocessable(fault).ToResult() : respond(answer.Value!);
            }
            finally
            {
                _running.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _accepted);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _running.Dispose();
}
