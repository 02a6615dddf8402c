using System.Security.Cryptography;
using System.Text;
using Idv.Facades;
using Idv.Facades.Webhooks;
using Idv.Host.Settings;
using Idv.Storage;
using Idv.Verifications;
using Idv.Verifications.Policies;
using Idv.Verifications.Retention;
using Idv.Verifications.Security;
using Idv.Verifications.Tenants;

namespace Idv.Host.Serving;

/// <summary>
/// Brings the stored tenants in line with the configuration. A tenant that is no longer configured keeps its data and loses its credentials.
/// Webhooks that tenants added through an API stay.
/// </summary>
internal sealed class TenantProvisioning(DataStore data, ApplianceSettings settings, WebhookTargetRules targets)
{
    /// <summary>Names the webhooks that come from the configuration, so that they go when they leave it.</summary>
    private const string ConfiguredPrefix = "configuration:";

    /// <summary>Marks policies that come from the configuration, so that those which tenants saved are left alone.</summary>
    private const string ConfiguredPolicy = "configured";

    /// <summary>Secrets of this length were hardly chosen by a person: stretching their hash would only delay the start.</summary>
    private const int LengthOfGeneratedSecrets = 32;

    /// <summary>Saves every tenant.</summary>
    /// <exception cref="SettingsException">A secret's file cannot be read, two tenants share a credential, or a webhook's target is not allowed.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var secrets = settings.Tenants.Select((tenant, i) => (Tenant: tenant, Secrets: SecretsOf(tenant, $"Tenants:{i}").ToList())).ToList();
        RequireDistinct([.. secrets.SelectMany(pair => pair.Secrets)]);
        for (var i = 0; i < secrets.Count; i++)
        {
            var (tenant, own) = secrets[i];
            var existing = await data.Stores.Tenants.FindAsync(tenant.Id, cancellation);
            var webhooks = Webhooks(tenant, $"Tenants:{i}").ToList();
            await data.Stores.Tenants.SaveAsync(
                new Tenant
                {
                    Id = tenant.Id,
                    Credentials = [.. own.AsParallel().AsOrdered().Select(secret => new Credential(secret.Scheme, secret.Name, Hash(secret.Value)))],
                    Webhooks = [.. webhooks, .. (existing?.Webhooks ?? []).Where(webhook => !webhook.Name.StartsWith(ConfiguredPrefix, StringComparison.Ordinal))],
                    Retention = new RetentionRules([.. (tenant.Retention ?? settings.Retention.Rules).Select(Rule)]),
                    Permissions = tenant.Permissions is null ? null : [.. tenant.Permissions],
                    FacadeSettings = FacadeSettings(tenant),
                },
                cancellation);
            await ProvidePolicyAsync(tenant.Id, cancellation);
        }

