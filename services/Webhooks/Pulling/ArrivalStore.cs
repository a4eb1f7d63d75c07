using System.Globalization;
using Syndication.Storage;
using Syndication.Webhooks.Delivering;

namespace Syndication.Webhooks.Pulling;

/// <summary>What endpoints that fetch have to come for.</summary>
internal sealed class ArrivalStore([FromKeyedServices(WebhooksModule.ServiceName)] IDocumentStore store)
{
    private readonly IDocumentCollection<Arrival> _arrivals = store.Collection(Arrival.Collection);

    /// <summary>Appends what the endpoint has to come for, once however often it is done.</summary>
    public async Task AddAsync(string endpoint, DeliveryBatch batch, CancellationToken cancellationToken)
    {
        var delivery = string.Create(CultureInfo.InvariantCulture, $"{batch.Id}:{batch.Recipients[batch.IndexOf(endpoint)].Attempts.Count}");
        while (!await IsThereAsync(endpoint, delivery, cancellationToken))
        {
            var number = await LastAsync(endpoint, cancellationToken) + 1;
            var arrival = new Arrival { Id = Arrival.IdOf(endpoint, number), Endpoint = endpoint, Number = number, Batch = batch.Id, Delivery = delivery };
            if (await _arrivals.InsertAsync(arrival, cancellationToken))
            {
                return;
            }
        }
    }

    /// <summary>Those after a number, in order.</summary>
    public async Task<IReadOnlyList<Arrival>> AfterAsync(string endpoint, long number, int limit, CancellationToken cancellationToken) =>
        (await _arrivals.QueryAsync(
            new Query<Arrival>("number").Where(arrival => arrival.Endpoint, endpoint).Where(arrival => arrival.Number, Comparison.Greater, number).Take(limit),
            cancellationToken)).Items;

    /// <summary>The highest number; 0 for none.</summary>
    public async Task<long> LastAsync(string endpoint, CancellationToken cancellationToken) =>
        (await _arrivals.QueryAsync(new Query<Arrival>("number").Where(arrival => arrival.Endpoint, endpoint).Descending().Take(1), cancellationToken)).Items is [var last] ? last.Number : 0;

    private async Task<bool> IsThereAsync(string endpoint, string delivery, CancellationToken cancellationToken) =>
        (await _arrivals.QueryAsync(new Query<Arrival>("delivery").Where(arrival => arrival.Endpoint, endpoint).Where(arrival => arrival.Delivery, delivery).Take(1), cancellationToken)).Items.Count > 0;
}
