namespace Syndication.Storage.Tests.Contract;

public abstract class WriteContract : StoreContract
{
    [Fact]
    public async Task A_document_comes_back_as_it_went_in()
    {
        var note = Note.Of("é/1 \"x\"", -5, "g", "a", "b") with { IsOpen = true, Author = new Person("Ñandú 𝄞"), Text = "line\nnext\t\u0001 </script>" };
        Assert.True(await Notes.InsertAsync(note, Cancel));
        var read = await Notes.GetAsync(note.Id, Cancel);
        Assert.Equivalent(note, read, strict: true);
        Assert.Null(await Notes.GetAsync("another", Cancel));
    }

    [Fact]
    public async Task Many_are_read_at_once_without_those_that_are_missing()
    {
        await InsertAsync(Note.Of("a"), Note.Of("b"), Note.Of("c"));
        var found = await Notes.GetManyAsync(["c", "x", "a", "a"], Cancel);
        Assert.Equal("a c", Ids(found.OrderBy(note => note.Id, StringComparer.Ordinal)));
        Assert.Empty(await Notes.GetManyAsync([], Cancel));
    }

    [Fact]
    public async Task An_id_is_inserted_once()
    {
        Assert.True(await Notes.InsertAsync(Note.Of("a", 1), Cancel));
        Assert.False(await Notes.InsertAsync(Note.Of("a", 2) with { Key = "other" }, Cancel));
        Assert.Equal(1, (await Notes.GetAsync("a", Cancel))!.Rank);
    }

    [Fact]
    public async Task A_unique_value_is_taken_once()
    {
        await InsertAsync(Note.Of("a"), Note.Of("b"));
        var thief = Note.Of("c") with { Key = "key of a" };
        Assert.False(await Notes.InsertAsync(thief, Cancel));
        Assert.False(await Notes.UpsertAsync(thief, cancellationToken: Cancel));
        Assert.False(await Notes.ReplaceAsync(thief with { Id = "b" }, cancellationToken: Cancel));
        await Assert.ThrowsAsync<StoreException>(() => Notes.UpsertManyAsync([thief], Cancel));
        Assert.Null(await Notes.GetAsync("c", Cancel));
        Assert.Equal("key of b", (await Notes.GetAsync("b", Cancel))!.Key);

        Assert.True(await Notes.DeleteAsync("a", cancellationToken: Cancel));
        Assert.True(await Notes.InsertAsync(thief, Cancel));
    }

    [Fact]
    public async Task Inserting_many_stops_at_the_first_that_is_taken()
    {
        await InsertAsync(Note.Of("c"));
        Assert.Equal(2, await Notes.InsertManyAsync([Note.Of("a"), Note.Of("b"), Note.Of("c"), Note.Of("d")], Cancel));
        Assert.Equal("a b c", await IdsAsync(new Query<Note>("id")));

        var many = Enumerable.Range(0, 700).Select(i => Note.Of($"n{i:000}")).ToList();
        many.Insert(600, Note.Of("x") with { Key = "key of c" });
        Assert.Equal(600, await Notes.InsertManyAsync(many, Cancel));
        Assert.Equal(0, await Notes.InsertManyAsync([], Cancel));
        Assert.Equal(603, await Notes.CountAsync(new Query<Note>("id"), Cancel));
    }

    [Fact]
    public async Task Replacing_needs_a_document()
    {
        Assert.False(await Notes.ReplaceAsync(Note.Of("a", 1), cancellationToken: Cancel));
        await InsertAsync(Note.Of("a", 1));
        Assert.True(await Notes.ReplaceAsync(Note.Of("a", 2), cancellationToken: Cancel));
        Assert.Equal(2, (await Notes.GetAsync("a", Cancel))!.Rank);
    }

    [Fact]
    public async Task Upserting_many_inserts_and_replaces()
    {
        await InsertAsync(Note.Of("a", 1, null, "old"));
        await Notes.UpsertManyAsync([Note.Of("a", 2, null, "new"), Note.Of("b", 3, null, "new")], Cancel);
        Assert.Equal("a b", await IdsAsync(new Query<Note>("tags").Where(note => note.Tags, "new")));
        Assert.Equal("", await IdsAsync(new Query<Note>("tags").Where(note => note.Tags, "old")));
    }

    [Fact]
    public async Task Deleting_tells_whether_there_was_one()
    {
        await InsertAsync(Note.Of("a", 1, "g", "t"));
        Assert.True(await Notes.DeleteAsync("a", cancellationToken: Cancel));
        Assert.False(await Notes.DeleteAsync("a", cancellationToken: Cancel));
        Assert.Equal("", await IdsAsync(new Query<Note>("tags").Where(note => note.Tags, "t")));
        Assert.Equal(0, await Notes.CountAsync(new Query<Note>("rank"), Cancel));
    }

