using Syndication.Webhooks.Delivering;
using Syndication.Webhooks.Endpoints;
using Syndication.Webhooks.Planning;
using Syndication.Webhooks.Pulling;

namespace Syndication.Webhooks.Joining;

/// <summary>
/// An endpoint is back that was disabled: what took something back or corrected it, and could not be told, is told now. The
/// rest is sent where its owner asks for a resend.
/// </summary>
internal sealed class Revival(BatchStore batches, ArrivalStore arrivals)
{
    /// <summary>What failed before it was disabled counts too.</summary>
    private static readonly TimeSpan Before = TimeSpan.FromDays(14);

    private const int PageSize = 50;

    /// <param name="disabledAt">Unix milliseconds.</param>
    public async Task RunAsync(WebhookEndpoint endpoint, long disabledAt, CancellationToken cancellationToken)
    {
        var now = await batches.NowAsync(cancellationToken);
        string? after = null;
        do
        {
            var page = await batches.OfEndpointAsync(endpoint.Id, disabledAt - (long)Before.TotalMilliseconds, PageSize, after, cancellationToken);
            foreach (var batch in page.Items.Where(batch => batch.IsOwed))
            {
                var changed = await batches.ChangeAsync(batch.Id, known => Revived(known, endpoint, now), cancellationToken);

                // Also where nothing changed: a run before this one may have ended in between.
                if (endpoint.Kind == EndpointKind.Pull && (changed ?? batch) is var known && known.Recipients[known.IndexOf(endpoint.Id)].IsToBeFetched)
                {
                    await arrivals.AddAsync(endpoint.Id, known, cancellationToken);
                }
            }

            after = page.Next;
        }
        while (after is not null);
    }

    private static DeliveryBatch? Revived(DeliveryBatch batch, WebhookEndpoint endpoint, long now)
    {
        var index = batch.IndexOf(endpoint.Id);
        return batch.Recipients[index] is { State: RecipientState.Failed } or { State: RecipientState.Suppressed, Note: Notes.Disabled }
            ? batch.With(index, batch.Recipients[index].DueFor(endpoint, now))
            : null;
    }
}
