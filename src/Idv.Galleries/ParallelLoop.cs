using System.Runtime.ExceptionServices;

namespace Idv.Galleries;

/// <summary>A loop on several threads that fails with the exception of an iteration itself, not with a collection of exceptions.</summary>
internal static class ParallelLoop
{
    /// <summary>Runs an action for each number from 0 on.</summary>
    /// <param name="count">Number of iterations.</param>
    /// <param name="threads">Most threads at once.</param>
    /// <param name="action">What to do.</param>
    public static void Run(int count, int threads, Action<int> action)
    {
        try
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads }, action);
        }
        catch (AggregateException several)
        {
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }
    }
}
