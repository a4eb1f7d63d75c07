namespace Syndication.Storage.Tests.Contract;

public abstract class QueryContract : StoreContract
{
    [Theory]
    [InlineData(false, "n0 n1 a b c d e")]
    [InlineData(true, "e d c b a n1 n0")]
    public async Task Pages_follow_the_order_of_the_last_member_then_id(bool isDescending, string expected)
    {
        await InsertAsync(Note.Of("d", 2), Note.Of("b", 1), Note.Of("a", 1), Note.Of("e", 3), Note.Of("c", 1), Note.Of("n1"), Note.Of("n0"));
        for (var size = 1; size <= 8; size++)
        {
            var query = new Query<Note>("rank").Take(size);
            var (ids, pages) = await PagesAsync(isDescending ? query.Descending() : query);
            Assert.Equal(expected, ids);
            Assert.Equal((7 + size - 1) / size, pages);
        }
    }

    [Theory]
    [InlineData("rank", "b c d a")]
    [InlineData("id", "a b c d")]
    [InlineData("key", "a b c d")]
    public async Task Each_single_index_gives_its_order(string index, string expected)
    {
        await InsertAsync(Note.Of("d", 3), Note.Of("b", 1), Note.Of("a", 4), Note.Of("c", 2));
        Assert.Equal((expected, 2), await PagesAsync(new Query<Note>(index).Take(2)));
        Assert.Equal((string.Join(' ', expected.Split(' ').Reverse()), 2), await PagesAsync(new Query<Note>(index).Take(3).Descending()));
    }

