using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Syndication.Hosting;

/// <summary>Degraded, never worse: while the broker is away releases are accepted and consumers read the log.</summary>
internal sealed class BrokerCheck(BrokerWatch watch) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(watch.State is { IsConfirming: true } state ? HealthCheckResult.Healthy(state.Description) : HealthCheckResult.Degraded(watch.State.Description));
}
