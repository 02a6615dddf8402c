namespace Idv.Verifications;

/// <summary>
/// Where a verification stands. Facades translate these names to their vendor's own; nothing else keeps a state of its own.
/// </summary>
public enum VerificationState
{
    /// <summary>Asked for; the applicant has not opened it yet.</summary>
    Created,

    /// <summary>The applicant has begun; evidence may arrive.</summary>
    Started,

    /// <summary>The evidence is complete and waits for, or is under, examination. It survives a restart.</summary>
    Processing,

    /// <summary>A report with a decision stands.</summary>
    Completed,

    /// <summary>The applicant or the tenant gave up before there was a report.</summary>
    Aborted,

    /// <summary>The applicant did not finish in time.</summary>
    Expired,

    /// <summary>Everything personal has been removed; scores and metadata remain.</summary>
    Anonymized,
}