    [Fact]
    public async Task Leading_members_are_equal_and_the_last_has_a_range()
    {
        await InsertAsync(Note.Of("a", 1, "g"), Note.Of("b", 2, "g"), Note.Of("c", 3, "g"), Note.Of("d", 2, "h"), Note.Of("e", 2), Note.Of("f", null, "g"));
        var group = new Query<Note>("group").Where(note => note.Group, "g");
        Assert.Equal("f a b c", await IdsAsync(group));
        Assert.Equal("b c", await IdsAsync(group.Where(note => note.Rank, Comparison.AtLeast, 2)));
        Assert.Equal("c", await IdsAsync(group.Where(note => note.Rank, Comparison.Greater, 2)));
        Assert.Equal("a b", await IdsAsync(group.Where(note => note.Rank, Comparison.AtMost, 2)));
        Assert.Equal("a", await IdsAsync(group.Where(note => note.Rank, Comparison.Less, 2)));
        Assert.Equal("b", await IdsAsync(group.Where(note => note.Rank, 2)));
        Assert.Equal("f", await IdsAsync(group.Where(note => note.Rank, null)));
        Assert.Equal("b", await IdsAsync(group.Where(note => note.Rank, Comparison.Greater, 1).Where(note => note.Rank, Comparison.Less, 3)));
        Assert.Equal("e", await IdsAsync(new Query<Note>("group").Where(note => note.Group, null)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_range_holds_over_all_pages(bool isDescending)
    {
        await InsertAsync([.. Enumerable.Range(0, 40).Select(i => Note.Of($"{i:00}", i / 3, "g"))]);
        var query = new Query<Note>("group").Take(4).Where(note => note.Group, "g")
            .Where(note => note.Rank, Comparison.AtLeast, 2).Where(note => note.Rank, Comparison.Less, 11);
        var expected = Enumerable.Range(6, 27).Select(i => $"{i:00}");
        var (ids, _) = await PagesAsync(isDescending ? query.Descending() : query);
        Assert.Equal(string.Join(' ', isDescending ? expected.Reverse() : expected), ids);
    }

    [Fact]
    public async Task Members_inside_members_and_booleans_are_indexed()
    {
        await InsertAsync(
            Note.Of("a") with { IsOpen = true, Author = new Person("Zoë") },
            Note.Of("b") with { IsOpen = true, Author = new Person("Ana") },
            Note.Of("c") with { Author = new Person("Bea") },
            Note.Of("d") with { IsOpen = true });
        Assert.Equal(("d b a", 3), await PagesAsync(new Query<Note>("open").Where(note => note.IsOpen, true).Take(1)));
        Assert.Equal("c", await IdsAsync(new Query<Note>("open").Where(note => note.IsOpen, false)));
        Assert.Equal("a", await IdsAsync(new Query<Note>("open").Where(note => note.IsOpen, true).Where(note => note.Author!.Name, "Zoë")));
    }

    [Theory]
    [InlineData(false, "d a b c")]
    [InlineData(true, "c b a d")]
    public async Task A_list_is_found_by_each_of_its_values(bool isDescending, string expected)
    {
        await InsertAsync(Note.Of("a", 1, "g", "x", "y"), Note.Of("b", 2, "g", "x", "x"), Note.Of("c", 2, "h", "x"), Note.Of("d", null, "g", "x", "z"), Note.Of("e", 5, "g", "y"), Note.Of("f", 5));
        var query = new Query<Note>("tags").Where(note => note.Tags, "x").Take(1);
        Assert.Equal((expected, 4), await PagesAsync(isDescending ? query.Descending() : query));
        Assert.Equal("a", await IdsAsync(query.Where(note => note.Tags, "y")));
        Assert.Equal("b c", await IdsAsync(query.Take(9).Where(note => note.Rank, Comparison.AtLeast, 2)));
        Assert.Equal("c", await IdsAsync(query.Take(9).Where(note => note.Group, "h")));
        Assert.Equal("a b c", await IdsAsync(query.Take(9).Where(note => note.Tags, Comparison.NotEqual, "z")));
        Assert.Equal(("a e", 2), await PagesAsync(new Query<Note>("label").Where(note => note.Tags, "y").Take(1)));
    }

    [Theory]
    [InlineData(false, "b a d")]
    [InlineData(true, "d a b")]
    public async Task A_partial_index_knows_what_is_above_zero_alone(bool isDescending, string expected)
    {
        await InsertAsync(Note.Of("a", 2, "g", "x"), Note.Of("b", 1, "g", "x", "y"), Note.Of("c", 0, "g", "x"), Note.Of("d", 3, "g", "x"), Note.Of("e", null, "g", "x"), Note.Of("f", -1, "g", "x"), Note.Of("h", 1, "g", "x"));
        await Notes.ReplaceAsync(Note.Of("h", 0, "g", "x"), cancellationToken: Cancel);
        foreach (var query in new[] { new Query<Note>("ranked"), new Query<Note>("ranked-tags").Where(note => note.Tags, "x") })
        {
            var positive = query.Where(note => note.Rank, Comparison.Greater, 0).Take(1);
            Assert.Equal((expected, 3), await PagesAsync(isDescending ? positive.Descending() : positive));
            Assert.Equal("a", await IdsAsync(query.Where(note => note.Rank, 2)));
            Assert.Equal("a d", await IdsAsync(query.Where(note => note.Rank, Comparison.AtLeast, 2)));
            await Assert.ThrowsAsync<ArgumentException>(() => Notes.QueryAsync(query, Cancel));
            await Assert.ThrowsAsync<ArgumentException>(() => Notes.QueryAsync(query.Where(note => note.Rank, Comparison.AtLeast, 0), Cancel));
            await Assert.ThrowsAsync<ArgumentException>(() => Notes.QueryAsync(query.Where(note => note.Rank, Comparison.Less, 5), Cancel));
        }

        await Notes.ReplaceAsync(Note.Of("c", 9, "g", "x"), cancellationToken: Cancel);
        await Notes.ReplaceAsync(Note.Of("d", 0, "g", "x"), cancellationToken: Cancel);
        Assert.Equal("b a c", await IdsAsync(new Query<Note>("ranked-tags").Where(note => note.Tags, "x").Where(note => note.Rank, Comparison.Greater, 0)));
        Assert.Equal("b a c", await IdsAsync(new Query<Note>("ranked").Where(note => note.Rank, Comparison.Greater, 0)));
    }

    [Fact]
    public async Task Changed_lists_are_found_by_their_new_values_alone()
    {
        await InsertAsync(Note.Of("a", 1, "g", "x", "y"), Note.Of("b", 2, "g", "x"));
        await Notes.ReplaceAsync(Note.Of("a", 3, "g", "y", "z"), cancellationToken: Cancel);
        await Notes.ReplaceAsync(Note.Of("b", null, "g", "x"), cancellationToken: Cancel);
        await Notes.ReplaceAsync(Note.Of("b", 7, "g", "x"), cancellationToken: Cancel);
        Assert.Equal("b", await IdsAsync(new Query<Note>("tags").Where(note => note.Tags, "x").Where(note => note.Rank, Comparison.AtMost, 7)));
        Assert.Equal("a", await IdsAsync(new Query<Note>("tags").Where(note => note.Tags, "y").Where(note => note.Rank, 3)));
        Assert.Equal("a", await IdsAsync(new Query<Note>("tags").Where(note => note.Tags, "z")));
    }

    [Fact]
    public async Task Residual_clauses_are_checked_on_what_the_index_brings()
    {
        await InsertAsync([.. Enumerable.Range(0, 30).Select(i => Note.Of($"{i:00}", i, i % 3 == 0 ? "g" : null) with { Text = i % 2 == 0 ? "even" : "odd" })]);
        var query = new Query<Note>("rank").Where(note => note.Group, "g").Where(note => note.Text, Comparison.NotEqual, "odd").Take(2);
        Assert.Equal(("00 06 12 18 24", 3), await PagesAsync(query));
        Assert.Equal(("24 18 12 06 00", 3), await PagesAsync(query.Descending()));
        Assert.Equal(5, await Notes.CountAsync(query, Cancel));
        Assert.Equal(3, await Notes.CountAsync(query.Where(note => note.Rank, Comparison.Less, 18), Cancel));
    }

    [Fact]
    public async Task A_list_ends_after_the_most_that_it_may_look_at()
    {
        await InsertAsync([.. Enumerable.Range(0, Query.MaxExamined + 10).Select(i => Note.Of($"{i:0000}", i) with { Text = i is 3 or Query.MaxExamined + 5 ? "hit" : null })]);
        var query = new Query<Note>("rank").Where(note => note.Text, "hit").Take(5);
        var first = await Notes.QueryAsync(query, Cancel);
        Assert.Equal("0003", Ids(first.Items));
        var second = await Notes.QueryAsync(query.After(first.Next), Cancel);
        Assert.Equal($"{Query.MaxExamined + 5}", Ids(second.Items));
        Assert.Null(second.Next);
        Assert.Null(await Notes.CountAsync(query, Cancel));
        Assert.Equal(1, await Notes.CountAsync(query.Where(note => note.Rank, Comparison.Less, Query.MaxExamined), Cancel));
        await Assert.ThrowsAsync<StoreException>(() => Notes.ClaimAsync(query.Where(note => note.Rank, Comparison.Greater, 3), TimeSpan.FromMinutes(1), Cancel));
    }

    [Fact]
    public async Task What_is_inserted_between_pages_does_not_disturb_them()
    {
        await InsertAsync(Note.Of("a", 1), Note.Of("c", 1), Note.Of("e", 2));
        var query = new Query<Note>("rank").Take(1);
        var first = await Notes.QueryAsync(query, Cancel);
        await InsertAsync(Note.Of("A", 1), Note.Of("b", 1), Note.Of("d", 2));
        await Notes.DeleteAsync("a", cancellationToken: Cancel);
        Assert.Equal(("b c d e", 4), await PagesAsync(query.After(first.Next)));
    }

    [Fact]
    public async Task Queries_that_their_index_can_not_answer_are_refused()
    {
        var noIndex = await Assert.ThrowsAsync<ArgumentException>(() => Notes.QueryAsync(new Query<Note>("none"), Cancel));
        Assert.Contains("none", noIndex.Message, StringComparison.Ordinal);
        var noEquality = await Assert.ThrowsAsync<ArgumentException>(() => Notes.QueryAsync(new Query<Note>("group").Where(note => note.Group, Comparison.Greater, "a"), Cancel));
        Assert.Contains("group", noEquality.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => Notes.QueryAsync(new Query<Note>("tags"), Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => Notes.QueryAsync(new Query<Note>("label"), Cancel));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Notes.QueryAsync(new Query<Note>("id").Take(0), Cancel));
        Assert.Throws<ArgumentException>(() => new Query<Note>("label").Where(note => note.Tags, Comparison.Less, "x"));
        Assert.Throws<ArgumentException>(() => new Query<Note>("rank").Where(note => note.Rank, Comparison.Less, null));
    }

    [Theory]
    [InlineData("")]
    [InlineData("!")]
    [InlineData("bnVsbA")]
    [InlineData("WyJyYW5rIixmYWxzZSx7fSwiYSJd")]
    [InlineData("WyJyYW5rIixmYWxzZSwxZTk5LCJhIl0")]
    public async Task A_cursor_that_no_page_gave_is_refused(string cursor) =>
        await Assert.ThrowsAsync<InvalidCursorException>(() => Notes.QueryAsync(new Query<Note>("rank").After(cursor), Cancel));

    [Fact]
    public async Task A_cursor_is_good_for_its_own_query_alone()
    {
        await InsertAsync(Note.Of("a", 1), Note.Of("b", 2));
        var cursor = (await Notes.QueryAsync(new Query<Note>("rank").Take(1), Cancel)).Next;
        Assert.NotNull(cursor);
        Assert.Matches("^[A-Za-z0-9_-]+$", cursor);
        await Assert.ThrowsAsync<InvalidCursorException>(() => Notes.QueryAsync(new Query<Note>("id").After(cursor), Cancel));
        await Assert.ThrowsAsync<InvalidCursorException>(() => Notes.QueryAsync(new Query<Note>("rank").Descending().After(cursor), Cancel));
    }

    [Fact]
    public void Names_that_could_be_statements_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Store.Collection(new CollectionDefinition<Note>("notes\"; DROP", note => note.Id)));
        Assert.Throws<ArgumentException>(() => Store.Collection(new CollectionDefinition<Note>("n", note => note.Id).Index("x y", note => note.Rank)));
        Assert.Throws<ArgumentException>(() => Store.Collection(new CollectionDefinition<Note>("n", note => note.Id).Index("id", note => note.Rank)));
    }
}
