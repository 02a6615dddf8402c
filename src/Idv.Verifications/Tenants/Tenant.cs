using Idv.Verifications.Retention;
using Idv.Verifications.Security;

namespace Idv.Verifications.Tenants;

/// <summary>One way for a tenant to say who it is.</summary>
/// <param name="Scheme">Whose credential it is: "engine" for our own API keys, else the facade's name.</param>
/// <param name="Name">The public half: client id, application id; empty for a bare API key.</param>
/// <param name="Secret">The hashed secret half.</param>
public sealed record Credential(string Scheme, string Name, SecretHash Secret);

/// <summary>Somewhere a tenant wants to be told.</summary>
/// <param name="Id">The name of this endpoint.</param>
/// <param name="Facade">The facade whose events go there.</param>
/// <param name="Name">The tenant's own name for it.</param>
/// <param name="Url">Where.</param>
/// <param name="Secret">The secret that signatures are made with, or null. It is needed in clear and therefore kept encrypted, not hashed.</param>
/// <param name="Event">The event that it is for, or null for every one.</param>
/// <param name="ClientId">The client that it is for, or null for all.</param>
public sealed record WebhookEndpoint(
    Guid Id, string Facade, string Name, string Url, string? Secret, string? Event = null, string? ClientId = null);

/// <summary>Who the verifications are made for. Nothing of one tenant is visible to another.</summary>
public sealed record Tenant
{
    /// <summary>The name of the tenant: lower-case letters, digits, hyphens; at most 64.</summary>
    public required string Id { get; init; }

    /// <summary>How it may say who it is.</summary>
    public IReadOnlyList<Credential> Credentials { get; init; } = [];

    /// <summary>Where it wants to be told.</summary>
    public IReadOnlyList<WebhookEndpoint> Webhooks { get; init; } = [];

    /// <summary>How long its data is kept.</summary>
    public RetentionRules Retention { get; init; } = RetentionRules.KeepForever;

    /// <summary>What it may do; null means everything.</summary>
    public IReadOnlyList<string>? Permissions { get; init; }

    /// <summary>Values that only one facade understands (redirect URLs, configuration names).</summary>
    public IReadOnlyDictionary<string, string> FacadeSettings { get; init; } = new Dictionary<string, string>();
}
