namespace Idv.Facades.IncodeId.Contracts;

/// <summary>A refused request.</summary>
/// <param name="Timestamp">When, in milliseconds since 1970 in UTC.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Error">The status in words.</param>
/// <param name="Message">The fault in words.</param>
/// <param name="Path">The path of the request.</param>
internal sealed record ErrorContract(long Timestamp, int Status, string Error, string Message, string Path);
