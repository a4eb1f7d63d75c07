using System.Text;
using Syndication.Storage.Sqlite;
using Syndication.Storage.Tests.Contract;

namespace Syndication.Storage.Tests.Sqlite;

/// <summary>What was deleted is in no file any more: looked for octet by octet.</summary>
public sealed class SqliteForgettingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Nothing_of_what_was_deleted_or_changed_is_left(int seed)
    {
        using var folder = new TemporaryFolder();
        await using var store = SqliteDocumentStore.Open(folder["notes.db"], forgets: true);
        var notes = store.Collection(Note.Collection);
        var random = new Random(seed);
        var ids = Enumerable.Range(0, 3_000).Select(_ => $"{new Guid([.. Enumerable.Range(0, 16).Select(_ => (byte)random.Next(256))])}").ToList();

        // Documents that grow, shrink and move between pages, so that copies are made on the way.
        await Task.WhenAll(ids.Select((id, i) => notes.InsertAsync(Note.Of(id, i, "g", Mark(i)) with { Text = Mark(i) })));
        foreach (var round in Enumerable.Range(0, 3))
        {
            await Task.WhenAll(ids.Select((id, i) => notes.ReplaceAsync(Note.Of(id, random.Next(), "g", Mark(i)) with { Text = Mark(i) + new string('x', random.Next(2_000)), Version = round })));
        }

        var erased = Enumerable.Range(0, ids.Count).Where(_ => random.Next(3) == 0).ToList();
        var changed = Enumerable.Range(0, ids.Count).Except(erased).Where(_ => random.Next(3) == 0).ToList();
        await Task.WhenAll(erased.Select(i => notes.DeleteAsync(ids[i])).Concat(changed.Select(i => notes.ReplaceAsync(Note.Of(ids[i], 0, "g", "other") with { Text = "other" }))));
        await store.ForgetAsync([.. erased.Concat(changed).Select(Mark)]);

        var files = Contents(folder);
        var left = erased.Concat(changed).Where(i => files.Any(file => file.Contains(Mark(i), StringComparison.Ordinal))).ToList();
        Assert.True(left.Count == 0, $"{left.Count} of {erased.Count + changed.Count} are left.");
        Assert.All(Enumerable.Range(0, ids.Count).Except(erased).Except(changed), i => Assert.Contains(files, file => file.Contains(Mark(i), StringComparison.Ordinal)));

        static string Mark(int number) => $"reader-{number:D5}@example.org";
    }

    [Fact]
    public async Task A_reader_of_an_older_state_is_waited_for()
    {
        using var folder = new TemporaryFolder();
        await using var store = SqliteDocumentStore.Open(folder["notes.db"], forgets: true);
        await using var other = SqliteDocumentStore.Open(folder["notes.db"], forgets: true);
        var notes = store.Collection(Note.Collection);
        await notes.InsertAsync(Note.Of("a", 1) with { Text = "secret@example.org" });
        var forgetting = Task.CompletedTask;
        other.Readers.Read(session =>
        {
            using var rows = session.Prepare("SELECT doc FROM notes");
            rows.Step();
            notes.DeleteAsync("a").GetAwaiter().GetResult();
            forgetting = store.ForgetAsync(["secret@example.org"]);
            Assert.False(forgetting.Wait(TimeSpan.FromMilliseconds(300)));
            return true;
        });

        await forgetting;
        Assert.DoesNotContain(Contents(folder), file => file.Contains("secret@", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_document_still_holds_can_not_be_forgotten()
    {
        using var folder = new TemporaryFolder();
        await using var store = SqliteDocumentStore.Open(folder["notes.db"], forgets: true);
        var notes = store.Collection(Note.Collection);
        await notes.InsertAsync(Note.Of("a", 1) with { Text = "\"quoted local\"@example.org" });

        await Assert.ThrowsAsync<StoreException>(() => store.ForgetAsync(["\"quoted local\"@example.org"]));
        await notes.DeleteAsync("a");
        await store.ForgetAsync(["\"quoted local\"@example.org"]);
    }

    [Fact]
    public async Task A_longer_address_that_a_document_holds_is_another()
    {
        using var folder = new TemporaryFolder();
        await using var store = SqliteDocumentStore.Open(folder["notes.db"], forgets: true);
        var notes = store.Collection(Note.Collection);
        await notes.InsertAsync(Note.Of("a", 1) with { Text = "joann@x.example" });
        await notes.InsertAsync(Note.Of("b", 2) with { Text = "ann@x.example.org" });
        await notes.InsertAsync(Note.Of("c", 3) with { Text = "ann@x.example" });

        await Assert.ThrowsAsync<StoreException>(() => store.ForgetAsync(["ann@x.example"]));
        await notes.DeleteAsync("c");
        await store.ForgetAsync(["ann@x.example"]);
        Assert.DoesNotContain(Contents(folder), file => file.Contains("\"ann@x.example\"", StringComparison.Ordinal));
    }

    /// <summary>Wherever in the file it stands, what is beside it is looked at.</summary>
    [Fact]
    public async Task What_is_held_is_found_in_a_file_of_many_windows()
    {
        using var folder = new TemporaryFolder();
        await using var store = SqliteDocumentStore.Open(folder["notes.db"], forgets: true);
        var notes = store.Collection(Note.Collection);
        await Task.WhenAll(Enumerable.Range(0, 2_000).Select(i => notes.InsertAsync(Note.Of($"{i}", i) with { Text = $"jo.reader-{i:D5}@x.example{new string('x', 900)}" })));
        await store.ForgetAsync([.. Enumerable.Range(0, 2_000).Select(i => $"reader-{i:D5}@x.example")]);
        await Task.WhenAll(Enumerable.Range(0, 2_000).Select(i => notes.ReplaceAsync(Note.Of($"{i}", i) with { Text = $"reader-{i:D5}@x.example {new string('x', 900)}" })));
        foreach (var i in Enumerable.Range(0, 20))
        {
            await Assert.ThrowsAsync<StoreException>(() => store.ForgetAsync([$"reader-{i * 99:D5}@x.example"]));
        }
    }

    [Fact]
    public async Task A_store_that_was_not_opened_to_forget_says_so()
    {
        using var folder = new TemporaryFolder();
        await using var store = SqliteDocumentStore.Open(folder["notes.db"]);

        await Assert.ThrowsAsync<InvalidOperationException>(() => store.ForgetAsync(["a"]));
    }

    // But those that are locked, which are empty.
    private static List<string> Contents(TemporaryFolder folder) =>
        [.. Directory.GetFiles(folder.Path).Where(file => !file.Contains(".owner-", StringComparison.Ordinal)).Select(file => Encoding.Latin1.GetString(File.ReadAllBytes(file)))];
}
