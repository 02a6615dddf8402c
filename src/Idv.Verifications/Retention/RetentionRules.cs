namespace Idv.Verifications.Retention;

/// <summary>What happens to old data.</summary>
public enum RetentionAction
{
    /// <summary>Personal data, pictures and templates go; scores and metadata stay.</summary>
    Anonymize,

    /// <summary>Everything goes.</summary>
    Erase,
}

/// <summary>What happens to verifications of one state once they reach an age.</summary>
/// <param name="State">The state: completed, aborted, expired or anonymized (erase only).</param>
/// <param name="Age">Counted from the last change of state.</param>
/// <param name="Action">What happens.</param>
public sealed record RetentionRule(VerificationState State, TimeSpan Age, RetentionAction Action);

/// <summary>How long a tenant's verifications are kept.</summary>
/// <param name="Rules">The rules; a state without one is kept.</param>
public sealed record RetentionRules(IReadOnlyList<RetentionRule> Rules)
{
    /// <summary>Nothing is ever removed by age.</summary>
    public static RetentionRules KeepForever { get; } = new([]);

    /// <summary>What is wrong with these rules; empty when nothing is.</summary>
    public IReadOnlyList<string> Validate()
    {
        var faults = new List<string>();
        foreach (var rule in Rules)
        {
            if (!VerificationTransitions.HasEnded(rule.State))
            {
                faults.Add($"Retention cannot act on {rule.State}: it has not ended.");
            }

            if (rule is { State: VerificationState.Anonymized, Action: RetentionAction.Anonymize })
            {
                faults.Add("Retention cannot anonymize what is anonymized.");
            }

            if (rule.Age < TimeSpan.Zero)
            {
                faults.Add($"The age for {rule.State} must not be negative.");
            }
        }

        return faults;
    }
}
