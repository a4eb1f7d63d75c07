using System.Text.Json.Nodes;
using Syndication.Hosting;
using Syndication.Webhooks.Delivering;
using Syndication.Webhooks.Endpoints;
using Syndication.Webhooks.Messages;
using Syndication.Webhooks.Pulling;

namespace Syndication.Webhooks.Reading;

/// <summary>An event of no release, for an endpoint whose owner wants to see that it works: sent, retried and logged like any other.</summary>
internal sealed class TestEvent(MessageStore messages, BatchStore batches, ArrivalStore arrivals, Bell<DeliveryLoop> bell)
{
    public async Task<DeliveryBatch> SendAsync(WebhookEndpoint endpoint, CancellationToken cancellationToken)
    {
        var now = await batches.NowAsync(cancellationToken);
        var payload = Payload.OfEndpoint(EventTypes.Test, DateTimeOffset.FromUnixTimeMilliseconds(now), new JsonObject
        {
            ["endpoint"] = endpoint.Id,
            ["message"] = "This is a test. Nothing was published.",
        });
        var message = new Message { Id = Guid.CreateVersion7().ToString(), Type = EventTypes.Test, Full = payload, Thin = payload, CreatedAt = now };
        await messages.AddAsync(message, cancellationToken);
        var batch = new DeliveryBatch
        {
            Id = DeliveryBatch.IdOf(message.Id, 0),
            Message = message.Id,
            Type = EventTypes.Test,
            At = now,
            Endpoints = [endpoint.Id],
        }.With([new Recipient().DueFor(endpoint, now)]);
        await batches.AddAsync(batch, cancellationToken);
        if (endpoint.Kind == EndpointKind.Pull)
        {
            await arrivals.AddAsync(endpoint.Id, batch, cancellationToken);
        }

        bell.Ring();
        return batch;
    }
}
