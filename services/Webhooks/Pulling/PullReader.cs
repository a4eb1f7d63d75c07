using System.Text.Json.Nodes;
using Syndication.Hosting.Sending;
using Syndication.Webhooks.Delivering;
using Syndication.Webhooks.Endpoints;
using Syndication.Webhooks.Messages;
using Syndication.Webhooks.Planning;

namespace Syndication.Webhooks.Pulling;

/// <summary>Reads what has arrived for an endpoint, and notes that it has been handed out.</summary>
internal sealed class PullReader(ArrivalStore arrivals, BatchStore batches, MessageStore messages, HoldWatcher holds, TimeProvider time)
{
    /// <summary>Events after a number, and the number to go on after: before the first that is on hold.</summary>
    public async Task<(IReadOnlyList<JsonObject> Items, long Next)> ReadAsync(WebhookEndpoint endpoint, long after, int limit, int maxCharacters, CancellationToken cancellationToken)
    {
        var items = new List<JsonObject>();
        var characters = 0;
        foreach (var arrival in await arrivals.AfterAsync(endpoint.Id, after, limit, cancellationToken))
        {
            if (await batches.FindAsync(arrival.Batch, cancellationToken) is not { } batch)
            {
                after = arrival.Number;
                continue;
            }

            if (batch.IsHeldBy(holds))
            {
                break;
            }

            var payload = await messages.FindAsync(batch.Message, cancellationToken) is { } message ? message.Of(endpoint.Payload) : null;
            if (payload is not null && items.Count > 0 && characters + payload.Length > maxCharacters)
            {
                break;
            }

            after = arrival.Number;
            if (await HandOutAsync(endpoint, batch, payload is not null, cancellationToken))
            {
                characters += payload!.Length;
                var item = JsonNode.Parse(payload)!.AsObject();
                item.Insert(0, "id", batch.Message);
                items.Add(item);
            }
        }

        return (items, after);
    }

    /// <summary>Notes that it is fetched; false where a newer one took its place, or its payload is no longer kept.</summary>
    private async Task<bool> HandOutAsync(WebhookEndpoint endpoint, DeliveryBatch batch, bool isKept, CancellationToken cancellationToken)
    {
        var handedOut = await batches.ChangeAsync(
            batch.Id,
            known =>
            {
                var index = known.IndexOf(endpoint.Id);
                var recipient = known.Recipients[index];
                return recipient.State != RecipientState.Open ? null
                    : known.With(index, isKept
                        ? recipient.With(new Attempt(time.GetUtcNow().ToUnixTimeMilliseconds(), 0)) with { State = RecipientState.Sent }
                        : recipient.Suppressed(Notes.NotKept));
            },
            cancellationToken);
        var current = handedOut ?? await batches.FindAsync(batch.Id, cancellationToken);
        return isKept && current?.Recipients[current.IndexOf(endpoint.Id)].State == RecipientState.Sent;
    }
}
