using Microsoft.Extensions.Diagnostics.HealthChecks;
using Syndication.Hosting.Keys;

namespace Syndication.Ingestion.Held;

/// <summary>Says in /health/ready when what is held can't be opened for the clock's sake.</summary>
internal sealed class ClockCheck(ClockWatch clock) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(clock.IsTrusted ? HealthCheckResult.Healthy("Steady.") : HealthCheckResult.Degraded(clock.Doubt));
}

/// <summary><c>POST /internal/clock</c>: the operator says that the clock is right.</summary>
internal static class ClockEndpoints
{
    public static void MapClock(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/internal/clock", (ClockWatch clock) =>
        {
            clock.Confirm();
            return TypedResults.NoContent();
        }).RequireScope(Scopes.Internal).ExcludeFromDescription();
}
