using Microsoft.Extensions.Options;
using Syndication.Storage;
using Syndication.Storage.MongoDb;
using Syndication.Storage.Sqlite;

namespace Syndication.Hosting;

/// <summary>The one place that chooses an adapter.</summary>
public static class StoreServices
{
    /// <summary>Adds a store of its own for a service, keyed by the service's name.</summary>
    public static void AddDocumentStore(this IHostApplicationBuilder builder, string service)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton(new StoreName(service));
        builder.Services.AddKeyedSingleton(service, (provider, _) => Open(
            provider.GetRequiredService<IOptions<StorageOptions>>().Value,
            service,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetServices<ForgettingStore>().Any(store => store.Service == service)));
    }

    /// <summary>The service keeps personal data: what it deletes has to be gone from its files as well (<see cref="IDocumentStore.ForgetAsync"/>).</summary>
    public static void AddForgettingStore(this IHostApplicationBuilder builder, string service)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton(new ForgettingStore(service));
    }

    private static IDocumentStore Open(StorageOptions options, string service, TimeProvider time, bool forgets) => options.Provider switch
    {
        // Opened while the container builds a singleton, which can't wait asynchronously; once per process.
        "MongoDb" => MongoDbStorage.OpenAsync(options.MongoDb.Uri, $"syndication-{service}").GetAwaiter().GetResult(),
        _ => SqliteDocumentStore.Open(Path.Combine(options.Path, $"{service}.db"), time, forgets),
    };
}

/// <summary>A store that this process has.</summary>
internal sealed record StoreName(string Service);

/// <summary>A store that overwrites what is deleted.</summary>
internal sealed record ForgettingStore(string Service);
