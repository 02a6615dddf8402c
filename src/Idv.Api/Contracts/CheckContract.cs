using System.Text.Json.Serialization;

namespace Idv.Api.Contracts;

/// <summary>How a check ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CheckOutcomeContract>))]
public enum CheckOutcomeContract
{
    /// <summary>It could not be decided.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,

    /// <summary>It speaks for the verification.</summary>
    [JsonStringEnumMemberName("pass")]
    Pass,

    /// <summary>It speaks against the verification.</summary>
    [JsonStringEnumMemberName("fail")]
    Fail,
}

/// <summary>One check of a report.</summary>
/// <param name="Code">The check's stable name.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Score">What was measured, where the check measures something.</param>
/// <param name="Threshold">What the score was compared with.</param>
/// <param name="Reasons">Why; empty when it passed without remark.</param>
public sealed record CheckContract(
    string Code, CheckOutcomeContract Outcome, double? Score, double? Threshold, IReadOnlyList<ReasonContract> Reasons);

/// <summary>Why a check ended as it did.</summary>
/// <param name="Code">The reason's stable name.</param>
/// <param name="Message">The reason in words, for people.</param>
/// <param name="Image">Which picture it is about (<c>front</c>, <c>back</c>, <c>selfie</c>, <c>video</c>), if any.</param>
/// <param name="Region">Where in that picture, if anywhere.</param>
public sealed record ReasonContract(string Code, string Message, string? Image, BoxContract? Region);
