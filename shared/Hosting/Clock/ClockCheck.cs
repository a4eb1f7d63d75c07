using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Syndication.Hosting.Clock;

/// <summary>Says in /health/ready when nothing can be done on time for the clock's sake.</summary>
internal sealed class ClockCheck(ClockWatch clock) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(clock.IsTrusted ? HealthCheckResult.Healthy("Steady.") : HealthCheckResult.Degraded(clock.Doubt));
}
