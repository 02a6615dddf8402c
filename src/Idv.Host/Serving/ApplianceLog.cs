namespace Idv.Host.Serving;

/// <summary>
/// Every message that the appliance logs by itself. Faults are named by their type: their texts may come from libraries that quote data.
/// </summary>
internal static partial class ApplianceLog
{
    [LoggerMessage(1, LogLevel.Information, "{Method} {Route} answered {Status} in {Milliseconds} ms")]
    public static partial void Answered(ILogger log, string method, string route, int status, double milliseconds);

    [LoggerMessage(2, LogLevel.Error, "The request to {Route} failed: {Fault} at {Place}")]
    public static partial void RequestFault(ILogger log, string route, string fault, string place);

    [LoggerMessage(3, LogLevel.Error, "Background work ({Work}) failed: {Fault}")]
    public static partial void BackgroundFault(ILogger log, string work, string fault);

    [LoggerMessage(4, LogLevel.Error, "The examination of {Verification} failed: {Fault}")]
    public static partial void ExaminationFault(ILogger log, Guid? verification, string fault);

    [LoggerMessage(5, LogLevel.Information, "Retention anonymized {Anonymized} and erased {Erased} verifications and removed {Orphans} orphaned files")]
    public static partial void Swept(ILogger log, int anonymized, int erased, int orphans);

    [LoggerMessage(6, LogLevel.Information, "A webhook of {Api} was tried: status {Status}, fault {Fault}, now {State}")]
    public static partial void WebhookTried(ILogger log, string api, int? status, string? fault, string state);
}
