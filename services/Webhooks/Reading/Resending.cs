using Syndication.Hosting;
using Syndication.Hosting.Projection;
using Syndication.Webhooks.Delivering;
using Syndication.Webhooks.Endpoints;
using Syndication.Webhooks.Messages;
using Syndication.Webhooks.Planning;
using Syndication.Webhooks.Pulling;

namespace Syndication.Webhooks.Reading;

/// <summary>Sends again what an endpoint's owner asks for: never a text that a newer one took the place of, or that was retracted.</summary>
internal sealed class Resending(
    [FromKeyedServices(WebhooksModule.ServiceName)] ReleaseProjection projection,
    BatchStore batches,
    ArrivalStore arrivals,
    Bell<DeliveryLoop> bell)
{
    private const int PageSize = 50;

    /// <summary>One event again; why not, where it is not sent.</summary>
    public async Task<(DeliveryBatch? Batch, string? Reason)> OneAsync(WebhookEndpoint endpoint, DeliveryBatch batch, CancellationToken cancellationToken)
    {
        if (await ObstacleAsync(endpoint, batch, cancellationToken) is { } obstacle)
        {
            return (null, obstacle);
        }

        var now = await batches.NowAsync(cancellationToken);
        var changed = await batches.ChangeAsync(batch.Id, known => Again(known, endpoint, now, isMissedOnly: false), cancellationToken);
        await SendAsync(endpoint, changed, cancellationToken);
        return changed is null ? (null, "A newer event took its place.") : (changed, null);
    }

    /// <summary>All events since an instant, the newest first; how many are sent again.</summary>
    public async Task<int> SinceAsync(WebhookEndpoint endpoint, DateTimeOffset since, DateTimeOffset? until, bool isMissedOnly, CancellationToken cancellationToken)
    {
        var (count, after) = (0, (string?)null);
        var now = await batches.NowAsync(cancellationToken);
        var latest = until?.ToUnixTimeMilliseconds() ?? long.MaxValue;

        // What took the place of an event comes before it: nothing has to be looked up but whether the release still is one.
        var (newest, retracted) = (new Dictionary<(string, string?), (int, int)>(), new Dictionary<string, bool>());
        do
        {
            var page = await batches.OfEndpointAsync(endpoint.Id, since.ToUnixTimeMilliseconds(), PageSize, after, cancellationToken);
            foreach (var batch in page.Items.Where(batch => batch.Release is not null))
            {
                if (newest.TryGetValue((batch.Release!, batch.Language), out var pair) && pair.CompareTo(batch.Pair) > 0)
                {
                    continue;
                }

                newest[(batch.Release!, batch.Language)] = batch.Pair;
                if (batch.At <= latest
                    && !(batch.Type != EventTypes.Retracted && await IsRetractedAsync(batch.Release!))
                    && await batches.ChangeAsync(batch.Id, known => Again(known, endpoint, now, isMissedOnly), cancellationToken) is { } changed)
                {
                    await SendAsync(endpoint, changed, cancellationToken);
                    count++;
                }
            }

            after = page.Next;
        }
        while (after is not null);

        return count;

        async Task<bool> IsRetractedAsync(string release) =>
            retracted.TryGetValue(release, out var known) ? known : retracted[release] = (await projection.Rows.GetAsync(release, cancellationToken))?.Retraction is not null;
    }

    /// <summary>What speaks against sending it again.</summary>
    private async Task<string?> ObstacleAsync(WebhookEndpoint endpoint, DeliveryBatch batch, CancellationToken cancellationToken)
    {
        if (batch.Release is null)
        {
            return null;
        }

        var row = await projection.Rows.GetAsync(batch.Release, cancellationToken);
        if (row?.Retraction is not null && batch.Type != EventTypes.Retracted)
        {
            return "The release was retracted meanwhile.";
        }

        string? after = null;
        do
        {
            var page = await batches.OfReleaseAsync(batch.Release, PageSize, after, cancellationToken);
            var newer = page.Items.FirstOrDefault(other => other.Language == batch.Language && other.Pair.CompareTo(batch.Pair) > 0 && other.IndexOf(endpoint.Id) >= 0);
            if (newer is not null)
            {
                return $"{Notes.Overtaken(newer.Version, newer.Revision)} Resend event {newer.Message} instead.";
            }

            after = page.Next;
        }
        while (after is not null);

        return null;
    }

    private static DeliveryBatch? Again(DeliveryBatch batch, WebhookEndpoint endpoint, long now, bool isMissedOnly)
    {
        var index = batch.IndexOf(endpoint.Id);
        var recipient = batch.Recipients[index];
        var isLeftOut = recipient.State switch
        {
            RecipientState.Sent => isMissedOnly,
            RecipientState.Suppressed => recipient.Note is not (Notes.Disabled or Notes.NotKept),
            _ => false,
        };
        return isLeftOut ? null : batch.With(index, recipient.DueFor(endpoint, now));
    }

    private async Task SendAsync(WebhookEndpoint endpoint, DeliveryBatch? changed, CancellationToken cancellationToken)
    {
        if (changed is not null && endpoint.Kind == EndpointKind.Pull)
        {
            await arrivals.AddAsync(endpoint.Id, changed, cancellationToken);
        }

        bell.Ring();
    }
}
