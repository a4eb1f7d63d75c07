#if LIMITED_FEED
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Syndication.Hosting;

/// <summary>
/// The shape of the OpenTelemetry.Extensions.Hosting package, which the limited feed lacks, over the SDK that it has:
/// call sites are the same in both builds.
/// </summary>
internal static class OpenTelemetryHosting
{
    public static Builder AddOpenTelemetry(this IServiceCollection services)
    {
        services.AddHostedService<Provider>();
        return new Builder(services);
    }

    internal sealed class Builder(IServiceCollection services) : IOpenTelemetryBuilder
    {
        public IServiceCollection Services { get; } = services;
    }

    /// <summary>Starts the providers with the host; the container disposes, and so flushes, them.</summary>
    private sealed class Provider(IServiceProvider services) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            services.GetService<MeterProvider>();
            services.GetService<TracerProvider>();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
#endif
