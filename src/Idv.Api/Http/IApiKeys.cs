namespace Idv.Api.Http;

/// <summary>Knows which keys open the API.</summary>
public interface IApiKeys
{
    /// <summary>The tenant whose key this is, or null. The comparison takes the same time whatever the key.</summary>
    string? TenantOf(string key);
}
