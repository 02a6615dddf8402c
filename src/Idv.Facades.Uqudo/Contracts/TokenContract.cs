using System.Text.Json.Serialization;

namespace Idv.Facades.Uqudo.Contracts;

/// <summary>What a client sends for a token.</summary>
/// <param name="GrantType"><c>client_credentials</c>.</param>
/// <param name="ClientId">The client.</param>
/// <param name="ClientSecret">Its secret.</param>
internal sealed record TokenForm(
    [property: JsonPropertyName("grant_type")] string GrantType,
    [property: JsonPropertyName("client_id")] string ClientId,
    [property: JsonPropertyName("client_secret")] string ClientSecret);

/// <summary>A token (RFC 6749, section 5.1).</summary>
/// <param name="AccessToken">The token.</param>
/// <param name="TokenType"><c>bearer</c>.</param>
/// <param name="ExpiresIn">How long it is accepted, in seconds.</param>
/// <param name="Scope">The permissions, separated by spaces.</param>
/// <param name="Id">The token's own name.</param>
internal sealed record TokenContract(
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("token_type")] string TokenType,
    [property: JsonPropertyName("expires_in")] int ExpiresIn,
    [property: JsonPropertyName("scope")] string Scope,
    [property: JsonPropertyName("jti")] string Id);
