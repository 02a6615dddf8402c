namespace Idv.Facades.IncodeId.Webhooks;

/// <summary>The vendor's names of events.</summary>
internal static class IncodeIdEvents
{
    /// <summary>A person was verified and enrolled.</summary>
    public const string VerificationCompleted = "verification.completed";

    /// <summary>An authentication ended.</summary>
    public const string AuthenticationCompleted = "authentication.completed";
}
