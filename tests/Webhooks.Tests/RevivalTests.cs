using Syndication.Storage.Sqlite;
using Syndication.Webhooks.Delivering;
using Syndication.Webhooks.Endpoints;
using Syndication.Webhooks.Joining;
using Syndication.Webhooks.Messages;
using Syndication.Webhooks.Pulling;

namespace Syndication.Webhooks.Tests;

public sealed class RevivalTests
{
    [Fact]
    public async Task A_revival_that_ended_half_way_is_finished_by_the_next_and_done_once()
    {
        using var folder = new TemporaryFolder();
        await using var store = SqliteDocumentStore.Open(folder["webhooks.db"]);
        var (batches, arrivals) = (new BatchStore(store), new ArrivalStore(store));
        var endpoint = new WebhookEndpoint { Id = Guid.NewGuid().ToString(), Owner = "lake-times", Kind = EndpointKind.Pull, Contact = "web@laketimes.example" };
        var now = await batches.NowAsync(CancellationToken.None);

        // The recipient is open again, and nothing tells its endpoint to come.
        await batches.AddAsync(
            new DeliveryBatch
            {
                Id = Guid.NewGuid().ToString(),
                Message = Guid.NewGuid().ToString(),
                Type = EventTypes.Retracted,
                IsOwed = true,
                At = now,
                Endpoints = [endpoint.Id],
                Recipients = [new Recipient()],
            },
            CancellationToken.None);

        var revival = new Revival(batches, arrivals);
        await revival.RunAsync(endpoint, now, CancellationToken.None);
        await revival.RunAsync(endpoint, now, CancellationToken.None);

        Assert.Equal(1, await arrivals.LastAsync(endpoint.Id, CancellationToken.None));
    }
}
