using Syndication.Ingestion.Held;
using Syndication.Ingestion.Releases;
using Syndication.Storage.Sqlite;

namespace Syndication.Ingestion.Tests.Releases;

public sealed class HeldStoreTests
{
    [Fact]
    public async Task What_is_being_opened_is_neither_cancelled_nor_edited_and_what_was_edited_is_looked_at_again()
    {
        using var folder = new TemporaryFolder();
        await using var store = SqliteDocumentStore.Open(folder["held.db"]);
        var held = new HeldStore(store);
        var (due, waiting) = (Held(DateTimeOffset.UtcNow.AddSeconds(-1)), Held(DateTimeOffset.UtcNow.AddDays(1)));
        await held.InsertAsync(due, CancellationToken.None);
        await held.InsertAsync(waiting, CancellationToken.None);
        var edited = (await held.ReplaceAsync(waiting, waiting.Submission, CancellationToken.None))!;

        Assert.Equal(due.Id, (await held.ClaimDueAsync(CancellationToken.None))!.Id);

        Assert.False(await held.CancelAsync(due, CancellationToken.None));
        Assert.Null(await held.ReplaceAsync(due, due.Submission, CancellationToken.None));
        Assert.False(await held.CancelAsync(waiting, CancellationToken.None));
        Assert.True(await held.CancelAsync(edited, CancellationToken.None));
        Assert.NotNull(await held.FindAsync(Guid.Parse(due.Id), CancellationToken.None));
        Assert.Null(await held.FindAsync(Guid.Parse(waiting.Id), CancellationToken.None));
    }

    private static HeldRelease Held(DateTimeOffset due)
    {
        var id = Guid.NewGuid().ToString();
        return new HeldRelease
        {
            Id = id,
            RequestKey = id,
            DueAt = due.ToUnixTimeMilliseconds(),
            Submission = new Submission { Draft = new Draft(), PublishAt = due },
            Aliases = [],
            Actor = "desk",
            HeldAt = due.AddDays(-2),
            GivenHash = "",
        };
    }
}
