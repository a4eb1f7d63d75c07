using Microsoft.Extensions.Options;
using Syndication.Hosting;
using Syndication.Webhooks.Endpoints;
using Syndication.Webhooks.Joining;

namespace Syndication.Webhooks.Delivering;

/// <summary>Notes when an endpoint begins to fail and when it is back; disables one that is gone, or that has failed for days.</summary>
internal sealed partial class EndpointHealth(EndpointStore endpoints, Bell<ErrandRunner> errands, IOptions<WebhooksOptions> options, ILogger<EndpointHealth> logger)
{
    /// <summary>Failures of one delivery before it can disable an endpoint: the first of a quiet week says little.</summary>
    private const int FewestFailures = 3;

    /// <param name="known">As it was when the delivery began.</param>
    /// <param name="failures">Of this delivery in a row.</param>
    public async Task NoteAsync(WebhookEndpoint known, SendResult result, int failures, CancellationToken cancellationToken)
    {
        if (result.IsDelivered ? known.FailingSince is null : known.FailingSince is not null && !result.IsGone && !IsOver(known, failures))
        {
            return;
        }

        var changed = await endpoints.ChangeAsync(known.Id, endpoint => Next(endpoint, result, failures), cancellationToken);
        if (changed is { State: EndpointState.Disabled, IsNoticeDue: true })
        {
            LogDisabled(logger, changed.Id, changed.Disabled!.Reason);
            errands.Ring();
        }
    }

    private WebhookEndpoint? Next(WebhookEndpoint endpoint, SendResult result, int failures)
    {
        if (endpoint.State != EndpointState.Active)
        {
            return null;
        }

        if (result.IsDelivered)
        {
            return endpoint.FailingSince is null ? null : endpoint with { FailingSince = null };
        }

        if (result.IsGone)
        {
            return Disable(endpoint, "gone", "It answered 410 Gone.");
        }

        return endpoint.FailingSince is null ? endpoint with { FailingSince = endpoints.Now }
            : IsOver(endpoint, failures) ? Disable(endpoint, "failures", $"Nothing arrived for {options.Value.DisableAfter.TotalDays:0.#} days; the last attempt: {result.Problem}")
            : null;
    }

    private bool IsOver(WebhookEndpoint endpoint, int failures) =>
        failures >= FewestFailures && endpoint.FailingSince is { } since && endpoints.Now - since >= options.Value.DisableAfter.TotalMilliseconds;

    private WebhookEndpoint Disable(WebhookEndpoint endpoint, string by, string reason) => endpoint with
    {
        State = EndpointState.Disabled,
        Disabled = new Disablement(endpoints.Now, by, reason),
        IsNoticeDue = true,
        ErrandAt = endpoints.Now,
    };

    [LoggerMessage(LogLevel.Warning, "Endpoint {Id} is disabled: {Reason}")]
    private static partial void LogDisabled(ILogger logger, string id, string reason);
}
