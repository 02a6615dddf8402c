namespace Idv.Imaging.Processes;

/// <summary>What a child process may use.</summary>
/// <param name="WallTime">From start to end; the process is killed then. Its CPU time is limited to the same.</param>
/// <param name="AddressSpace">Bytes of address space.</param>
internal sealed record ProcessLimits(TimeSpan WallTime, long AddressSpace);

/// <summary>How a child process ended.</summary>
internal enum ProcessOutcome
{
    /// <summary>It exited with status 0.</summary>
    Succeeded,

    /// <summary>It exited with another status, or was killed by one of its limits other than time.</summary>
    Failed,

    /// <summary>It was killed because its time was up.</summary>
    TimedOut,

    /// <summary>The program is not installed.</summary>
    Missing,
}