    [Theory]
    [InlineData(Comparison.Equal, false, true, false, false)]
    [InlineData(Comparison.NotEqual, true, false, true, true)]
    [InlineData(Comparison.Less, true, false, false, false)]
    [InlineData(Comparison.AtMost, true, true, false, false)]
    [InlineData(Comparison.Greater, false, false, true, false)]
    [InlineData(Comparison.AtLeast, false, true, true, false)]
    public async Task A_condition_compares_with_the_stored_value(Comparison comparison, bool four, bool five, bool six, bool missing)
    {
        var condition = Query.If<Note>(note => note.Rank, comparison, 5);
        foreach (var (rank, expected) in new (long?, bool)[] { (4, four), (5, five), (6, six), (null, missing) })
        {
            await Notes.UpsertAsync(Note.Of("a", rank), cancellationToken: Cancel);
            Assert.Equal(expected, await Notes.ReplaceAsync(Note.Of("a", rank, "replaced"), condition, Cancel));
            Assert.Equal(expected ? "replaced" : null, (await Notes.GetAsync("a", Cancel))!.Group);
            Assert.Equal(expected, await Notes.UpsertAsync(Note.Of("a", rank, "upserted"), condition, Cancel));
            Assert.Equal(expected ? "upserted" : null, (await Notes.GetAsync("a", Cancel))!.Group);
            Assert.Equal(expected, await Notes.DeleteAsync("a", condition, Cancel));
        }
    }

    [Fact]
    public async Task All_clauses_of_a_condition_hold_together()
    {
        var note = Note.Of("a", 1, "g", "x", "y") with { IsOpen = true, Author = new Person("Ana") };
        await InsertAsync(note);
        var condition = Query.If<Note>(stored => stored.IsOpen, Comparison.Equal, true)
            .And(stored => stored.Author!.Name, Comparison.Equal, "Ana")
            .And(stored => stored.Text, Comparison.Equal, null)
            .And(stored => stored.Tags, Comparison.Equal, "y")
            .And(stored => stored.Tags, Comparison.NotEqual, "z")
            .And(stored => stored.Id, Comparison.Equal, "a")
            .And(stored => stored.LeasedUntil, Comparison.Less, Query.Now);
        Assert.True(await Notes.ReplaceAsync(note, condition, Cancel));
        Assert.False(await Notes.ReplaceAsync(note, condition.And(stored => stored.Group, Comparison.Equal, "h"), Cancel));
        Assert.False(await Notes.ReplaceAsync(note, condition.And(stored => stored.Tags, Comparison.NotEqual, "x"), Cancel));
        Assert.False(await Notes.ReplaceAsync(note, condition.And(stored => stored.Text, Comparison.NotEqual, null), Cancel));
        Assert.False(await Notes.ReplaceAsync(note, condition.And(stored => stored.Version, Comparison.Greater, Query.Now), Cancel));
    }

    [Fact]
    public async Task An_upsert_inserts_whatever_its_condition()
    {
        var never = Query.If<Note>(note => note.Rank, Comparison.Equal, 99);
        Assert.True(await Notes.UpsertAsync(Note.Of("a", 1), never, Cancel));
        Assert.False(await Notes.UpsertAsync(Note.Of("a", 2), never, Cancel));
    }

    [Fact]
    public async Task What_is_missing_is_inserted_and_what_is_there_is_left()
    {
        await InsertAsync(Note.Of("a", 1), Note.Of("b", 2));
        Assert.Equal(2, await Notes.InsertMissingAsync([Note.Of("c", 3), Note.Of("a", 9), Note.Of("d", 4), Note.Of("e") with { Key = "key of b" }], Cancel));
        Assert.Equal("a b c d", await IdsAsync(new Query<Note>("rank")));
        Assert.Equal(1, (await Notes.GetAsync("a", Cancel))!.Rank);
        Assert.Equal(0, await Notes.InsertMissingAsync([], Cancel));
    }

    [Fact]
    public async Task Documents_without_an_id_are_refused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Notes.InsertAsync(Note.Of(""), Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => Notes.GetAsync("", Cancel));
    }

    [Fact]
    public async Task The_store_says_that_it_works()
    {
        await Store.ProbeAsync(Cancel);
        await Store.ProbeAsync(Cancel);
        Assert.True(await Store.NowAsync(Cancel) > DateTimeOffset.UnixEpoch);
    }

    [Fact]
    public async Task A_collection_opened_twice_is_one()
    {
        await InsertAsync(Note.Of("a", 1));
        var again = Store.Collection(Note.Collection);
        Assert.Equal(1, (await again.GetAsync("a", Cancel))!.Rank);
        Assert.False(await again.InsertAsync(Note.Of("a"), Cancel));
    }

    [Fact]
    public async Task An_index_that_comes_later_covers_what_is_there()
    {
        var plain = Store.Collection(new CollectionDefinition<Note>("later", note => note.Id));
        await plain.InsertManyAsync([Note.Of("a", 2, "g", "t"), Note.Of("b", 1, "g", "t", "u")], Cancel);
        var indexed = Store.Collection(new CollectionDefinition<Note>("later", note => note.Id)
            .Index("rank", note => note.Group, note => note.Rank)
            .Index("tags", note => note.Tags, note => note.Rank));
        Assert.Equal("b a", Ids((await indexed.QueryAsync(new Query<Note>("rank").Where(note => note.Group, "g"), Cancel)).Items));
        Assert.Equal("b a", Ids((await indexed.QueryAsync(new Query<Note>("tags").Where(note => note.Tags, "t"), Cancel)).Items));
    }
}
