using System.Net.Sockets;
using Idv.Api;
using Idv.Api.Http;
using Idv.Facades.Http;
using Idv.Host.Observability;
using Idv.Host.Settings;
using Idv.Storage;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Idv.Host.Serving;

/// <summary>Builds and runs the HTTP appliance.</summary>
public static class Appliance
{
    /// <summary>The address that is bound when none is given.</summary>
    public const string DefaultUrl = "http://127.0.0.1:8080";

    /// <summary>Opens the data and builds the appliance without starting it.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="urls">The addresses to bind.</param>
    /// <param name="isDemo">Whether known credentials are in use, so that this machine may be told of events.</param>
    /// <exception cref="SettingsException">A setting refers to something that cannot be used.</exception>
    /// <exception cref="Idv.Storage.Keys.MasterKeyException">The master key that the data need is not there.</exception>
    /// <exception cref="Idv.Verifications.StoreUnavailableException">The database cannot be reached or written.</exception>
    public static async Task<WebApplication> BuildAsync(ApplianceSettings settings, IReadOnlyList<string> urls, bool isDemo = false)
    {
        var targets = ApplianceServices.WebhookTargets(settings, isDemo);
        var data = await DataStore.OpenAsync(StorageFactory.Options(settings.Storage), TimeProvider.System, CancellationToken.None);
        try
        {
            await new TenantProvisioning(data, settings, targets).RunAsync(CancellationToken.None);
            return Build(settings, urls, data, targets);
        }
        catch
        {
            await data.DisposeAsync();
            throw;
        }
    }

    /// <summary>Binds the addresses and then loads the models; health answers meanwhile.</summary>
    /// <exception cref="IOException">An address is in use.</exception>
    /// <exception cref="Idv.Inference.ModelException">A model is missing, altered or unusable here.</exception>
    public static async Task StartAsync(WebApplication app)
    {
        await app.StartAsync();
        app.Services.GetRequiredService<IEngineOperations>();
        app.Services.GetRequiredService<IGalleryOperations>();
        app.Services.GetRequiredService<ApplianceGauges>();
        app.Services.GetRequiredService<BackgroundWork>().Begin();
        var readiness = app.Services.GetRequiredService<Readiness>();
        app.Lifetime.ApplicationStopping.Register(readiness.End);
        readiness.Begin();
    }

    /// <summary>Starts, says where it listens, and runs until SIGTERM.</summary>
    /// <returns>The program's exit code.</returns>
    public static async Task<int> RunAsync(WebApplication app)
    {
        using var tracing = Tracing.Begin(app.Services.GetRequiredService<ApplianceSettings>().Server);
        try
        {
            await StartAsync(app);
        }
        catch (IOException exception) when (exception.GetBaseException() is AddressInUseException or SocketException)
        {
            await Console.Error.WriteLineAsync(
                $"error: {exception.Message.TrimEnd('.')}. Stop the other program or choose another address with --urls.");
            return ExitCodes.Failure;
        }

        await Console.Out.WriteLineAsync($"idv is ready on {AddressOf(app)}");
        await app.WaitForShutdownAsync();
        return ExitCodes.Success;
    }

    /// <summary>The first bound address.</summary>
    internal static string AddressOf(WebApplication app) =>
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "no address";

    private static WebApplication Build(ApplianceSettings settings, IReadOnlyList<string> urls, DataStore data, Facades.Webhooks.WebhookTargetRules targets)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });

        // The framework's own sources (ASPNETCORE_*, its idea of appsettings) are not part of the contract.
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection();
        builder.WebHost.UseUrls([.. urls]);
        if (settings.Server.Tls.CertificateFile is not null)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }

        ApplianceServices.Add(builder.Services, settings, data, targets);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = EvidenceForm.MaximumRequestBytes;
            KestrelTls.Configure(kestrel, settings.Server.Tls);
        });
        ConfigureLogging(builder.Logging);
        var app = builder.Build();
        MapRoutes(app, settings);
        return app;
    }

    private static void ConfigureLogging(ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.AddJsonConsole(console =>
        {
            console.UseUtcTimestamp = true;
            console.IncludeScopes = true;
        });
        logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(
            console => console.LogToStandardErrorThreshold = LogLevel.Trace);

        // The framework's scopes carry paths with their values; only ours is to be seen.
        logging.Services.Configure<LoggerFactoryOptions>(factory => factory.ActivityTrackingOptions = ActivityTrackingOptions.TraceId);
        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        logging.AddFilter("Microsoft.AspNetCore.Hosting", LogLevel.None);
        logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);

        // A failed start is told in a line of our own; its stack trace would only hide that line.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);

        // A request's fault is logged by ourselves, without the texts of exceptions.
        logging.AddFilter("Microsoft.AspNetCore.Diagnostics", LogLevel.None);
    }

    private static void MapRoutes(WebApplication app, ApplianceSettings settings)
    {
        // Asked for at once: what happens before it listens is not measured.
        var metrics = app.Services.GetRequiredService<PrometheusExposition>();
        var surfaces = app.Services.GetRequiredService<ApiSurfaces>();
        SecurityHeaders.Use(app);
        app.UseMiddleware<RequestObservation>();
        app.UseMiddleware<UnexpectedFaults>();
        ApplianceServices.UseCallerLimits(app, settings.Server);
        EngineApi.UseGate(app);
        app.UseMiddleware<FacadeGate>();
        app.UseRouting();
        app.UseSwaggerUI(ui =>
        {
            ui.RoutePrefix = "docs";
            ui.DocumentTitle = "IDV engine";
            foreach (var (document, title) in ApiDocuments.All(surfaces))
            {
                ui.SwaggerEndpoint($"/openapi/{document}.json", title);
            }

            ui.EnableTryItOutByDefault();
        });
        var readiness = app.Services.GetRequiredService<Readiness>();
        app.MapGet("/health/live", static () => TypedResults.Json(new { status = "live" })).ExcludeFromDescription();
        app.MapGet("/health/ready", () => readiness.IsReady
            ? Results.Json(new { status = "ready" })
            : Results.Json(new { status = "not-ready" }, statusCode: StatusCodes.Status503ServiceUnavailable)).ExcludeFromDescription();
        app.MapGet("/metrics", () => TypedResults.Text(metrics.Write(), "text/plain; version=0.0.4")).ExcludeFromDescription();
        app.MapGet("/", static () => TypedResults.Redirect("/docs")).ExcludeFromDescription();
        app.MapOpenApi("/openapi/{documentName}.json");
        foreach (var surface in surfaces.All)
        {
            surface.Map(app);
        }
    }
}
