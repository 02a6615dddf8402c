using System.Text.Json;
using Idv.Api;
using Idv.Api.Http;
using Idv.Facades;
using Idv.Facades.Auditing;
using Idv.Facades.Http;
using Idv.Facades.Limits;
using Idv.Facades.Signing;
using Idv.Facades.Webhooks;
using Idv.Host.Galleries;
using Idv.Host.Observability;
using Idv.Host.Settings;
using Idv.Host.Translation;
using Idv.Inference;
using Idv.Storage;
using Idv.Verifications;
using Idv.Verifications.Comparisons;
using Idv.Verifications.Faces;
using Idv.Verifications.Notifications;
using Idv.Verifications.Processing;
using Idv.Verifications.Retention;
using Idv.Verifications.Security;
using Microsoft.AspNetCore.OpenApi;

namespace Idv.Host.Serving;

/// <summary>Puts the parts together.</summary>
internal static class ApplianceServices
{
    private const int MostCallersRemembered = 50_000;
    private static readonly TimeSpan[] DefaultRetryDelays = [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30)];

    /// <summary>Where webhooks may go.</summary>
    /// <exception cref="SettingsException">An entry cannot be read.</exception>
    public static WebhookTargetRules WebhookTargets(ApplianceSettings settings, bool isDemo)
    {
        try
        {
            return new WebhookTargetRules(settings.Webhooks.AllowedTargets, allowLoopback: isDemo);
        }
        catch (ArgumentException exception)
        {
            throw new SettingsException($"The setting 'Webhooks:AllowedTargets' cannot be used: {exception.Message}");
        }
    }

    /// <summary>The delays between the tries of a webhook.</summary>
    public static IReadOnlyList<TimeSpan> RetryDelays(ApplianceSettings settings) =>
        settings.Webhooks.RetryDelays.Count > 0 ? [.. settings.Webhooks.RetryDelays] : DefaultRetryDelays;

    /// <summary>Adds every service.</summary>
    /// <exception cref="SettingsException">A file of the settings cannot be used.</exception>
    public static void Add(IServiceCollection services, ApplianceSettings settings, DataStore data, WebhookTargetRules targets)
    {
        services.AddSingleton(settings);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<Readiness>();

        // Registered by a factory, so that the container closes it at the end.
        services.AddSingleton(_ => data);
        services.AddSingleton(data.Stores);
        services.AddSingleton(data.Stores.Tenants);
        services.AddSingleton(data.Outbox);
        services.AddSingleton(data.Audit);
        services.AddSingleton(data.SigningKeys);
        services.AddSingleton(targets);
        AddEngine(services, settings);
        AddVerifications(services, settings, targets);
        AddApis(services, settings);
        FacadeServices.Add(services, settings);
    }

    /// <summary>Adds the limits of callers, with what the settings say.</summary>
    public static void UseCallerLimits(IApplicationBuilder app, ServerSettings settings)
    {
        var clock = TimeProvider.System;
        var bans = settings.Bans.Offences > 0
            ? new BanList(new BanRules(settings.Bans.Offences, settings.Bans.Window, settings.Bans.Duration), MostCallersRemembered, clock)
            : null;
        var limiter = settings.RateLimit.PerSecond > 0
            ? new RateLimiter(new RateLimit(settings.RateLimit.PerSecond, settings.RateLimit.Burst), MostCallersRemembered, clock)
            : null;
        var surfaces = app.ApplicationServices.GetRequiredService<ApiSurfaces>();
        app.Use(next => new CallerLimits(next, surfaces, bans, limiter).InvokeAsync);
    }

    private static void AddEngine(IServiceCollection services, ApplianceSettings settings)
    {
        services.AddSingleton(_ => EngineFactory.OpenCatalogue(settings));
        services.AddSingleton(provider => EngineFactory.Create(provider.GetRequiredService<ModelCatalogue>(), settings.Engine));
        services.AddSingleton(EngineFactory.Policy(settings.Engine));
        services.AddSingleton<EngineOperations>();
        services.AddSingleton<IEngineOperations>(provider => provider.GetRequiredService<EngineOperations>());
        services.AddSingleton<IVerificationEngine, ExaminationEngine>();
        services.AddSingleton<IFaceEngine, FaceEngine>();
        services.AddSingleton(provider => GalleryFactory.Create(settings, provider.GetRequiredService<ModelCatalogue>()));
        services.AddSingleton<IGalleryOperations, GalleryOperations>();
        services.AddSingleton<IFaceGallery, FaceGallery>();
        services.AddSingleton<PrometheusExposition>();
        services.AddSingleton<ApplianceGauges>();
    }

    private static void AddVerifications(IServiceCollection services, ApplianceSettings settings, WebhookTargetRules targets)
    {
        var sanctions = LoadSanctions(settings.Sanctions);
        services.AddSingleton(provider => new VerificationLifecycle(
            provider.GetRequiredService<VerificationStores>(), provider.GetServices<INotificationFormat>(), sanctions, provider.GetRequiredService<TimeProvider>())
        {
            IdentityChanged = (tenantId, id, cancellation) => provider.GetRequiredService<IdentityGallery>().RefreshAsync(tenantId, id, cancellation),
        });
        services.AddSingleton(provider => new WorkQueue(
            new WorkQueueOptions
            {
                Workers = settings.Engine.Concurrency > 0 ? settings.Engine.Concurrency : Environment.ProcessorCount,
                Capacity = settings.Engine.QueueLength,
                CapacityPerTenant = settings.Engine.QueueLengthPerTenant > 0 ? settings.Engine.QueueLengthPerTenant : settings.Engine.QueueLength,
                TimeLimit = settings.Engine.TimeLimit,
            },
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new VerificationProcessor(
            provider.GetRequiredService<VerificationLifecycle>(),
            provider.GetRequiredService<VerificationStores>(),
            provider.GetRequiredService<IVerificationEngine>(),
            provider.GetRequiredService<WorkQueue>(),
            new ProcessorOptions { DrainTime = TimeSpan.FromSeconds(settings.Server.DrainSeconds), Lease = settings.Engine.TimeLimit + TimeSpan.FromMinutes(2) },
            provider.GetRequiredService<TimeProvider>())
        {
            Faulted = (id, fault) => ApplianceLog.ExaminationFault(provider.GetRequiredService<ILogger<VerificationProcessor>>(), id, fault.GetType().Name),
        });
        services.AddSingleton(_ => WebhookTransport.CreateClient(targets));
        services.AddSingleton(provider => new WebhookSender(
            provider.GetRequiredService<IOutbox>(),
            provider.GetRequiredService<VerificationStores>().Tenants,
            provider.GetServices<IWebhookProtocol>(),
            provider.GetRequiredService<HttpClient>(),
            new WebhookSenderOptions { TimeLimit = settings.Webhooks.TimeLimit },
            provider.GetRequiredService<TimeProvider>())
        {
            Faulted = fault => ApplianceLog.BackgroundFault(provider.GetRequiredService<ILogger<WebhookSender>>(), "webhooks", fault.GetType().Name),
            Tried = tried => ApplianceLog.WebhookTried(
                provider.GetRequiredService<ILogger<WebhookSender>>(), tried.Facade, tried.Attempt.StatusCode, tried.Attempt.Fault, tried.Outcome.State.ToString()),
        });
        services.AddSingleton<RetentionSweep>();
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<BackgroundWork>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<BackgroundWork>());
    }

    private static void AddApis(IServiceCollection services, ApplianceSettings settings)
    {
        services.AddSingleton<CredentialDirectory>();
        services.AddSingleton(provider => new SignedUrls(
            new RotatingKeys(
                provider.GetRequiredService<ISigningKeyStore>(),
                "signed-urls",
                SigningAlgorithm.HmacSha256,
                TimeSpan.FromDays(30),
                settings.Server.SignedUrlLifetime,
                provider.GetRequiredService<TimeProvider>()),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<EngineQueue>();
        services.AddSingleton<IApiSurface, EngineApi>();
        services.AddSingleton(provider => new ApiSurfaces(provider.GetServices<IApiSurface>(), HostNames(settings.Facades)));
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.CamelCase);
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddRouting();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(settings.Server.DrainSeconds));
        services.AddOpenApi(EngineApi.DocumentName, openApi =>
        {
            openApi.CreateSchemaReferenceId = static type => OpenApiOptions.CreateDefaultSchemaReferenceId(type) is { } name
                ? name.Replace("Contract", "", StringComparison.Ordinal)
                : null;
            openApi.AddOperationTransformer<UploadOperationTransformer>();
            openApi.AddDocumentTransformer<ApiKeyDocumentTransformer>();
        });
    }

    private static Dictionary<string, string> HostNames(FacadesSettings facades)
    {
        (string Name, FacadeSettings Settings)[] all =
        [
            (ApiNames.Ubble, facades.Ubble), (ApiNames.MobbId, facades.MobbId), (ApiNames.Uqudo, facades.Uqudo),
            (ApiNames.IncodeId, facades.IncodeId), (ApiNames.VultKyc, facades.VultKyc),
        ];
        var hosts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, settings) in all)
        {
            foreach (var host in settings.Hosts)
            {
                if (!hosts.TryAdd(host, name))
                {
                    throw new SettingsException($"The host name '{host}' is bound to two facades.");
                }
            }
        }

        return hosts;
    }

    private static SanctionsList? LoadSanctions(SanctionsSettings settings)
    {
        if (settings.ListFile is null)
        {
            return null;
        }

        try
        {
            return SanctionsList.Load(settings.ListFile, settings.AlternateNamesFile);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new SettingsException($"The setting 'Sanctions:ListFile' cannot be used: {exception.Message}");
        }
    }
}
