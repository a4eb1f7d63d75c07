using System.Collections.Concurrent;
using MassTransit;
using Microsoft.Extensions.Options;
using Syndication.Hosting;
using Syndication.Ingestion;
using Syndication.Storage;
using Syndication.Storage.Sqlite;

namespace Syndication.AckEarly;

/// <summary>
/// Breaks the newsroom on purpose: appends to the log are acknowledged a moment before they are committed. The kill tests
/// have to find out.
/// </summary>
internal sealed class EarlyAcknowledgement : IServiceModule
{
    public string Name => "early-acknowledgement";

    public void AddServices(IHostApplicationBuilder builder) =>
        builder.Services.AddKeyedSingleton<IDocumentStore>(IngestionModule.ServiceName, (provider, _) => new EarlyStore(SqliteDocumentStore.Open(
            Path.Combine(provider.GetRequiredService<IOptions<StorageOptions>>().Value.Path, "ingestion.db"),
            provider.GetRequiredService<TimeProvider>())));

    public void AddConsumers(IBusRegistrationConfigurator bus)
    {
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
    }

    private sealed class EarlyStore(IDocumentStore store) : IDocumentStore
    {
        private readonly ConcurrentDictionary<string, object> _collections = new();

        public IDocumentCollection<T> Collection<T>(CollectionDefinition<T> definition) where T : class =>
            definition.Name == "log"
                ? (IDocumentCollection<T>)_collections.GetOrAdd(definition.Name, _ => new EarlyCollection<T>(store.Collection(definition)))
                : store.Collection(definition);

        public Task<DateTimeOffset> NowAsync(CancellationToken cancellationToken = default) => store.NowAsync(cancellationToken);

        public Task ProbeAsync(CancellationToken cancellationToken = default) => store.ProbeAsync(cancellationToken);

        public Task ForgetAsync(IReadOnlyCollection<string> texts, CancellationToken cancellationToken = default) => store.ForgetAsync(texts, cancellationToken);

        public ValueTask DisposeAsync() => store.DisposeAsync();
    }

    private sealed class EarlyCollection<T>(IDocumentCollection<T> collection) : IDocumentCollection<T> where T : class
    {
        private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(300);
        private Task _last = Task.CompletedTask;

        public Task<int> InsertManyAsync(IReadOnlyList<T> documents, CancellationToken cancellationToken = default)
        {
            _last = LaterAsync(_last, documents);
            return Task.FromResult(documents.Count);
        }

        public Task<T?> GetAsync(string id, CancellationToken cancellationToken = default) => collection.GetAsync(id, cancellationToken);

        public Task<IReadOnlyList<T>> GetManyAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken = default) => collection.GetManyAsync(ids, cancellationToken);

        public Task<bool> InsertAsync(T document, CancellationToken cancellationToken = default) => collection.InsertAsync(document, cancellationToken);

        public Task<int> InsertMissingAsync(IReadOnlyList<T> documents, CancellationToken cancellationToken = default) => collection.InsertMissingAsync(documents, cancellationToken);

        public Task<bool> ReplaceAsync(T document, Condition<T>? onlyIf = null, CancellationToken cancellationToken = default) => collection.ReplaceAsync(document, onlyIf, cancellationToken);

        public Task<bool> UpsertAsync(T document, Condition<T>? onlyIf = null, CancellationToken cancellationToken = default) => collection.UpsertAsync(document, onlyIf, cancellationToken);

        public Task UpsertManyAsync(IReadOnlyList<T> documents, CancellationToken cancellationToken = default) => collection.UpsertManyAsync(documents, cancellationToken);

        public Task<T?> ClaimAsync(Query<T> query, TimeSpan leaseFor, CancellationToken cancellationToken = default) => collection.ClaimAsync(query, leaseFor, cancellationToken);

        public Task<IReadOnlyList<T>> ClaimManyAsync(Query<T> query, TimeSpan leaseFor, CancellationToken cancellationToken = default) => collection.ClaimManyAsync(query, leaseFor, cancellationToken);

        public Task<Page<T>> QueryAsync(Query<T> query, CancellationToken cancellationToken = default) => collection.QueryAsync(query, cancellationToken);

        public Task<long?> CountAsync(Query<T> query, CancellationToken cancellationToken = default) => collection.CountAsync(query, cancellationToken);

        public Task<bool> DeleteAsync(string id, Condition<T>? onlyIf = null, CancellationToken cancellationToken = default) => collection.DeleteAsync(id, onlyIf, cancellationToken);

        private async Task LaterAsync(Task before, IReadOnlyList<T> documents)
        {
            await Task.WhenAll(before, Task.Delay(Moment));
            await collection.InsertManyAsync(documents);
        }
    }
}
