using System.Diagnostics;
using System.Globalization;
using Syndication.Storage.Sqlite;
using Syndication.Storage.Tests.Contract;

namespace Syndication.Storage.Tests.Sqlite;

/// <summary>What a process acknowledged before it was killed is there, and what it leased is free.</summary>
public sealed class SqliteKillTests : IDisposable
{
    private const string DatabaseVariable = "SYNDICATION_TEST_WRITER_DATABASE";
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_acknowledged_is_lost_by_a_kill()
    {
        var database = _folder["notes.db"];
        var start = new ProcessStartInfo("dotnet", [typeof(SqliteKillTests).Assembly.Location, "--filter-method", $"*.{nameof(Writes_until_it_is_killed)}"])
        {
            RedirectStandardOutput = true,
        };
        start.Environment[DatabaseVariable] = database;
        using var writer = Process.Start(start)!;
        try
        {
            await WaitForAsync(() => Acknowledged(database).Count > 2_000);
        }
        finally
        {
            writer.Kill();
            await writer.WaitForExitAsync(Cancel);
        }

        var acknowledged = Acknowledged(database);
        await using var store = SqliteDocumentStore.Open(database);
        var notes = store.Collection(Note.Collection);
        var found = await notes.GetManyAsync(acknowledged, Cancel);
        Assert.Equal(acknowledged.Count, found.Count);
        Assert.All(found, note => Assert.Equal(note.Id, note.Tags[0]));
        Assert.Equal("leased", (await notes.ClaimAsync(new Query<Note>("group").Where(note => note.Group, "leased"), TimeSpan.FromHours(1), Cancel))!.Id);
    }

    [Fact]
    public async Task Writes_until_it_is_killed()
    {
        var database = Environment.GetEnvironmentVariable(DatabaseVariable);
        Assert.SkipWhen(database is null, $"Is the process that {nameof(Nothing_acknowledged_is_lost_by_a_kill)} starts and kills.");
        await using var store = SqliteDocumentStore.Open(database!);
        var notes = store.Collection(Note.Collection);
        await notes.InsertAsync(Note.Of("leased", 0, "leased"), Cancel);
        Assert.NotNull(await notes.ClaimAsync(new Query<Note>("rank"), TimeSpan.FromHours(1), Cancel));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => WriteAsync(notes, database + ".acknowledged-" + writer, writer)));
    }

    public void Dispose() => _folder.Dispose();

    private static async Task WriteAsync(IDocumentCollection<Note> notes, string acknowledgements, int writer)
    {
        await using var file = new StreamWriter(acknowledgements) { AutoFlush = true };
        for (var i = 0; i < 1_000_000; i++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"{writer}-{i}");
            Assert.True(await notes.InsertAsync(Note.Of(id, i, "g", id), Cancel));
            await file.WriteLineAsync(id);
        }
    }

    /// <summary>Whole lines only: the last may be cut.</summary>
    private static List<string> Acknowledged(string database) =>
        [.. Directory.GetFiles(Path.GetDirectoryName(database)!, "*.acknowledged-*").SelectMany(file =>
        {
            using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            return reader.ReadToEnd().Split('\n')[..^1];
        })];

    private static async Task WaitForAsync(Func<bool> condition)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        while (!condition())
        {
            await Task.Delay(20, deadline.Token);
        }
    }
}
