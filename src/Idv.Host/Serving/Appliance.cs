using System.Net.Sockets;
using System.Text.Json;
using Idv.Api;
using Idv.Api.Http;
using Idv.Host.Settings;
using Idv.Host.Translation;
using Idv.Inference;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Idv.Host.Serving;

/// <summary>Builds and runs the HTTP appliance.</summary>
public static class Appliance
{
    /// <summary>The address that is bound when none is given.</summary>
    public const string DefaultUrl = "http://127.0.0.1:8080";

    /// <summary>Builds the appliance without starting it.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="urls">The addresses to bind.</param>
    /// <exception cref="SettingsException">A setting refers to something that cannot be used.</exception>
    public static WebApplication Build(ApplianceSettings settings, IReadOnlyList<string> urls)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });

        // The framework's own sources (ASPNETCORE_*, its idea of appsettings) are not part of the contract.
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection();
        builder.WebHost.UseUrls([.. urls]);
        Configure(builder.Services, settings);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = EvidenceForm.MaximumRequestBytes;
        });
        builder.Logging.ClearProviders();
        builder.Logging.AddJsonConsole(console => console.UseUtcTimestamp = true);
        builder.Logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(
            console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(LogLevel.Information);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);

        // A failed start is told in a line of our own; its stack trace would only hide that line.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        var app = builder.Build();
        MapRoutes(app);
        return app;
    }

    /// <summary>Binds the addresses and then loads the models; health answers meanwhile.</summary>
    /// <exception cref="IOException">An address is in use.</exception>
    /// <exception cref="ModelException">A model is missing, altered or unusable here.</exception>
    public static async Task StartAsync(WebApplication app)
    {
        await app.StartAsync();
        app.Services.GetRequiredService<IEngineOperations>();
        var readiness = app.Services.GetRequiredService<Readiness>();
        app.Lifetime.ApplicationStopping.Register(readiness.End);
        readiness.Begin();
    }

    /// <summary>Starts, says where it listens, and runs until SIGTERM.</summary>
    /// <returns>The program's exit code.</returns>
    public static async Task<int> RunAsync(WebApplication app)
    {
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

    private static string AddressOf(WebApplication app) =>
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "no address";

    private static void Configure(IServiceCollection services, ApplianceSettings settings)
    {
        var concurrency = settings.Engine.Concurrency > 0 ? settings.Engine.Concurrency : Environment.ProcessorCount;
        services.AddSingleton(settings);
        services.AddSingleton<Readiness>();
        services.AddSingleton<IApiKeys>(new ApiKeyRing(settings.Tenants));
        services.AddSingleton(_ => new EngineQueue(concurrency, settings.Engine.QueueLength));
        services.AddSingleton(_ => EngineFactory.OpenCatalogue(settings.Engine));
        services.AddSingleton<IEngineOperations>(provider => new EngineOperations(
            EngineFactory.Create(provider.GetRequiredService<ModelCatalogue>(), settings.Engine), EngineFactory.Policy(settings.Engine)));
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.CamelCase);
        services.AddRouting();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(settings.Server.DrainSeconds));
        services.AddOpenApi(EngineApi.DocumentName, openApi =>
        {
            openApi.AddOperationTransformer<UploadOperationTransformer>();
            openApi.AddDocumentTransformer<ApiKeyDocumentTransformer>();
        });
    }

    private static void MapRoutes(WebApplication app)
    {
        var readiness = app.Services.GetRequiredService<Readiness>();
        app.UseExceptionHandler(handler => handler.Run(static http =>
            new Problem(StatusCodes.Status500InternalServerError, "internal", "The appliance failed", "The failure was logged; nothing of the request was kept.").ToResult().ExecuteAsync(http)));
        EngineApi.UseGate(app);
        app.UseRouting();
        app.UseSwaggerUI(ui =>
        {
            ui.RoutePrefix = "docs";
            ui.DocumentTitle = "IDV engine";
            ui.SwaggerEndpoint($"/openapi/{EngineApi.DocumentName}.json", "Engine (/v1)");
            ui.EnableTryItOutByDefault();
        });
        app.MapGet("/health/live", static () => TypedResults.Json(new { status = "live" })).ExcludeFromDescription();
        app.MapGet("/health/ready", () => readiness.IsReady
            ? Results.Json(new { status = "ready" })
            : Results.Json(new { status = "not-ready" }, statusCode: StatusCodes.Status503ServiceUnavailable)).ExcludeFromDescription();
        app.MapGet("/", static () => TypedResults.Redirect("/docs")).ExcludeFromDescription();
        app.MapOpenApi("/openapi/{documentName}.json");
        EngineApi.Map(app);
    }
}
