using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Syndication.Contracts;
using Syndication.Hosting.Log;
using Syndication.Hosting.Projection;
using Syndication.Storage.Sqlite;

namespace Syndication.Hosting.Tests.Projection;

public sealed class ReplicaFollowerTests : IAsyncDisposable
{
    private static readonly LogConsumer Consumer = new("index-release", "search", typeof(ReplicaFollowerTests));

    private readonly TemporaryFolder _folder = new();
    private readonly SqliteDocumentStore _store;
    private readonly SqliteDocumentStore _storeOfAnother;
    private readonly ReleaseProjection _own;
    private readonly ReleaseProjection _another;
    private readonly ConsumerProgress _progress;
    private readonly Replica _replica = new();
    private readonly ReplicaFollower _follower;

    public ReplicaFollowerTests()
    {
        _store = SqliteDocumentStore.Open(_folder["search.db"]);
        _storeOfAnother = SqliteDocumentStore.Open(_folder["search.db"]);
        _own = new ReleaseProjection(_store, ReleaseIndexes.None);
        _another = new ReleaseProjection(_storeOfAnother, ReleaseIndexes.None);
        _progress = new ConsumerProgress(Consumer, _store, TimeProvider.System);
        _follower = new ReplicaFollower(_own, _replica, _progress, TimeProvider.System, NullLogger<ReplicaFollower>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await _follower.StopAsync(CancellationToken.None);
        _follower.Dispose();
        _progress.Dispose();
        await _storeOfAnother.DisposeAsync();
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(1_000)]
    public async Task Takes_what_this_process_and_others_commit(int everyOther)
    {
        const int Facts = 100;
        await _follower.StartAsync(TestContext.Current.CancellationToken);
        for (var sequence = 1; sequence <= Facts; sequence++)
        {
            await ApplyAsync(sequence % everyOther == 0 ? _another : _own, Created(Guid.NewGuid(), sequence));
        }

        await ShowsAsync(Facts);
        Assert.Equal(Facts, _replica.Stamps.Count);
    }

    [Fact]
    public async Task Takes_what_another_process_joined_below_a_row_that_is_known()
    {
        await _follower.StartAsync(TestContext.Current.CancellationToken);
        var (first, second) = (Guid.NewGuid(), Guid.NewGuid());
        await ApplyAsync(_own, Created(second, 3));
        await Eventually.HoldsAsync(() => Task.FromResult(_replica.Stamps.ContainsKey($"{second}")));
        await ApplyAsync(_another, Translated(second, 2));
        await ApplyAsync(_own, Created(first, 1));

        await ShowsAsync(3);
        Assert.Equal(2, _replica.Stamps[$"{second}"]);
        Assert.Equal(1, _replica.Stamps[$"{first}"]);
    }

    private async Task ApplyAsync(ReleaseProjection projection, ReleaseFact fact)
    {
        await projection.ApplyAsync(fact, TestContext.Current.CancellationToken);
        _progress.Mark(fact.Sequence);
    }

    private async Task ShowsAsync(long through)
    {
        await _progress.FlushAsync(TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(() => Task.FromResult(_replica.Position == new ReplicaPosition(0, through)));
    }

    private static ReleaseCreated Created(Guid release, long sequence) => new()
    {
        EventId = Guid.NewGuid(),
        Sequence = sequence,
        At = DateTimeOffset.UnixEpoch,
        Release = new Release { Id = release, Version = 1, Language = "fr", Headline = "Le bac est de retour" },
    };

    private static ReleaseTranslated Translated(Guid release, long sequence) => new()
    {
        EventId = Guid.NewGuid(),
        Sequence = sequence,
        At = DateTimeOffset.UnixEpoch,
        Release = new Release { Id = release, Version = 1, Language = "en", Headline = "The ferry is back", SourceVersion = 1, Revision = 1 },
    };

    private sealed class Replica : IProjectionReplica
    {
        public ConcurrentDictionary<string, long> Stamps { get; } = [];

        public ReplicaPosition Position { get; private set; }

        public Task ApplyAsync(IReadOnlyList<ProjectedRelease> rows, ReplicaPosition position, CancellationToken cancellationToken)
        {
            foreach (var row in rows)
            {
                Stamps.AddOrUpdate(row.Id, row.Stamp, (_, known) => Math.Max(known, row.Stamp));
            }

            Position = position;
            return Task.CompletedTask;
        }

        public Task ResetAsync(CancellationToken cancellationToken)
        {
            Stamps.Clear();
            Position = default;
            return Task.CompletedTask;
        }
    }
}
