using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Syndication.Contracts;
using Syndication.Hosting;
using Syndication.Hosting.Log;
using Syndication.Hosting.Projection;
using Syndication.Ingestion.ReleaseLog;
using Syndication.Ingestion.Releases;
using Syndication.Storage;
using Syndication.Storage.Sqlite;

namespace Syndication.Ingestion.Tests.Releases;

/// <summary>The short way of what is logged into the list of the same process.</summary>
public sealed class ListKeeperTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 12, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly ServiceProvider _services;
    private readonly LogTail _tail;
    private readonly ListKeeper _keeper;
    private readonly ConsumerProgress _progress;
    private readonly ReleaseProjection _list;

    public ListKeeperTests()
    {
        var store = SqliteDocumentStore.Open(_folder["store.db"]);
        _services = new ServiceCollection()
            .AddMetrics()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(new LogConsumer("list-release", IngestionModule.ServiceName, typeof(ListReleaseConsumer)))
            .AddKeyedSingleton<IDocumentStore>(IngestionModule.ServiceName, (_, _) => store)
            .AddKeyedSingleton(IngestionModule.ServiceName, new ReleaseProjection(store, ReleaseIndexes.Order))
            .AddSingleton<LogConsumers>()
            .AddSingleton<HostingTelemetry>()
            .AddSingleton<LogTail>()
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddSingleton<ListKeeper>()
            .AddOptions()
            .BuildServiceProvider();
        _tail = _services.GetRequiredService<LogTail>();
        _keeper = _services.GetRequiredService<ListKeeper>();
        _progress = _services.GetRequiredService<LogConsumers>().Find("list-release")!;
        _list = _services.GetRequiredKeyedService<ReleaseProjection>(IngestionModule.ServiceName);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _keeper.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_is_logged_is_listed_and_counts_as_applied_once_however_often_it_is_told()
    {
        var (first, second) = (Entry(1, "The harbour opens"), Entry(2, "The harbour closes"));
        await _keeper.StartAsync(Cancel);
        _tail.Add([first, second]);
        await Eventually.HoldsAsync(() => Task.FromResult(_progress.Applied.Through == 2));

        _tail.Add([second, Entry(3, "The harbour opens again")]);
        await Eventually.HoldsAsync(() => Task.FromResult(_progress.Applied.Through == 3));
        Assert.Equal("The harbour opens", (await _list.Rows.GetAsync(first.Fact.Release.Id.ToString(), Cancel))!.Original!.Headline);
        Assert.Equal(1, (await _list.Rows.GetAsync(second.Fact.Release.Id.ToString(), Cancel))!.Stamp);
    }

    [Fact]
    public async Task What_can_not_be_listed_stays_a_hole_for_catching_up_and_its_neighbours_are_listed()
    {
        var broken = Entry(2, "Broken");
        _tail.Add([Entry(1, "Before"), broken with { Fact = broken.Fact with { Release = null! } }, Entry(3, "After")]);
        await _keeper.StartAsync(Cancel);
        await Eventually.HoldsAsync(() => Task.FromResult(_progress.IsApplied(3)));
        Assert.Equal(1, _progress.Applied.Through);
        Assert.Equal([new SequenceRange(3, 3)], _progress.Applied.Above);
    }

    [Fact]
    public async Task More_than_can_wait_is_left_to_catching_up()
    {
        var entries = Enumerable.Range(1, 5_000).Select(i => Entry(i, $"Release {i}")).ToList();
        _tail.Add(entries);
        await _keeper.StartAsync(Cancel);
        await Eventually.HoldsAsync(() => Task.FromResult(_progress.Applied.Through == 4_096));
        Assert.False(_progress.IsApplied(4_097));
        _tail.Add([Entry(5_001, "The next one")]);
        await Eventually.HoldsAsync(() => Task.FromResult(_progress.IsApplied(5_001)));
    }

    private static LogEntry Entry(long sequence, string headline) =>
        new Proposal(new ReleaseCreated
        {
            EventId = Guid.NewGuid(),
            Sequence = 0,
            At = Noon,
            Release = new Release
            {
                Id = Guid.NewGuid(),
                Version = 1,
                Language = "en",
                Headline = headline,
                History = [new HistoryEntry(1, Noon, Significance.Initial)],
                RecordedAt = Noon,
                UpdatedAt = Noon,
            },
        }).At(sequence);
}
