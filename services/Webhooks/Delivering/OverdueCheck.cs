using Microsoft.Extensions.Diagnostics.HealthChecks;
using Syndication.Hosting.Sending;

namespace Syndication.Webhooks.Delivering;

/// <summary>Degraded where deliveries have been due for minutes and nobody has stopped them: a live process that sends nothing is no healthy one.</summary>
internal sealed class OverdueCheck(BatchStore batches, HoldWatcher holds) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!holds.HasAnswer)
        {
            return HealthCheckResult.Degraded("The newsroom has not said yet whether anything is on hold: nothing is sent.");
        }

        if (holds.IsHeld(OutgoingChannels.Webhooks))
        {
            return HealthCheckResult.Healthy("On hold.");
        }

        var overdue = await batches.NowAsync(cancellationToken) - await batches.NextDueAsync(cancellationToken);
        return overdue > Patience.TotalMilliseconds
            ? HealthCheckResult.Degraded($"Deliveries have been due for {TimeSpan.FromMilliseconds(overdue).TotalMinutes:F0} minutes.")
            : HealthCheckResult.Healthy("Nothing is overdue.");
    }
}
