using System.Text.Json.Serialization;

namespace Idv.Facades.IncodeId.Contracts;

/// <summary>A webhook. It is kept without its token, which is issued when it is sent: a token that waited would have run out.</summary>
/// <param name="Token">Opens the object; null while it is kept.</param>
/// <param name="Event">What happened.</param>
/// <param name="Object"><c>verification</c> or <c>authentication</c>.</param>
/// <param name="Id">The object's name.</param>
/// <param name="Timestamp">When, in seconds since 1970 in UTC.</param>
internal sealed record NotificationContract(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Token, string Event, string Object, string Id, long Timestamp);
