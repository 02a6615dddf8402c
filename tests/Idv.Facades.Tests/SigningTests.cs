using System.Buffers.Text;
using System.Text.Json;
using Idv.Facades.Signing;
using Idv.Verifications.Security;

namespace Idv.Facades.Tests;

public sealed class SigningTests : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);
    private readonly MovedClock _clock = new();
    private readonly KeysInMemory _store = new();
    private readonly RotatingKeys _keys;
    private readonly TokenIssuer _issuer;

    public SigningTests()
    {
        _keys = new RotatingKeys(_store, "token", SigningAlgorithm.HmacSha256, TimeSpan.FromDays(1), TimeSpan.FromHours(1), _clock);
        _issuer = new TokenIssuer(_keys, "idv", "mobbid", _clock);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _keys.Dispose();

    [Theory]
    [InlineData(SigningAlgorithm.HmacSha256)]
    [InlineData(SigningAlgorithm.EcdsaP256Sha256)]
    public async Task A_token_says_what_it_was_issued_for(SigningAlgorithm algorithm)
    {
        using var keys = new RotatingKeys(_store, "other", algorithm, TimeSpan.FromDays(1), TimeSpan.FromHours(1), _clock);
        var issuer = new TokenIssuer(keys, "idv", "mobbid", _clock);

        var token = await issuer.IssueAsync("demo", Lifetime, new Dictionary<string, string> { ["app"] = "demo-app" }, Cancellation);
        var verdict = await issuer.VerifyAsync(token, Cancellation);

        Assert.Equal((TokenFault.None, "demo", "demo-app"), (verdict.Fault, verdict.Claims!.Subject, verdict.Claims.Claims["app"]));
        Assert.Equal(Lifetime, verdict.Claims.ExpiresAt - verdict.Claims.IssuedAt);
    }

    [Fact]
    public async Task A_token_ends_with_its_time()
    {
        var token = await IssueAsync();

        _clock.Advance(Lifetime);

        Assert.Equal(TokenFault.Expired, (await _issuer.VerifyAsync(token, Cancellation)).Fault);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("ES256")]
    [InlineData("hs256")]
    public async Task A_token_cannot_choose_its_algorithm(string algorithm)
    {
        var parts = (await IssueAsync()).Split('.');
        var header = JsonSerializer.Deserialize<Dictionary<string, string>>(Base64Url.DecodeFromChars(parts[0]))!;
        header["alg"] = algorithm;
        var forged = $"{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(header))}.{parts[1]}.{parts[2]}";

        Assert.Equal(TokenFault.WrongAlgorithm, (await _issuer.VerifyAsync(forged, Cancellation)).Fault);
    }

    [Fact]
    public async Task A_token_with_any_changed_character_is_refused()
    {
        var token = await IssueAsync();
        for (var i = 0; i < token.Length; i++)
        {
            var changed = token[..i] + (token[i] == 'A' ? 'B' : 'A') + token[(i + 1)..];
            Assert.NotEqual(TokenFault.None, (await _issuer.VerifyAsync(changed, Cancellation)).Fault);
        }
    }

    [Fact]
    public async Task A_token_of_another_facade_another_issuer_or_another_purpose_is_refused()
    {
        var token = await IssueAsync();
        using var otherKeys = new RotatingKeys(_store, "url", SigningAlgorithm.HmacSha256, TimeSpan.FromDays(1), TimeSpan.FromHours(1), _clock);

        Assert.Equal(TokenFault.WrongAudience, (await new TokenIssuer(_keys, "idv", "uqudo", _clock).VerifyAsync(token, Cancellation)).Fault);
        Assert.Equal(TokenFault.WrongIssuer, (await new TokenIssuer(_keys, "other", "mobbid", _clock).VerifyAsync(token, Cancellation)).Fault);
        Assert.Equal(TokenFault.UnknownKey, (await new TokenIssuer(otherKeys, "idv", "mobbid", _clock).VerifyAsync(token, Cancellation)).Fault);
    }

    [Fact]
    public void Anything_else_is_malformed() => FsCheck.Check.QuickThrowOnFailure(Prop.ForAll<string>(text =>
        text is null || _issuer.VerifyAsync(text, Cancellation).AsTask().GetAwaiter().GetResult().Fault == TokenFault.Malformed));

    [Fact]
    public async Task Keys_rotate_and_the_old_one_verifies_as_long_as_its_tokens_live()
    {
        var old = await IssueAsync();
        var signed = await new SignedUrls(_keys, _clock).SignAsync("/i/1", TimeSpan.FromHours(1), Cancellation);
        _clock.Advance(TimeSpan.FromDays(1));
        var young = await IssueAsync();

        Assert.Equal(2, _store.Count);
        Assert.Equal(TokenFault.Expired, (await _issuer.VerifyAsync(old, Cancellation)).Fault);
        Assert.Equal(TokenFault.None, (await _issuer.VerifyAsync(young, Cancellation)).Fault);

        _clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(TokenFault.UnknownKey, (await _issuer.VerifyAsync(old, Cancellation)).Fault);
        Assert.NotEmpty(signed);
    }

    [Fact]
    public async Task A_signed_url_opens_its_own_path_until_its_time()
    {
        var urls = new SignedUrls(_keys, _clock);
        var url = await urls.SignAsync("/images/demo/1", TimeSpan.FromMinutes(60), Cancellation);
        var query = System.Web.HttpUtility.ParseQueryString(url[url.IndexOf('?', StringComparison.Ordinal)..]);
        ValueTask<SignedUrlVerdict> VerifyAsync(string path, string? expires) =>
            urls.VerifyAsync(path, expires, query["key"], query["signature"], Cancellation);

        Assert.Equal(SignedUrlVerdict.Valid, await VerifyAsync("/images/demo/1", query["expires"]));
        Assert.Equal(SignedUrlVerdict.Invalid, await VerifyAsync("/images/demo/2", query["expires"]));
        Assert.Equal(SignedUrlVerdict.Invalid, await VerifyAsync("/images/demo/1", query["expires"] + "0"));
        Assert.Equal(SignedUrlVerdict.Invalid, await VerifyAsync("/images/demo/1", null));
        Assert.Equal(SignedUrlVerdict.Invalid, await urls.VerifyAsync("/images/demo/1", query["expires"], "nobody", query["signature"], Cancellation));

        _clock.Advance(TimeSpan.FromMinutes(60));
        Assert.Equal(SignedUrlVerdict.Expired, await VerifyAsync("/images/demo/1", query["expires"]));
    }

    private ValueTask<string> IssueAsync() => _issuer.IssueAsync("demo", Lifetime, null, Cancellation);

    private sealed class KeysInMemory : ISigningKeyStore
    {
        private readonly List<SigningKey> _keys = [];

        public int Count => _keys.Count;

        public Task<IReadOnlyList<SigningKey>> ListAsync(string purpose, DateTimeOffset now, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyList<SigningKey>>(
                [.. _keys.Where(key => key.Purpose == purpose && key.VerifiesUntil > now).OrderByDescending(key => key.SignsFrom)]);

        public Task AddAsync(SigningKey key, DateTimeOffset now, CancellationToken cancellation)
        {
            _keys.Add(key);
            return Task.CompletedTask;
        }
    }
}
