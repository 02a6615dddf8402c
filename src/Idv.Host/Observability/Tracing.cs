using Idv.Engine;
using Idv.Host.Settings;
using Idv.Verifications.Processing;
using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Idv.Host.Observability;

/// <summary>Traces of requests and of every stage of the pipeline, sent only where the configuration says.</summary>
internal static class Tracing
{
    /// <summary>Begins to send; null when nothing is configured. Dispose it to send the rest.</summary>
    public static TracerProvider? Begin(ServerSettings settings) => settings.OtlpEndpoint is not { } endpoint
        ? null
        : Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(static resource => resource.AddService("idv"))
            .AddSource(EngineInstruments.Name, ProcessingInstruments.Name, "Microsoft.AspNetCore")
            .AddOtlpExporter(exporter => exporter.Endpoint = endpoint)
            .Build();
}
