using System.Security.Cryptography;
using System.Text;
using Idv.Api.Http;

namespace Idv.Host.Settings;

/// <summary>
/// The API keys of all tenants, kept as SHA-256 hashes only. Keys are random and long, so that a fast hash is enough; every key
/// is compared in full, whatever matches first.
/// </summary>
internal sealed class ApiKeyRing : IApiKeys
{
    private const string FilePrefix = "file:";

    private readonly (byte[] Hash, string Tenant)[] _keys;

    /// <exception cref="SettingsException">A key's file cannot be read, or two tenants share a key.</exception>
    public ApiKeyRing(IEnumerable<TenantSettings> tenants)
    {
        _keys = [.. tenants.SelectMany((tenant, i) => tenant.ApiKeys.Select((key, j) => (Hash(Resolve(key, $"Tenants:{i}:ApiKeys:{j}")), tenant.Id)))];
        if (_keys.Select(key => Convert.ToHexString(key.Hash)).Distinct(StringComparer.Ordinal).Count() != _keys.Length)
        {
            throw new SettingsException("The setting 'Tenants' gives the same API key twice.");
        }
    }

    /// <inheritdoc/>
    public string? TenantOf(string key)
    {
        var hash = Hash(key);
        string? found = null;
        foreach (var (known, tenant) in _keys)
        {
            if (CryptographicOperations.FixedTimeEquals(hash, known))
            {
                found = tenant;
            }
        }

        return found;
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private static string Resolve(string value, string setting)
    {
        if (!value.StartsWith(FilePrefix, StringComparison.Ordinal))
        {
            return value;
        }

        try
        {
            return File.ReadAllText(value[FilePrefix.Length..]).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"The setting '{setting}' names the file {value[FilePrefix.Length..]}, which cannot be read.");
        }
    }
}
