using Syndication.Storage.Sqlite;
using Syndication.Storage.Tests.Contract;

namespace Syndication.Storage.Tests.Sqlite;

public sealed class SqliteOwnerTests : IDisposable
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private readonly SqliteFile _file = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_lease_of_a_living_owner_holds_in_another_store()
    {
        await using var one = _file.Open();
        await using var two = _file.Open();
        await one.Collection(Note.Collection).InsertAsync(Note.Of("a", 1), Cancel);
        Assert.NotNull(await one.Collection(Note.Collection).ClaimAsync(new Query<Note>("rank"), Hour, Cancel));
        Assert.Null(await two.Collection(Note.Collection).ClaimAsync(new Query<Note>("rank"), Hour, Cancel));
        _file.Clock.Advance(Hour);
        Assert.Equal(2, (await two.Collection(Note.Collection).ClaimAsync(new Query<Note>("rank"), Hour, Cancel))!.Attempt);
    }

    [Fact]
    public async Task A_lease_ends_with_its_owner()
    {
        await using var one = _file.Open();
        var notes = one.Collection(Note.Collection);
        await notes.InsertAsync(Note.Of("a", 1), Cancel);
        await using (var two = _file.Open())
        {
            Assert.NotNull(await two.Collection(Note.Collection).ClaimAsync(new Query<Note>("rank"), Hour, Cancel));
            Assert.Null(await notes.ClaimAsync(new Query<Note>("rank"), Hour, Cancel));
        }

        var claimed = await notes.ClaimAsync(new Query<Note>("rank"), Hour, Cancel);
        Assert.Equal(2, claimed!.Attempt);
        Assert.Equal(one.Owner.Name, claimed.LeasedBy);
    }

    [Fact]
    public async Task Lock_files_that_nobody_holds_are_removed()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_file.Path)!);
        var stale = _file.Path + ".owner-1-dead";
        await File.WriteAllTextAsync(stale, "", Cancel);
        await using var store = _file.Open();
        Assert.False(File.Exists(stale));
        Assert.True(store.Owner.IsAlive(store.Owner.Name));
        Assert.False(store.Owner.IsAlive("1-dead"));
        Assert.False(store.Owner.IsAlive("../../etc/passwd"));
    }

    [Fact]
    public async Task Neighbours_are_seen_while_they_live()
    {
        using var one = SqliteOwner.Of(_file.Path is var path && Directory.CreateDirectory(Path.GetDirectoryName(path)!).Exists ? path : "");
        Assert.False(one.HasNeighbours());
        await using var two = _file.Open();
        Assert.True(two.Owner.HasNeighbours());
    }

    public void Dispose() => _file.Dispose();
}
