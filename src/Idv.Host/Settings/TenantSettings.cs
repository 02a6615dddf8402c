namespace Idv.Host.Settings;

/// <summary>One entry of the section <c>Tenants</c>. Every secret may be <c>file:/path</c>.</summary>
public sealed class TenantSettings
{
    /// <summary>The tenant's id: 1 to 64 lower-case letters, digits and hyphens.</summary>
    public string Id { get; init; } = "";

    /// <summary>Keys for <c>/v1</c>.</summary>
    public IList<string> ApiKeys { get; init; } = [];

    /// <summary>Uqudo's permissions: <c>face:session</c>, <c>face:match</c>, <c>face:one-to-n</c>, <c>scan</c>; null grants all.</summary>
    public IList<string>? Permissions { get; init; }

    /// <summary>Rules of retention in place of the appliance's.</summary>
    public IList<RetentionRuleSettings>? Retention { get; init; }

    /// <summary>Credentials and webhook of the Ubble facade.</summary>
    public UbbleTenantSettings? Ubble { get; init; }

    /// <summary>Credentials of the MobbID facade.</summary>
    public MobbIdTenantSettings? MobbId { get; init; }

    /// <summary>Credentials of the Uqudo facade.</summary>
    public UqudoTenantSettings? Uqudo { get; init; }

    /// <summary>Credentials of the Vult KYC facade.</summary>
    public VultKycTenantSettings? VultKyc { get; init; }

    /// <summary>Credentials and webhooks of the Incode ID facade.</summary>
    public IncodeIdTenantSettings? IncodeId { get; init; }
}

/// <summary>A tenant's entry for the Ubble facade.</summary>
public sealed class UbbleTenantSettings
{
    /// <summary>The user name of HTTP Basic.</summary>
    public string ClientId { get; init; } = "";

    /// <summary>The password of HTTP Basic.</summary>
    public string ClientSecret { get; init; } = "";

    /// <summary>The secret that webhooks are signed with.</summary>
    public string? WebhookSecret { get; init; }

    /// <summary>Where webhooks go unless the request says otherwise.</summary>
    public string? WebhookUrl { get; init; }

    /// <summary>Where applicants go afterwards unless the request says otherwise.</summary>
    public string? RedirectUrl { get; init; }
}

/// <summary>A tenant's entry for the MobbID facade.</summary>
public sealed class MobbIdTenantSettings
{
    /// <summary>The application's id.</summary>
    public string ApplicationId { get; init; } = "";

    /// <summary>The application's key.</summary>
    public string ApiKey { get; init; } = "";
}

/// <summary>A tenant's entry for the Uqudo facade.</summary>
public sealed class UqudoTenantSettings
{
    /// <summary>The OAuth 2 client.</summary>
    public string ClientId { get; init; } = "";

    /// <summary>The client's secret.</summary>
    public string ClientSecret { get; init; } = "";
}

/// <summary>A tenant's entry for the Vult KYC facade.</summary>
public sealed class VultKycTenantSettings
{
    /// <summary>The bearer key.</summary>
    public string ApiKey { get; init; } = "";

    /// <summary>The value of <c>X-Client-Id</c>.</summary>
    public string ClientId { get; init; } = "";

    /// <summary>The user that sessions are created by.</summary>
    public string UserId { get; init; } = "";
}

/// <summary>A tenant's entry for the Incode ID facade.</summary>
public sealed class IncodeIdTenantSettings
{
    /// <summary>The value of <c>x-api-key</c>.</summary>
    public string ApiKey { get; init; } = "";

    /// <summary>Where <c>verification.completed</c> goes.</summary>
    public string? VerificationWebhookUrl { get; init; }

    /// <summary>Where <c>authentication.completed</c> goes.</summary>
    public string? AuthenticationWebhookUrl { get; init; }
}
