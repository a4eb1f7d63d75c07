using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Syndication.Contracts;
using Syndication.Hosting.Log;
using Syndication.Storage;

namespace Syndication.Hosting.Health;

/// <summary>
/// <c>/health/live</c> is the process alone; <c>/health/ready</c> says per part whether it can do its work. Degraded is
/// still 200: restarting a process does not mend what it waits for.
/// </summary>
internal static class HealthEndpoints
{
    public const string Ready = "ready";

    public static void AddHealth(this IHostApplicationBuilder builder, IEnumerable<string> stores)
    {
        var checks = builder.Services.AddHealthChecks();
        foreach (var store in stores)
        {
            checks.Add(new HealthCheckRegistration(
                $"store:{store}",
                provider => new StoreCheck(provider.GetRequiredKeyedService<IDocumentStore>(store)),
                HealthStatus.Unhealthy,
                [Ready],
                TimeSpan.FromSeconds(5)));
        }

        checks.Add(new HealthCheckRegistration("log", provider => ActivatorUtilities.CreateInstance<LogCheck>(provider), HealthStatus.Degraded, [Ready]));
    }

    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync });
        endpoints.MapHealthChecks("/health/ready", new HealthCheckOptions
        {
            Predicate = check => check.Tags.Contains(Ready),
            ResponseWriter = WriteAsync,
        });
    }

    private static Task WriteAsync(HttpContext context, HealthReport report) =>
        context.Response.WriteAsJsonAsync(
            new
            {
                Status = report.Status.ToString().ToLowerInvariant(),
                Parts = report.Entries.ToDictionary(
                    entry => entry.Key,
                    entry => new { Status = entry.Value.Status.ToString().ToLowerInvariant(), entry.Value.Description }),
            },
            SyndicationJson.Options,
            context.RequestAborted);

    private sealed class StoreCheck(IDocumentStore store) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                await store.ProbeAsync(cancellationToken);
                return HealthCheckResult.Healthy("Writes durably.");
            }
            catch (StoreException exception)
            {
                return HealthCheckResult.Unhealthy(exception.Message);
            }
        }
    }

    /// <summary>Consumers that are behind and no longer move.</summary>
    private sealed class LogCheck(LogConsumers consumers, HostingTelemetry telemetry) : IHealthCheck
    {
        private static readonly TimeSpan Stuck = TimeSpan.FromSeconds(30);

        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            var behind = consumers.All
                .Where(progress => progress.Applied.Through < telemetry.LastHead && progress.SinceAdvance > Stuck)
                .Select(progress => $"{progress.Consumer.Name} is {telemetry.LastHead - progress.Applied.Through} behind and has not moved for {progress.SinceAdvance.TotalSeconds:F0} s")
                .ToList();
            return Task.FromResult(behind.Count == 0
                ? HealthCheckResult.Healthy($"Head {telemetry.LastHead}.")
                : HealthCheckResult.Degraded(string.Join("; ", behind)));
        }
    }
}
