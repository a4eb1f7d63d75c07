using System.Text.Json;
using Syndication.Contracts;
using Syndication.Storage.Sqlite;
using Syndication.Storage.Tests.Contract;

namespace Syndication.Storage.Tests.Sqlite;

/// <summary>What is written for the indexes of a collection, and how files that were written otherwise are taken over.</summary>
public sealed class SqliteSchemaTests : IDisposable
{
    private const int Frame = 4096 + 24;

    /// <summary>As they were when indexes were on expressions over the document.</summary>
    private static readonly string[] Expressions =
    [
        "CREATE TABLE \"notes\"(id TEXT PRIMARY KEY NOT NULL,doc TEXT NOT NULL)",
        "CREATE UNIQUE INDEX \"notes/key\" ON \"notes\"(ifnull(json_extract(doc,'$.key'),-9e999))",
        "CREATE INDEX \"notes/rank\" ON \"notes\"(ifnull(json_extract(doc,'$.rank'),-9e999),id)",
        "CREATE INDEX \"notes/group\" ON \"notes\"(ifnull(json_extract(doc,'$.group'),-9e999),ifnull(json_extract(doc,'$.rank'),-9e999),id)",
        "CREATE INDEX \"notes/open\" ON \"notes\"(ifnull(json_extract(doc,'$.isOpen'),-9e999),ifnull(json_extract(doc,'$.author.name'),-9e999),id)",
    ];

    private readonly SqliteFile _file = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_write_that_changes_no_indexed_member_writes_no_index()
    {
        await using var store = _file.Open();
        var notes = store.Collection(Note.Collection);
        var note = Note.Of("a", 1, "g", "x");
        await notes.InsertAsync(note, Cancel);

        Assert.Equal(1, await FramesAsync(() => notes.ReplaceAsync(note with { Version = 1 }, Query.If<Note>(stored => stored.Version, Comparison.Equal, 0), Cancel)));
        Assert.Equal(1, await FramesAsync(() => notes.UpsertAsync(note with { Version = 2 }, cancellationToken: Cancel)));
        Assert.Equal(1, await FramesAsync(() => notes.ClaimAsync(new Query<Note>("rank"), TimeSpan.FromHours(1), Cancel)));
        Assert.Equal(2, await FramesAsync(() => notes.ReplaceAsync(note with { Key = "other" }, cancellationToken: Cancel)));
    }

    [Fact]
    public async Task A_file_with_indexes_on_expressions_is_taken_over_whole()
    {
        var notes = Enumerable.Range(0, 500)
            .Select(i => Note.Of($"n{i:000}", i % 7 == 0 ? null : i % 50, i % 5 == 0 ? null : $"g{i % 3}", "x") with { IsOpen = i % 2 == 0, Author = i % 3 == 0 ? null : new Person($"Ñ{i % 11}") })
            .ToList();
        Write(Expressions, notes.ToDictionary(note => note.Id, note => JsonSerializer.Serialize(note, SyndicationJson.Options)));
        using var folder = new TemporaryFolder();
        await using var fresh = SqliteDocumentStore.Open(folder["notes.db"]);
        var expected = fresh.Collection(Note.Collection);
        await expected.InsertManyAsync(notes, Cancel);

        for (var opened = 0; opened < 2; opened++)
        {
            await using var store = _file.Open();
            await using var other = _file.Open();
            var found = store.Collection(Note.Collection);
            Assert.Equal(await AnswersAsync(expected), await AnswersAsync(found));
            Assert.Equal(await AnswersAsync(expected), await AnswersAsync(other.Collection(Note.Collection)));
            Assert.Equivalent(notes, await found.GetManyAsync([.. notes.Select(note => note.Id)], Cancel), strict: true);
            Assert.False(await found.InsertAsync(Note.Of("thief") with { Key = notes[7].Key }, Cancel));
            foreach (var collection in new[] { found, expected })
            {
                notes[8] = notes[8] with { Rank = 1_000 + opened, Author = null };
                Assert.True(await collection.ReplaceAsync(notes[8], cancellationToken: Cancel));
            }

            Assert.Equal(await AnswersAsync(expected), await AnswersAsync(found));
        }
    }

    [Fact]
    public async Task Taking_over_a_file_leaves_nothing_half_done()
    {
        Write([Expressions[0]], new() { ["a"] = "{\"id\":\"a\",\"key\":\"k\",\"rank\":3}", ["b"] = "no JSON" });
        await using var store = _file.Open();
        Assert.Throws<StoreException>(() => store.Collection(Note.Collection));

        await store.Writer.EnqueueAsync(session => { session.Execute("DELETE FROM notes WHERE id='b'"); return true; }, Cancel);
        var notes = store.Collection(Note.Collection);
        Assert.Equal("a", Assert.Single((await notes.QueryAsync(new Query<Note>("rank").Where(note => note.Rank, 3), Cancel)).Items).Id);
    }

    public void Dispose() => _file.Dispose();

    private void Write(IEnumerable<string> schema, Dictionary<string, string> documents)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_file.Path)!);
        using var session = SqliteSession.OpenWriter(_file.Path);
        foreach (var sql in schema)
        {
            session.Execute(sql);
        }

        Assert.True(session.TryBegin());
        foreach (var (id, document) in documents)
        {
            using var insert = session.Prepare("INSERT INTO notes(id,doc) VALUES(?,?)");
            insert.Bind(1, id);
            insert.Bind(2, document);
            insert.Step();
        }

        session.Execute("COMMIT");
    }

    /// <summary>Pages that a write puts into the write-ahead log.</summary>
    private async Task<long> FramesAsync(Func<Task> write)
    {
        var log = new FileInfo(_file.Path + "-wal");
        var before = log.Length;
        await write();
        log.Refresh();
        return (log.Length - before) / Frame;
    }

    private static async Task<string> AnswersAsync(IDocumentCollection<Note> notes)
    {
        var queries = new[]
        {
            new Query<Note>("id"),
            new Query<Note>("key"),
            new Query<Note>("rank"),
            new Query<Note>("rank").Descending(),
            new Query<Note>("rank").Where(note => note.Rank, Comparison.AtMost, 20),
            new Query<Note>("group").Where(note => note.Group, null),
            new Query<Note>("group").Where(note => note.Group, "g1").Where(note => note.Rank, Comparison.AtLeast, 10),
            new Query<Note>("open").Where(note => note.IsOpen, true),
            new Query<Note>("tags").Where(note => note.Tags, "x"),
        };
        var answers = new List<string>();
        foreach (var query in queries)
        {
            var page = await notes.QueryAsync(query.Take(100), Cancel);
            var next = await notes.QueryAsync(query.Take(100).After(page.Next), Cancel);
            answers.Add($"{page.Next}: {string.Join(' ', page.Items.Concat(next.Items).Select(note => note.Id))}");
        }

        return string.Join('\n', answers);
    }
}
