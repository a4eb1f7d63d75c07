#if LIMITED_FEED
using OpenTelemetry;
#endif
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Syndication.Hosting;

/// <summary>Exports traces and metrics over OTLP where an endpoint is configured, and does nothing otherwise.</summary>
internal static class OpenTelemetryRegistration
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static void AddTelemetry(this IHostApplicationBuilder builder, string service)
    {
        builder.Services.AddSingleton<HostingTelemetry>();
        if (string.IsNullOrWhiteSpace(builder.Configuration[Endpoint]))
        {
            return;
        }

        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService($"syndication-{service}"))
            .WithTracing(tracing => tracing
                .AddSource("Syndication.*", "MassTransit", "Microsoft.AspNetCore", "System.Net.Http")
                .AddOtlpExporter())
            .WithMetrics(metrics => metrics
                .AddMeter("Syndication.*", "MassTransit", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
                .AddOtlpExporter());
    }
}
