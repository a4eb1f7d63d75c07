namespace Syndication.Storage.Tests.Contract;

public abstract class ClaimContract : StoreContract
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task The_first_free_document_is_leased()
    {
        await InsertAsync(Note.Of("b", 1), Note.Of("a", 2));
        var now = await Store.NowAsync(Cancel);
        var claimed = await Notes.ClaimAsync(new Query<Note>("rank"), Minute, Cancel);
        Assert.Equal("b", claimed!.Id);
        Assert.Equal(1, claimed.Attempt);
        Assert.NotNull(claimed.LeasedBy);
        Assert.InRange(claimed.LeasedUntil, (now + Minute).ToUnixTimeMilliseconds(), (now + 2 * Minute).ToUnixTimeMilliseconds());
        Assert.Equivalent(claimed, await Notes.GetAsync("b", Cancel), strict: true);

        Assert.Equal("a", (await Notes.ClaimAsync(new Query<Note>("rank"), Minute, Cancel))!.Id);
        Assert.Null(await Notes.ClaimAsync(new Query<Note>("rank"), Minute, Cancel));
    }

    [Fact]
    public async Task As_many_as_are_asked_for_are_leased_in_order_and_no_other_twice()
    {
        await InsertAsync([.. Enumerable.Range(0, 10).Select(i => Note.Of($"{i}", i, i % 2 == 0 ? "even" : "odd"))]);
        var even = new Query<Note>("rank").Where(note => note.Group, "even");
        var claimed = await Notes.ClaimManyAsync(even.Take(3), Minute, Cancel);
        Assert.Equal("0 2 4", Ids(claimed));
        Assert.All(claimed, note => Assert.Equal(1, note.Attempt));
        Assert.Equivalent(claimed[2], await Notes.GetAsync("4", Cancel), strict: true);

        Assert.Equal("6 8", Ids(await Notes.ClaimManyAsync(even.Take(3), Minute, Cancel)));
        Assert.Empty(await Notes.ClaimManyAsync(even.Take(3), Minute, Cancel));
        Assert.Equal("1", (await Notes.ClaimAsync(new Query<Note>("rank"), Minute, Cancel))!.Id);
    }

    [Fact]
    public async Task Only_what_the_query_finds_is_claimed()
    {
        var now = (await Store.NowAsync(Cancel)).ToUnixTimeMilliseconds();
        await InsertAsync(Note.Of("due", now - 1_000, "g"), Note.Of("later", now + 600_000, "g"), Note.Of("other", 0, "h"));
        var query = new Query<Note>("group").Where(note => note.Group, "g").Where(note => note.Rank, Comparison.AtMost, Query.Now);
        Assert.Null(await Notes.ClaimAsync(query.Where(note => note.Text, "x"), Minute, Cancel));
        Assert.Equal("due", (await Notes.ClaimAsync(query, Minute, Cancel))!.Id);
        Assert.Null(await Notes.ClaimAsync(query, Minute, Cancel));
    }

    [Fact]
    public async Task What_nobody_holds_and_was_put_aside_is_free_when_its_time_comes()
    {
        var until = (await Store.NowAsync(Cancel) + TimeSpan.FromMilliseconds(300)).ToUnixTimeMilliseconds();
        await InsertAsync(Note.Of("aside", 1) with { LeasedUntil = until }, Note.Of("free", 2));
        Assert.Equal("free", (await Notes.ClaimAsync(new Query<Note>("rank"), Minute, Cancel))!.Id);
        Assert.Null(await Notes.ClaimAsync(new Query<Note>("rank"), Minute, Cancel));
        await PassAsync(TimeSpan.FromMilliseconds(301));
        Assert.Equal("aside", (await Notes.ClaimAsync(new Query<Note>("rank"), Minute, Cancel))!.Id);
    }

    [Fact]
    public async Task A_lease_ends_and_the_next_claim_is_another_attempt()
    {
        await InsertAsync(Note.Of("a", 1));
        var first = await Notes.ClaimAsync(new Query<Note>("rank"), TimeSpan.FromMilliseconds(300), Cancel);
        await PassAsync(TimeSpan.FromMilliseconds(301));
        var second = await Notes.ClaimAsync(new Query<Note>("rank"), Minute, Cancel);
        Assert.Equal(2, second!.Attempt);

        Assert.False(await Notes.ReplaceAsync(first! with { Text = "late" }, Query.If<Note>(note => note.Attempt, Comparison.Equal, first.Attempt), Cancel));
        Assert.True(await Notes.ReplaceAsync(second with { Text = "done" }, Query.If<Note>(note => note.Attempt, Comparison.Equal, second.Attempt), Cancel));
        Assert.Equal("done", (await Notes.GetAsync("a", Cancel))!.Text);
    }

    [Fact]
    public async Task No_two_workers_get_the_same()
    {
        await InsertAsync([.. Enumerable.Range(0, 200).Select(i => Note.Of($"{i:000}", i % 7))]);
        var claimed = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(
            async () =>
            {
                var mine = new List<string>();
                while (await Notes.ClaimAsync(new Query<Note>("rank"), Minute, Cancel) is { } note)
                {
                    mine.Add(note.Id);
                }

                return mine;
            },
            Cancel)));
        Assert.Equal(200, claimed.Sum(mine => mine.Count));
        Assert.Equal(200, claimed.SelectMany(mine => mine).Distinct().Count());
    }

    [Fact]
    public async Task A_lease_keeps_the_rest_of_the_document()
    {
        var note = Note.Of("a", 1, "g", "x", "é\"\\") with { Text = "\u0001 𝄞 </p>", Author = new Person("Ana") };
        await InsertAsync(note);
        var claimed = await Notes.ClaimAsync(new Query<Note>("tags").Where(stored => stored.Tags, "x"), Minute, Cancel);
        Assert.Equivalent(note with { LeasedBy = claimed!.LeasedBy, LeasedUntil = claimed.LeasedUntil, Attempt = 1 }, claimed, strict: true);
    }

    [Fact]
    public async Task What_a_claim_changes_is_found_by_its_index()
    {
        var leases = Store.Collection(new CollectionDefinition<Note>("leases", note => note.Id)
            .Index("until", note => note.Attempt, note => note.LeasedUntil)
            .Index("by", note => note.LeasedBy));
        await leases.InsertManyAsync([Note.Of("a"), Note.Of("b")], Cancel);
        var claimed = await leases.ClaimAsync(new Query<Note>("until").Where(note => note.Attempt, 0).Where(note => note.LeasedUntil, Comparison.AtMost, Query.Now), Minute, Cancel);

        var once = new Query<Note>("until").Where(note => note.Attempt, 1);
        Assert.Equal("a", Ids((await leases.QueryAsync(once.Where(note => note.LeasedUntil, claimed!.LeasedUntil), Cancel)).Items));
        Assert.Equal("a", Ids((await leases.QueryAsync(new Query<Note>("by").Where(note => note.LeasedBy, claimed.LeasedBy), Cancel)).Items));
        Assert.Equal("b", Ids((await leases.QueryAsync(new Query<Note>("by").Where(note => note.LeasedBy, null), Cancel)).Items));
    }

    [Fact]
    public async Task Documents_that_are_not_leased_can_not_be_claimed()
    {
        var people = Store.Collection(new CollectionDefinition<Person>("people", person => person.Name));
        await Assert.ThrowsAsync<NotSupportedException>(() => people.ClaimAsync(new Query<Person>("id"), Minute, Cancel));
    }
}