        foreach (var forgotten in (await data.Stores.Tenants.ListAsync(cancellation)).ExceptBy(settings.Tenants.Select(tenant => tenant.Id), tenant => tenant.Id, StringComparer.Ordinal))
        {
            await data.Stores.Tenants.SaveAsync(forgotten with { Credentials = [] }, cancellation);
        }
    }

    private static SecretHash Hash(string secret) =>
        SecretHash.Of(secret, secret.Length >= LengthOfGeneratedSecrets ? SecretHash.GeneratedKeyIterations : SecretHash.DefaultIterations);

    private static IEnumerable<ConfiguredSecret> SecretsOf(TenantSettings tenant, string key)
    {
        for (var i = 0; i < tenant.ApiKeys.Count; i++)
        {
            yield return new ConfiguredSecret(ApiNames.Engine, "", Secret.Resolve(tenant.ApiKeys[i], $"{key}:ApiKeys:{i}"), $"{key}:ApiKeys:{i}");
        }

        if (tenant.Ubble is { } ubble)
        {
            yield return new ConfiguredSecret(ApiNames.Ubble, ubble.ClientId, Secret.Resolve(ubble.ClientSecret, $"{key}:Ubble:ClientSecret"), $"{key}:Ubble");
        }

        if (tenant.MobbId is { } mobbId)
        {
            yield return new ConfiguredSecret(ApiNames.MobbId, mobbId.ApplicationId, Secret.Resolve(mobbId.ApiKey, $"{key}:MobbId:ApiKey"), $"{key}:MobbId");
        }

        if (tenant.Uqudo is { } uqudo)
        {
            yield return new ConfiguredSecret(ApiNames.Uqudo, uqudo.ClientId, Secret.Resolve(uqudo.ClientSecret, $"{key}:Uqudo:ClientSecret"), $"{key}:Uqudo");
        }

        if (tenant.VultKyc is { } vult)
        {
            yield return new ConfiguredSecret(ApiNames.VultKyc, "", Secret.Resolve(vult.ApiKey, $"{key}:VultKyc:ApiKey"), $"{key}:VultKyc");
        }

        if (tenant.IncodeId is { } incode)
        {
            yield return new ConfiguredSecret(ApiNames.IncodeId, "", Secret.Resolve(incode.ApiKey, $"{key}:IncodeId:ApiKey"), $"{key}:IncodeId");
        }
    }

    /// <summary>A credential must lead to one tenant: by its name where it has one, else by its secret.</summary>
    private static void RequireDistinct(IReadOnlyList<ConfiguredSecret> secrets)
    {
        var repeated = secrets.GroupBy(secret => (secret.Scheme, secret.Name.Length > 0 ? secret.Name : secret.Value)).FirstOrDefault(group => group.Count() > 1);
        if (repeated is not null)
        {
            throw new SettingsException($"The settings {string.Join(" and ", repeated.Select(secret => $"'{secret.Key}'"))} give the same credential twice.");
        }
    }

    private static RetentionRule Rule(RetentionRuleSettings rule) => new(
        Enum.Parse<VerificationState>(rule.State, ignoreCase: true),
        rule.Age,
        rule.Action == "erase" ? RetentionAction.Erase : RetentionAction.Anonymize);

    private static Dictionary<string, string> FacadeSettings(TenantSettings tenant)
    {
        (string Name, string? Value)[] values =
        [
            (TenantFacadeSettings.UbbleRedirectUrl, tenant.Ubble?.RedirectUrl),
            (TenantFacadeSettings.VultKycClientId, tenant.VultKyc?.ClientId),
            (TenantFacadeSettings.VultKycUserId, tenant.VultKyc?.UserId),
        ];
        return values.Where(value => value.Value is not null).ToDictionary(value => value.Name, value => value.Value!, StringComparer.Ordinal);
    }

    private IEnumerable<WebhookEndpoint> Webhooks(TenantSettings tenant, string key)
    {
        (string Facade, string Setting, string? Url, string? Secret, string? Event)[] configured =
        [
            (ApiNames.Ubble, "Ubble:WebhookUrl", tenant.Ubble?.WebhookUrl, tenant.Ubble?.WebhookSecret is { } given ? Secret.Resolve(given, $"{key}:Ubble:WebhookSecret") : null, null),
            (ApiNames.IncodeId, "IncodeId:VerificationWebhookUrl", tenant.IncodeId?.VerificationWebhookUrl, null, "verification.completed"),
            (ApiNames.IncodeId, "IncodeId:AuthenticationWebhookUrl", tenant.IncodeId?.AuthenticationWebhookUrl, null, "authentication.completed"),
        ];
        foreach (var (facade, setting, url, secret, happened) in configured)
        {
            // Ubble's requests may name their own URL, which is signed with the same secret: an endpoint without a URL carries it.
            if (url is null && secret is null)
            {
                continue;
            }

            if (url is not null && targets.FindFault(url) is { } fault)
            {
                throw new SettingsException($"The setting '{key}:{setting}' is no allowed target: {fault} See Webhooks:AllowedTargets.");
            }

            yield return new WebhookEndpoint(IdOf(tenant.Id, setting), facade, ConfiguredPrefix + setting, url ?? "", secret, happened);
        }
    }

    /// <summary>The same endpoint has the same id at every start.</summary>
    private static Guid IdOf(string tenant, string setting) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{tenant}\0{setting}")).AsSpan(0, 16));

    private async Task ProvidePolicyAsync(string tenant, CancellationToken cancellation)
    {
        var latest = await data.Stores.Policies.LatestAsync(tenant, "", cancellation);
        var rate = settings.Engine.FalseMatchRate;
        var isOurs = latest is null || latest.Extensions.ContainsKey(ConfiguredPolicy);
        if (latest is not null && (!isOurs || (latest.DocumentFaceFalseMatchRate.Equals(rate) && latest.AuthenticationFalseMatchRate.Equals(rate))))
        {
            return;
        }

        await data.Stores.Policies.SaveAsync(
            new Policy
            {
                Id = Guid.CreateVersion7(),
                TenantId = tenant,
                CreatedAt = TimeProvider.System.GetUtcNow(),
                DocumentFaceFalseMatchRate = rate,
                AuthenticationFalseMatchRate = rate,
                Extensions = new Dictionary<string, double>(StringComparer.Ordinal) { [ConfiguredPolicy] = 1 },
            },
            cancellation);
    }

    private sealed record ConfiguredSecret(string Scheme, string Name, string Value, string Key);
}
