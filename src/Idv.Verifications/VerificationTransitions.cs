namespace Idv.Verifications;

/// <summary>The one state machine of a verification: which state may follow which.</summary>
public static class VerificationTransitions
{
    /// <summary>The states that may directly follow <paramref name="state"/>; empty for a final one.</summary>
    public static ReadOnlySpan<VerificationState> From(VerificationState state) => state switch
    {
        VerificationState.Created => [VerificationState.Started, VerificationState.Aborted, VerificationState.Expired],
        VerificationState.Started => [VerificationState.Processing, VerificationState.Aborted, VerificationState.Expired],
        VerificationState.Processing => [VerificationState.Completed, VerificationState.Aborted],
        VerificationState.Completed or VerificationState.Aborted or VerificationState.Expired => [VerificationState.Anonymized],
        VerificationState.Anonymized => [],
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "This is no state of a verification."),
    };

    /// <summary>Whether <paramref name="to"/> may directly follow <paramref name="from"/>.</summary>
    public static bool IsAllowed(VerificationState from, VerificationState to) => From(from).Contains(to);

    /// <summary>Whether nothing more can be decided in this state: completed, aborted, expired or anonymized.</summary>
    public static bool HasEnded(VerificationState state) => state >= VerificationState.Completed;
}
