namespace Idv.Host.Diagnosis;

/// <summary>One thing that <c>idv doctor</c> looked at.</summary>
/// <param name="Subject">What was looked at.</param>
/// <param name="Status">How it is.</param>
/// <param name="Detail">What was seen.</param>
/// <param name="Remedy">What to do about it; null when nothing needs to be done.</param>
public sealed record Finding(string Subject, FindingStatus Status, string Detail, string? Remedy = null);

/// <summary>How a thing is.</summary>
public enum FindingStatus
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>Usable, but something is slower or missing.</summary>
    Warning,

    /// <summary>The appliance cannot work like this.</summary>
    Problem,
}
