using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Syndication.Benchmarks.Running;
using Syndication.Hosting;
using Syndication.Hosting.Protection;
using Syndication.Storage.Sqlite;
using Syndication.Webhooks;
using Syndication.Webhooks.Endpoints;
using Syndication.Webhooks.Messages;

namespace Syndication.Benchmarks.Webhooks;

/// <summary>Endpoints as if partners had registered and proved them, each with a secret of its own, in a data folder that nobody has open.</summary>
internal static class EndpointSeed
{
    /// <summary>Standalone on a folder in which so many endpoints were registered.</summary>
    /// <param name="urlOf">By number.</param>
    public static async Task<SystemUnderTest> StartAsync(int count, Func<int, string> urlOf, CancellationToken cancellationToken)
    {
        var data = Directory.CreateTempSubdirectory("syndication-benchmark-").FullName;
        await PlantAsync(data, count, urlOf, cancellationToken);
        var environment = new Dictionary<string, string> { ["Egress__webhooks__Allow__0"] = "127.0.0.0/8", ["Translation__Engines__0__Kind"] = "none" };
        var server = await Server.StartAsync("Syndication.Standalone", port => ["--port", $"{port}", "--data", data], "/health/live", cancellationToken, environment);
        return new SystemUnderTest(server, data);
    }

    private static async Task PlantAsync(string data, int count, Func<int, string> urlOf, CancellationToken cancellationToken)
    {
        await using var store = SqliteDocumentStore.Open(Path.Combine(data, "webhooks.db"));
        var storage = Options.Create(new StorageOptions { Path = data });
        using var ring = new ServiceRing(WebhooksModule.ServiceName, store, new RingKey(new ConfigurationBuilder().Build(), storage), NullLoggerFactory.Instance);
        var secrets = new EndpointSecrets(ring);
        var endpoints = store.Collection(WebhookEndpoint.Collection);
        foreach (var numbers in Enumerable.Range(0, count).Chunk(1_000))
        {
            await endpoints.InsertManyAsync(
                [
                    .. numbers.Select(number => new WebhookEndpoint
                    {
                        Id = Guid.CreateVersion7().ToString(),
                        Owner = "benchmark",
                        Kind = EndpointKind.Push,
                        State = EndpointState.Active,
                        Url = urlOf(number),
                        Contact = "press@partner.example",
                        Events = EventTypes.OfReleases,
                        Payload = PayloadForm.Full,
                        Secrets = [secrets.Close(EndpointSecrets.Make(), 0)],
                    }.WithInterests()),
                ],
                cancellationToken);
        }
    }
}
