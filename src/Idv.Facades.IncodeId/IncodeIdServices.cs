using Idv.Facades.Http;
using Idv.Facades.IncodeId.Authentication;
using Idv.Facades.IncodeId.Identities;
using Idv.Facades.IncodeId.Webhooks;
using Idv.Facades.Signing;
using Idv.Facades.Webhooks;
using Idv.Verifications.Notifications;
using Idv.Verifications.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Idv.Facades.IncodeId;

/// <summary>Puts the facade's parts together.</summary>
public static class IncodeIdServices
{
    /// <summary>Adds the facade. The host supplies stores, queue, engine, identity gallery, processor and the client that keeps to the allowed targets.</summary>
    public static IServiceCollection AddIncodeId(this IServiceCollection services, IncodeIdOptions options) => services
        .AddSingleton(options)
        .AddSingleton(provider => new IncodeIdTokens(
            TokenIssuer.Of(
                provider.GetRequiredService<ISigningKeyStore>(), ApiNames.IncodeId, options.TokenLifetime, provider.GetRequiredService<TimeProvider>()),
            options))
        .AddSingleton<FaceDownload>()
        .AddSingleton<FaceAuthenticator>()
        .AddSingleton<IdentityReader>()
        .AddSingleton<DocumentImages>()
        .AddSingleton<INotificationFormat, IncodeIdNotifications>()
        .AddSingleton<IWebhookProtocol, IncodeIdWebhooks>()
        .AddSingleton<IApiSurface, IncodeIdApi>();
}
