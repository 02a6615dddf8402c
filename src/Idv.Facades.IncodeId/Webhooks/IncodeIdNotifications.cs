using System.Text.Json;
using Idv.Facades.IncodeId.Contracts;
using Idv.Verifications;
using Idv.Verifications.Notifications;
using Idv.Verifications.Reports;
using Idv.Verifications.Tenants;

namespace Idv.Facades.IncodeId.Webhooks;

/// <summary>
/// Tells of verifications that enrolled a person, through whichever API they came, and of this facade's authentications.
/// </summary>
public sealed class IncodeIdNotifications : INotificationFormat
{
    internal static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);

    /// <inheritdoc/>
    public string Facade => ApiNames.IncodeId;

    /// <inheritdoc/>
    public IEnumerable<NotificationDraft> Compose(Verification verification, VerificationEvent happened, Tenant tenant)
    {
        if (happened.Type != VerificationEvents.Completed || EventOf(verification) is not var (name, subject))
        {
            return [];
        }

        var body = JsonSerializer.SerializeToUtf8Bytes(
            new NotificationContract(null, name, subject, verification.Id.ToString(), happened.At.ToUnixTimeSeconds()), Format);
        return tenant.Webhooks
            .Where(webhook => webhook.Facade == ApiNames.IncodeId && (webhook.Event is null || webhook.Event == name) && webhook.Url.Length > 0)
            .Select(webhook => new NotificationDraft(name, webhook.Url, body));
    }

    private static (string Event, string Object)? EventOf(Verification verification) => verification switch
    {
        { Kind: VerificationKind.DocumentAndFace, IdentityId: not null, Decision: Decision.Approved } =>
            (IncodeIdEvents.VerificationCompleted, "verification"),
        { Kind: VerificationKind.FaceAuthentication, Facade: ApiNames.IncodeId } => (IncodeIdEvents.AuthenticationCompleted, "authentication"),
        _ => null,
    };
}
