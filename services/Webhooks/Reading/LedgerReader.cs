using System.Globalization;
using Syndication.Hosting.Sending;
using Syndication.Storage;
using Syndication.Webhooks.Delivering;
using Syndication.Webhooks.Endpoints;

namespace Syndication.Webhooks.Reading;

/// <summary>Which version of a release went to which endpoint: what <c>GET /api/deliveries</c> answers of this channel, a row an endpoint and event.</summary>
internal sealed class LedgerReader(BatchStore batches, EndpointStore endpoints, HoldWatcher holds)
{
    /// <summary>Batches that are read at once for a sum: 6,400 deliveries.</summary>
    private const int SummedAtOnce = 100;

    public async Task<DeliveryPage> ReadAsync(DeliveryQuery query, CancellationToken cancellationToken)
    {
        var page = await RowsAsync(query, cancellationToken);
        var known = await endpoints.FindManyAsync([.. page.Items.Select(row => row.Recipient!).Distinct()], cancellationToken);
        return page with { Items = [.. page.Items.Select(row => row with { To = known.TryGetValue(row.Recipient!, out var endpoint) ? endpoint.Name : null })] };
    }

    /// <summary>The same counted: an item a language, version, event and state, in the order in which they came.</summary>
    public async Task<IReadOnlyList<Delivery>> SumAsync(Guid release, CancellationToken cancellationToken)
    {
        var isHeld = holds.IsHeld(OutgoingChannels.Webhooks, release);
        var sums = new Dictionary<(string, int, int?, string, DeliveryState), Delivery>();
        string? after = null;
        do
        {
            var page = await batches.OfReleaseAsync(release.ToString(), SummedAtOnce, after, cancellationToken);
            foreach (var row in page.Items.SelectMany(batch => Enumerable.Range(0, batch.Endpoints.Count).Select(index => Row(batch, index, isHeld))))
            {
                var key = (row.Language, row.Version, row.Revision, row.Event, row.State);
                sums[key] = sums.TryGetValue(key, out var sum)
                    ? sum with { Count = sum.Count + 1, FirstAt = Earlier(sum.FirstAt, row.FirstAt), LastAt = Later(sum.LastAt, row.LastAt) }
                    : row with { Recipient = null, Result = null, Attempts = null };
            }

            after = page.Next;
        }
        while (after is not null);

        return [.. sums.Values];
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other ?? one : one;

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one is null || other > one ? other ?? one : one;

    private async Task<DeliveryPage> RowsAsync(DeliveryQuery query, CancellationToken cancellationToken)
    {
        var (skip, after) = Place(query.After);
        var items = new List<Delivery>();
        var isHeld = holds.IsHeld(OutgoingChannels.Webhooks, query.Release);
        while (true)
        {
            var page = await batches.OfReleaseAsync(query.Release.ToString(), 1, after, cancellationToken);
            if (page.Items is not [var batch])
            {
                return new DeliveryPage(items, null, null);
            }

            for (var i = skip; i < batch.Endpoints.Count; i++)
            {
                if (items.Count == query.PageSize)
                {
                    return new DeliveryPage(items, string.Create(CultureInfo.InvariantCulture, $"{i}:{after}"), null);
                }

                if ((query.Version is null || query.Version == batch.Version) && (query.Recipient is null || query.Recipient == batch.Endpoints[i]))
                {
                    items.Add(Row(batch, i, isHeld));
                }
            }

            if (page.Next is null)
            {
                return new DeliveryPage(items, null, null);
            }

            (skip, after) = (0, page.Next);
        }
    }

    private static Delivery Row(DeliveryBatch batch, int index, bool isHeld)
    {
        var recipient = batch.Recipients[index];
        var attempts = recipient.Attempts;
        return new Delivery(
            OutgoingChannels.Webhooks,
            batch.Language ?? "",
            batch.Version,
            batch.Revision,
            batch.Type,
            DeliveryResponse.StateOf(batch, recipient, isHeld),
            FirstAt: attempts is [var first, ..] ? DateTimeOffset.FromUnixTimeMilliseconds(first.At) : null,
            LastAt: attempts is [.., var last] ? DateTimeOffset.FromUnixTimeMilliseconds(last.At) : null,
            Recipient: batch.Endpoints[index],
            Result: recipient.Note ?? (attempts is [.., var latest] ? ResultOf(latest) : null),
            Attempts: attempts.Count);
    }

    private static string ResultOf(Attempt attempt) =>
        attempt.Result ?? (attempt.Status is { } status ? string.Create(CultureInfo.InvariantCulture, $"It answered {status}.") : "It was fetched.");

    private static (int Skip, string? After) Place(string? cursor)
    {
        if (cursor is null)
        {
            return (0, null);
        }

        var colon = cursor.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && int.TryParse(cursor.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var skip)
            ? (skip, colon + 1 < cursor.Length ? cursor[(colon + 1)..] : null)
            : throw new InvalidCursorException();
    }
}
