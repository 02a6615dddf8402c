using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Idv.Host.Serving;
using Idv.Host.Settings;
using Microsoft.AspNetCore.Builder;

namespace Idv.Host.Tests;

/// <summary>What stands around the engine: limits, headers, TLS. The host is real; models are not loaded because nothing here asks for them.</summary>
public sealed class OperationsTests : IDisposable
{
    private const string Key = "operations-api-key";
    private readonly string _data = Directory.CreateTempSubdirectory("idv-operations-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task An_address_that_guesses_keys_is_banned_for_a_while()
    {
        await using var host = await StartAsync(new ServerSettings { Bans = new BanSettings { Offences = 3 } });
        using var client = Client(host.Address, "a-guessed-key");
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/v1/verifications")).StatusCode);
        }

        using var right = Client(host.Address, Key);
        var refused = await right.GetAsync("/v1/verifications");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.OK, (await right.GetAsync("/health/live")).StatusCode);
    }

    [Fact]
    public async Task A_credential_that_asks_for_too_much_is_told_to_wait_and_others_are_not()
    {
        await using var host = await StartAsync(new ServerSettings { RateLimit = new RateLimitSettings { PerSecond = 0.01, Burst = 2 } });
        using var busy = Client(host.Address, Key);
        Assert.Equal(HttpStatusCode.NotFound, (await busy.GetAsync("/v1/nothing")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await busy.GetAsync("/v1/nothing")).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await busy.GetAsync("/v1/nothing")).StatusCode);
        using var other = Client(host.Address, "another-key");
        Assert.Equal(HttpStatusCode.Unauthorized, (await other.GetAsync("/v1/nothing")).StatusCode);
    }

    [Fact]
    public async Task Answers_stay_out_of_frames_caches_and_guesses()
    {
        await using var host = await StartAsync(new ServerSettings());
        using var client = Client(host.Address, Key);
        var answer = await client.GetAsync("/docs/index.html");
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("DENY", answer.Headers.GetValues("X-Frame-Options").Single());
        Assert.Contains("frame-ancestors 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.True((await client.GetAsync("/v1/nothing")).Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task A_correlation_id_comes_back_unless_it_could_do_harm()
    {
        await using var host = await StartAsync(new ServerSettings());
        using var client = Client(host.Address, Key);
        client.DefaultRequestHeaders.Add("X-Correlation-Id", "order-4711");
        Assert.Equal("order-4711", (await client.GetAsync("/v1/nothing")).Headers.GetValues("X-Correlation-Id").Single());
        client.DefaultRequestHeaders.Remove("X-Correlation-Id");
        client.DefaultRequestHeaders.TryAddWithoutValidation("X-Correlation-Id", "a{\"b\":1}");
        Assert.Matches("^[0-9a-f]{32}$", (await client.GetAsync("/v1/nothing")).Headers.GetValues("X-Correlation-Id").Single());
    }

    [Fact]
    public async Task Metrics_are_well_formed_and_count_requests_by_route()
    {
        await using var host = await StartAsync(new ServerSettings());
        using var client = Client(host.Address, Key);
        await client.GetAsync("/v1/verifications/8a5c7f0e-0000-7000-8000-000000000000");
        var text = await client.GetStringAsync("/metrics");
        Assert.Contains("""idv_http_duration_seconds_count{api="engine",method="GET",route="/v1/verifications/{id:guid}",status="404"}""", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n', StringSplitOptions.RemoveEmptyEntries), line =>
            Assert.Matches("""^(# (HELP|TYPE) \S+ .+|[a-z_]+(\{([a-z_]+="[^"]*",?)+\})? \S+)$""", line));
    }

    [Fact]
    public async Task Tenants_that_left_the_configuration_lose_their_credentials_and_keep_their_data()
    {
        await using (await StartAsync(new ServerSettings()))
        {
        }

        await using var host = await StartAsync(new ServerSettings(), tenant: "somebody-else", key: "somebody-elses-key");
        using var client = Client(host.Address, Key);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/v1/verifications")).StatusCode);
    }

    [Fact]
    public async Task A_webhook_in_the_configuration_must_go_to_an_allowed_target()
    {
        var settings = new ApplianceSettings
        {
            Storage = new StorageSettings { Path = _data },
            Tenants = [new TenantSettings { Id = "test", IncodeId = new IncodeIdTenantSettings { ApiKey = "incode-api-key", VerificationWebhookUrl = "http://169.254.169.254/latest" } }],
        };
        var refusal = await Assert.ThrowsAsync<SettingsException>(() => Appliance.BuildAsync(settings, ["http://127.0.0.1:0"]));
        Assert.Contains("Tenants:0:IncodeId:VerificationWebhookUrl", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mutual_TLS_lets_in_who_presents_a_certificate_of_the_authority_and_nobody_else()
    {
        var authority = MakeAuthority("CN=Site authority");
        var stranger = MakeAuthority("CN=Somebody");
        var (certificateFile, keyFile) = WritePem(Issue(authority, "CN=localhost"), "server");
        var authorityFile = Path.Combine(_data, "authority.pem");
        await File.WriteAllTextAsync(authorityFile, authority.ExportCertificatePem());
        var tls = new TlsSettings { CertificateFile = certificateFile, KeyFile = keyFile, ClientAuthorityFile = authorityFile };
        await using var host = await StartAsync(new ServerSettings { Tls = tls }, scheme: "https");

        using var invited = Client(host.Address, Key, authority, Issue(authority, "CN=client"));
        Assert.Equal(HttpStatusCode.OK, (await invited.GetAsync("/v1/verifications")).StatusCode);
        using var foreign = Client(host.Address, Key, authority, Issue(stranger, "CN=client"));
        await Assert.ThrowsAsync<HttpRequestException>(() => foreign.GetAsync("/v1/verifications"));
        using var bare = Client(host.Address, Key, authority);
        await Assert.ThrowsAsync<HttpRequestException>(() => bare.GetAsync("/v1/verifications"));
    }

    private static HttpClient Client(Uri address, string key, X509Certificate2? authority = null, X509Certificate2? certificate = null)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        if (authority is not null)
        {
            handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                CustomTrustStore = { authority },
            };
        }

        if (certificate is not null)
        {
            handler.SslOptions.ClientCertificates = [certificate];
        }

        var client = new HttpClient(handler) { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    private static X509Certificate2 MakeAuthority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private static X509Certificate2 Issue(X509Certificate2 authority, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(authority, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(12), RandomNumberGenerator.GetBytes(8));
        using var withKey = issued.CopyWithPrivateKey(key);

        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
    }

    private (string Certificate, string Key) WritePem(X509Certificate2 certificate, string name)
    {
        var (certificateFile, keyFile) = (Path.Combine(_data, name + ".pem"), Path.Combine(_data, name + ".key"));
        File.WriteAllText(certificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(keyFile, certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        return (certificateFile, keyFile);
    }

    private async Task<Running> StartAsync(ServerSettings server, string tenant = "test", string key = Key, string scheme = "http")
    {
        var settings = new ApplianceSettings
        {
            Server = server,
            Storage = new StorageSettings { Path = Path.Combine(_data, "data") },
            Tenants = [new TenantSettings { Id = tenant, ApiKeys = [key] }],
        };
        var app = await Appliance.BuildAsync(settings, [$"{scheme}://127.0.0.1:0"]);
        await app.StartAsync();
        return new Running(app);
    }

    private sealed class Running(WebApplication app) : IAsyncDisposable
    {
        public Uri Address { get; } = new(app.Urls.First());

        public async ValueTask DisposeAsync()
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }
    }
}
