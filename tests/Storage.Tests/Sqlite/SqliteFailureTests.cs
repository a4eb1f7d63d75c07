using System.Text;
using Syndication.Storage.Sqlite;
using Syndication.Storage.Tests.Contract;

namespace Syndication.Storage.Tests.Sqlite;

/// <summary>What only a file can suffer.</summary>
public sealed class SqliteFailureTests : IDisposable
{
    private readonly SqliteFile _file = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_disk_fails_writes_until_there_is_space_again()
    {
        await using var store = _file.Open();
        var notes = store.Collection(Note.Collection);
        Assert.True(await notes.InsertAsync(Note.Of("before"), Cancel));
        var pages = await store.Writer.EnqueueAsync(session => Pragma(session, "page_count"), Cancel);
        await store.Writer.EnqueueAsync(session => Pragma(session, $"max_page_count={pages}"), Cancel);

        var large = new string('x', 100_000);
        var writes = Enumerable.Range(0, 20).Select(i => notes.InsertAsync(Note.Of($"n{i}") with { Text = large }, Cancel)).ToList();
        var deletion = notes.DeleteAsync("nobody", cancellationToken: Cancel);
        foreach (var write in writes)
        {
            var error = await Assert.ThrowsAsync<StoreException>(() => write);
            Assert.Contains("full", error.Message, StringComparison.Ordinal);
        }

        Assert.False(await deletion);
        Assert.Equal("before", (await notes.GetAsync("before", Cancel))!.Id);
        Assert.Equal(1, await notes.CountAsync(new Query<Note>("id"), Cancel));

        await store.Writer.EnqueueAsync(session => Pragma(session, "max_page_count=1000000"), Cancel);
        Assert.True(await notes.InsertAsync(Note.Of("n0") with { Text = large }, Cancel));
        Assert.NotNull(await notes.GetAsync("n0", Cancel));
    }

    [Fact]
    public async Task A_new_file_and_what_lies_beside_it_are_their_owners_alone_and_an_old_one_keeps_its_mode()
    {
        await using (var store = _file.Open())
        {
            await store.Collection(Note.Collection).InsertAsync(Note.Of("secret"), Cancel);
            Assert.All(["", "-wal", "-shm"], suffix => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_file.Path + suffix)));
        }

        const UnixFileMode Shared = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        File.SetUnixFileMode(_file.Path, Shared);
        await using var again = _file.Open();
        Assert.Equal(Shared, File.GetUnixFileMode(_file.Path));
    }

    [Fact]
    public async Task A_lock_that_another_program_keeps_fails_writes_until_it_is_released()
    {
        await using var store = _file.Open();
        var notes = store.Collection(Note.Collection);
        using (var other = SqliteSession.OpenWriter(_file.Path))
        {
            other.Execute("BEGIN EXCLUSIVE");
            var writes = Enumerable.Range(0, 3).Select(i => notes.InsertAsync(Note.Of($"{i}"), Cancel)).ToList();
            Assert.Null(await notes.GetAsync("0", Cancel));
            var error = await Assert.ThrowsAsync<StoreException>(() => writes[0]);
            Assert.Contains("locked", error.Message, StringComparison.Ordinal);
            other.Execute("ROLLBACK");
        }

        Assert.True(await notes.InsertAsync(Note.Of("after"), Cancel));
    }

    [Theory]
    [InlineData("This is a text file, and a long one so that it fills the header that SQLite wants to read first of all from a file.")]
    [InlineData("SQLite format 3\0and then nothing that makes sense, for more than the hundred bytes that the header of a database takes up.")]
    public void A_file_that_is_no_database_is_named(string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_file.Path)!);
        File.WriteAllBytes(_file.Path, Encoding.UTF8.GetBytes(content));
        var error = Assert.Throws<StoreException>(_file.Open);
        Assert.Contains(_file.Path, error.Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(_file.Path));
    }

    [Fact]
    public async Task A_damaged_page_is_reported_and_nothing_crashes()
    {
        await using (var store = _file.Open())
        {
            await store.Collection(Note.Collection).InsertManyAsync([.. Enumerable.Range(0, 500).Select(i => Note.Of($"{i:000}", i) with { Text = new string('x', 900) })], Cancel);
        }

        await using (var file = File.OpenWrite(_file.Path))
        {
            file.Position = 4096 * 20;
            await file.WriteAsync(Enumerable.Repeat((byte)0xEE, 4096 * 200).ToArray(), Cancel);
        }

        var error = await Assert.ThrowsAsync<StoreException>(async () =>
        {
            await using var store = _file.Open();
            var notes = store.Collection(Note.Collection);
            await notes.QueryAsync(new Query<Note>("id").Take(1_000), Cancel);
        });
        Assert.Contains("damaged", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_can_not_be_made_is_named()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_file.Path)!);
        File.WriteAllText(_file.Path, "");
        var inside = Path.Combine(_file.Path, "notes.db");
        var error = Assert.Throws<StoreException>(() => SqliteDocumentStore.Open(inside));
        Assert.Contains(inside, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_of_another_shape_is_an_error_of_the_store()
    {
        await using var store = _file.Open();
        var notes = store.Collection(Note.Collection);
        await store.Writer.EnqueueAsync(
            session =>
            {
                session.Execute("INSERT INTO notes(id,doc) VALUES('bad','{\"id\":5}')");
                return true;
            },
            Cancel);
        var error = await Assert.ThrowsAsync<StoreException>(() => notes.GetAsync("bad", Cancel));
        Assert.Contains("notes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Closing_finishes_the_writes_that_were_asked_for()
    {
        var store = _file.Open();
        var notes = store.Collection(Note.Collection);
        var writes = Enumerable.Range(0, 1_000).Select(i => notes.InsertAsync(Note.Of($"{i}"), Cancel)).ToList();
        await store.DisposeAsync();
        Assert.All(await Task.WhenAll(writes), Assert.True);
        await Assert.ThrowsAsync<StoreException>(() => notes.InsertAsync(Note.Of("late"), Cancel));
        await Assert.ThrowsAsync<StoreException>(() => notes.GetAsync("0", Cancel));
        Assert.Equal([_file.Path], Directory.GetFiles(Path.GetDirectoryName(_file.Path)!));

        await using var again = _file.Open();
        Assert.Equal(1_000, await again.Collection(Note.Collection).CountAsync(new Query<Note>("id"), Cancel));
    }

    [Fact]
    public async Task Every_commit_is_flushed_to_the_disk()
    {
        await using var store = _file.Open();
        Assert.Equal(2, await store.Writer.EnqueueAsync(session => Pragma(session, "synchronous"), Cancel));
        Assert.Equal("wal", await store.Writer.EnqueueAsync(
            session =>
            {
                using var mode = session.Prepare("PRAGMA journal_mode");
                mode.Step();
                return mode.Text(0);
            },
            Cancel));
    }

    public void Dispose() => _file.Dispose();

    private static long Pragma(SqliteSession session, string pragma)
    {
        using var statement = session.Prepare($"PRAGMA {pragma}");
        statement.Step();
        return statement.Number(0);
    }
}
