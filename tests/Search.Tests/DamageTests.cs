using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Syndication.Hosting;
using Syndication.Hosting.Log;
using Syndication.Hosting.Projection;
using Syndication.Search.Indexing;
using Syndication.Storage;
using Syndication.Storage.Sqlite;

namespace Syndication.Search.Tests;

/// <summary>An index that turns out damaged while it is in use, and the follower that fills it again.</summary>
public sealed class DamageTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SearchIndex _index;
    private readonly SqliteDocumentStore _store;
    private readonly IHost _follower;

    public DamageTests()
    {
        _index = Newsroom.Open(_folder);
        _store = SqliteDocumentStore.Open(_folder["search.db"]);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddKeyedSingleton<IDocumentStore>(SearchModule.ServiceName, _store);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(new LogConsumer("index-release", SearchModule.ServiceName, typeof(DamageTests)));
        builder.Services.AddSingleton<LogConsumers>();
        builder.Services.AddSingleton(_index);
        builder.AddReleaseProjection(SearchModule.ServiceName, ReleaseIndexes.None);
        builder.AddProjectionReplica<SearchIndex>(SearchModule.ServiceName);
        _follower = builder.Build();
    }

    public async ValueTask DisposeAsync()
    {
        await _follower.StopAsync(CancellationToken.None);
        _follower.Dispose();
        _index.Dispose();
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_comes_after_a_search_found_damage_waits_until_all_rows_are_read_again()
    {
        _index.Apply([.. Enumerable.Range(1, 3).Select(number => Newsroom.Row(Newsroom.Text(number, "Titre")))]);
        Damage();
        Assert.Throws<StoreException>(() => _index.Find("titre"));

        var reached = new ReplicaPosition(1, 4);
        await _index.ApplyAsync([Newsroom.Row(Newsroom.Text(4, "Titre"))], reached, TestContext.Current.CancellationToken);
        Assert.NotEqual(reached, _index.Position);
        Assert.Equal([], _index.Find("titre"));

        await LogAsync(1, 4);
        await _follower.StartAsync(TestContext.Current.CancellationToken);
        await ShowsAsync(4);
    }

    [Fact]
    public async Task Damage_found_between_two_pages_of_rows_loses_neither()
    {
        await LogAsync(1, 3);
        await _follower.StartAsync(TestContext.Current.CancellationToken);
        await ShowsAsync(3);

        Damage();
        await LogAsync(4, 250);
        await ShowsAsync(250);
    }

    /// <summary>Joins releases as another process does, and marks them.</summary>
    private async Task LogAsync(int first, int last)
    {
        var another = new ReleaseProjection(_store, ReleaseIndexes.None);
        var progress = _follower.Services.GetRequiredService<LogConsumers>().All.Single();
        for (var number = first; number <= last; number++)
        {
            await another.ApplyAsync(Newsroom.Created(Newsroom.Text(number, "Titre")) with { Sequence = number }, TestContext.Current.CancellationToken);
            progress.Mark(number);
        }

        await progress.FlushAsync(TestContext.Current.CancellationToken);
    }

    private async Task ShowsAsync(int count)
    {
        await Eventually.HoldsAsync(() => Task.FromResult(_index.Position == new ReplicaPosition(0, count)));
        Assert.Equal(count, _index.Search(Newsroom.Request("titre")).Total);
    }

    /// <summary>Takes away what FTS5 can't do without.</summary>
    private void Damage()
    {
        using var connection = new SqliteConnection($"Data Source={_folder["search-index.db"]};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "DELETE FROM words_data";
        command.ExecuteNonQuery();
    }
}
