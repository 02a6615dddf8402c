namespace Idv.Facades;

/// <summary>The names of values that only one facade understands, in <see cref="Idv.Verifications.Tenants.Tenant.FacadeSettings"/>.</summary>
public static class TenantFacadeSettings
{
    /// <summary>Where Ubble's applicants go afterwards.</summary>
    public const string UbbleRedirectUrl = "ubble.redirect-url";

    /// <summary>The value of Vult's <c>X-Client-Id</c>.</summary>
    public const string VultKycClientId = "vult-kyc.client-id";

    /// <summary>The user that Vult's sessions are created by.</summary>
    public const string VultKycUserId = "vult-kyc.user-id";
}
