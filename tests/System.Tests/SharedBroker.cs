[assembly: AssemblyFixture(typeof(Syndication.System.Tests.SharedBroker))]

namespace Syndication.System.Tests;

/// <summary>
/// The broker of the tests that do it no harm: the one that <c>SYNDICATION_TEST_RABBITMQ</c> names, else a container where
/// the build has the package, else a server of this machine. Started when first asked for.
/// </summary>
public sealed class SharedBroker : IAsyncDisposable
{
    private readonly SemaphoreSlim _starting = new(1, 1);
    private readonly List<IAsyncDisposable> _started = [];
    private string? _uri;

    /// <summary>What a test that needs it says where there is none.</summary>
    public static string? Missing =>
#if LIMITED_FEED
        Given is null && !Broker.IsInstalled ? Broker.Missing : null;
#else
        null;
#endif

    private static string? Given => Environment.GetEnvironmentVariable("SYNDICATION_TEST_RABBITMQ") is { Length: > 0 } given ? given : null;

    public async Task<string> UriAsync()
    {
        await _starting.WaitAsync();
        try
        {
            return _uri ??= Given ?? await StartAsync();
        }
        finally
        {
            _starting.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _starting.Dispose();
        foreach (var broker in _started)
        {
            await broker.DisposeAsync();
        }
    }

    private async Task<string> StartAsync()
    {
#if !LIMITED_FEED
        if (!Broker.IsInstalled)
        {
            var container = new Testcontainers.RabbitMq.RabbitMqBuilder("rabbitmq:3.13").Build();
            await container.StartAsync();
            _started.Add(container);
            return container.GetConnectionString();
        }
#endif
        var broker = new Broker();
        _started.Add(broker);
        await broker.StartAsync();
        return broker.Uri;
    }
}
