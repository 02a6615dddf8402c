using Idv.Imaging;

namespace Idv.Engine.Checks;

/// <summary>How a check ended (decision 1 of the architecture).</summary>
public enum CheckOutcome
{
    /// <summary>It could not be decided.</summary>
    Unknown,

    /// <summary>It speaks for the verification.</summary>
    Pass,

    /// <summary>It speaks against the verification.</summary>
    Fail,
}

/// <summary>Why a check ended as it did.</summary>
/// <param name="Code">The reason's stable name, from <see cref="ReasonCodes"/>.</param>
/// <param name="Message">The reason in words; it never holds personal data.</param>
/// <param name="Role">Which picture it is about, if any.</param>
/// <param name="Region">Where in that picture in pixels, if anywhere.</param>
public sealed record CheckReason(string Code, string Message, EvidenceRole? Role = null, Box? Region = null);

/// <summary>One check.</summary>
/// <param name="Code">The check's stable name, from <see cref="CheckCodes"/>.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Score">What was measured, in [0, 1], where the check measures something.</param>
/// <param name="Threshold">What the score was compared with, in the same unit.</param>
/// <param name="Reasons">Why; empty when it passed without remark.</param>
public sealed record Check(string Code, CheckOutcome Outcome, double? Score, double? Threshold, IReadOnlyList<CheckReason> Reasons)
{
    /// <summary>A check that passed without a score.</summary>
    public static Check Passed(string code) => new(code, CheckOutcome.Pass, null, null, []);

    /// <summary>A check that failed without a score.</summary>
    public static Check Failed(string code, params CheckReason[] reasons) => new(code, CheckOutcome.Fail, null, null, reasons);

    /// <summary>A check that could not be decided.</summary>
    public static Check Undecided(string code, params CheckReason[] reasons) => new(code, CheckOutcome.Unknown, null, null, reasons);

    /// <summary>A check that compares a score with a threshold: at or above it passes.</summary>
    public static Check Scored(string code, double score, double threshold, Func<CheckReason> reasonOfFailure) => score >= threshold
        ? new Check(code, CheckOutcome.Pass, score, threshold, [])
        : new Check(code, CheckOutcome.Fail, score, threshold, [reasonOfFailure()]);
}
