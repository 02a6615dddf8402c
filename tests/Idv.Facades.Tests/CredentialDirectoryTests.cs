using Idv.Verifications.Security;
using Idv.Verifications.Stores;
using Idv.Verifications.Tenants;

namespace Idv.Facades.Tests;

public sealed class CredentialDirectoryTests
{
    private readonly TenantsInMemory _tenants = new();
    private readonly CredentialDirectory _directory;

    public CredentialDirectoryTests()
    {
        _tenants.Put(new Tenant
        {
            Id = "demo",
            Credentials = [new Credential("ubble", "client", SecretHash.Of("secret", 1000)), new Credential("engine", "", SecretHash.Of("key-1", 1000))],
        });
        _tenants.Put(new Tenant { Id = "other", Credentials = [new Credential("engine", "", SecretHash.Of("key-2", 1000))] });
        _directory = new CredentialDirectory(_tenants, new MovedClock());
    }

    [Theory]
    [InlineData("ubble", "client", "secret", "demo")]
    [InlineData("engine", "", "key-1", "demo")]
    [InlineData("engine", "", "key-2", "other")]
    [InlineData("ubble", "client", "wrong", null)]
    [InlineData("ubble", "nobody", "secret", null)]
    [InlineData("mobbid", "client", "secret", null)]
    [InlineData("engine", "", "", null)]
    public async Task A_credential_leads_to_its_tenant_the_first_time_and_again(string scheme, string name, string secret, string? tenantId)
    {
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(tenantId, (await _directory.AuthenticateAsync(scheme, name, secret, TestContext.Current.CancellationToken))?.Id);
        }
    }

    [Fact]
    public async Task A_replaced_secret_stops_at_once()
    {
        Assert.NotNull(await _directory.AuthenticateAsync("engine", "", "key-2", TestContext.Current.CancellationToken));

        _tenants.Put(new Tenant { Id = "other", Credentials = [new Credential("engine", "", SecretHash.Of("key-3", 1000))] });

        Assert.Null(await _directory.AuthenticateAsync("engine", "", "key-2", TestContext.Current.CancellationToken));
        Assert.NotNull(await _directory.AuthenticateAsync("engine", "", "key-3", TestContext.Current.CancellationToken));
    }

    private sealed class TenantsInMemory : ITenantStore
    {
        private readonly Dictionary<string, Tenant> _all = [];

        public void Put(Tenant tenant) => _all[tenant.Id] = tenant;

        public Task SaveAsync(Tenant tenant, CancellationToken cancellation)
        {
            Put(tenant);
            return Task.CompletedTask;
        }

        public Task<Tenant?> FindAsync(string id, CancellationToken cancellation) => Task.FromResult(_all.GetValueOrDefault(id));

        public Task<IReadOnlyList<Tenant>> ListAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<Tenant>>([.. _all.Values]);

        public Task<bool> EraseAsync(string id, CancellationToken cancellation) => Task.FromResult(_all.Remove(id));
    }
}
