using Idv.Facades.Http;
using Idv.Facades.Signing;
using Idv.Facades.Uqudo.Faces;
using Idv.Facades.Uqudo.Scanning;
using Idv.Verifications.Security;
using Idv.Verifications.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace Idv.Facades.Uqudo;

/// <summary>Puts the facade's parts together.</summary>
public static class UqudoServices
{
    /// <summary>Adds the facade. The host supplies stores, queue, engine, gallery and lifecycle.</summary>
    public static IServiceCollection AddUqudo(this IServiceCollection services, UqudoOptions options) => services
        .AddSingleton(options)
        .AddSingleton(provider => new UqudoTokens(
            TokenIssuer.Of(
                provider.GetRequiredService<ISigningKeyStore>(), ApiNames.Uqudo, options.TokenLifetime, provider.GetRequiredService<TimeProvider>()),
            provider.GetRequiredService<ITenantStore>(),
            options))
        .AddSingleton<SoleFaces>()
        .AddSingleton<SelfieIndex>()
        .AddSingleton<DocumentScanner>()
        .AddSingleton<IApiSurface, UqudoApi>();
}
