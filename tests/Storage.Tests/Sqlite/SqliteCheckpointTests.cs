using System.Buffers.Binary;
using Syndication.Storage.Sqlite;
using Syndication.Storage.Tests.Contract;

namespace Syndication.Storage.Tests.Sqlite;

/// <summary>The write-ahead log starts over while the store is written, and does not grow without bound.</summary>
public sealed class SqliteCheckpointTests : IDisposable
{
    private const long Page = 4096;
    private const int Many = 4_000;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_log_starts_over_once_what_it_holds_is_in_the_file()
    {
        await using var store = SqliteDocumentStore.Open(_folder["notes.db"]);
        var notes = store.Collection(Note.Collection);
        await FillAsync(notes, pages: Many + 500);

        // Not by a checkpoint within a commit: those come at four times as many.
        await Eventually.HoldsAsync(
            async () =>
            {
                await notes.UpsertAsync(Note.Of("small", 1), cancellationToken: Cancel);
                return FramesInLog() < Many / 2;
            });
        Assert.True(new FileInfo(_folder["notes.db"]).Length > Many / 2 * Page);
        Assert.NotNull(await notes.GetAsync("n0", Cancel));
    }

    [Fact]
    public async Task The_log_stays_within_its_bound_while_a_reader_keeps_it_from_starting_over_for_a_while()
    {
        await using var store = SqliteDocumentStore.Open(_folder["notes.db"]);
        var notes = store.Collection(Note.Collection);
        await notes.InsertAsync(Note.Of("read", 1), Cancel);
        store.Readers.Read(session =>
        {
            using var rows = session.Prepare("SELECT doc FROM notes");
            rows.Step();
            FillAsync(notes, pages: 2 * Many).GetAwaiter().GetResult();
            return true;
        });
        Assert.True(FramesInLog() > 2 * Many);

        await FillAsync(notes, pages: 12 * Many);
        Assert.InRange(new FileInfo(_folder["notes.db-wal"]).Length, 1, 6L * Many * Page);
    }

    private static async Task FillAsync(IDocumentCollection<Note> notes, int pages)
    {
        const int PagesOfOne = 50;
        var text = new string('x', (int)(PagesOfOne * Page));
        for (var i = 0; i < pages / PagesOfOne; i++)
        {
            await notes.UpsertAsync(Note.Of($"n{i}", i) with { Text = text }, cancellationToken: Cancel);
        }
    }

    /// <summary>How many pages the log holds: mxFrame of the WAL-index header, in the file beside it (sqlite.org/walformat.html).</summary>
    private int FramesInLog()
    {
        using var index = new FileStream(_folder["notes.db-shm"], FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        Span<byte> header = stackalloc byte[20];
        index.ReadExactly(header);
        return (int)BinaryPrimitives.ReadUInt32LittleEndian(header[16..]);
    }
}
