using System.Net;
using Idv.Host.Settings;

namespace Idv.Host.Serving;

/// <summary>What <c>--demo</c> adds.</summary>
internal static class DemoSettings
{
    /// <summary>The demonstration's tenant, as the appliance's contract gives it.</summary>
    public static TenantSettings Tenant { get; } = new()
    {
        Id = "demo",
        ApiKeys = ["demo-api-key"],
        Ubble = new UbbleTenantSettings { ClientId = "demo-client", ClientSecret = "demo-secret", WebhookSecret = "demo-webhook-secret" },
        MobbId = new MobbIdTenantSettings { ApplicationId = "demo-app", ApiKey = "demo-api-key" },
        Uqudo = new UqudoTenantSettings { ClientId = "demo-client", ClientSecret = "demo-secret" },
        VultKyc = new VultKycTenantSettings { ApiKey = "demo-api-key", ClientId = "demo-client", UserId = "demo-user" },
        IncodeId = new IncodeIdTenantSettings { ApiKey = "demo-api-key" },
    };

    /// <summary>Refuses to show known credentials to other machines.</summary>
    /// <exception cref="SettingsException">An address is not a loopback address.</exception>
    public static void RequireLoopback(IEnumerable<string> urls)
    {
        foreach (var url in urls)
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || !IsLoopback(uri.Host))
            {
                throw new SettingsException($"--demo uses credentials that everybody knows and therefore binds loopback addresses only, not {url}.");
            }
        }
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
