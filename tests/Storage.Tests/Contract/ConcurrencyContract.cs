namespace Syndication.Storage.Tests.Contract;

public abstract class ConcurrencyContract : StoreContract
{
    [Fact]
    public async Task No_update_is_lost_among_64_writers()
    {
        await InsertAsync(Note.Of("counter"));
        await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => IncrementAsync(5), Cancel)));
        Assert.Equal(64 * 5, (await Notes.GetAsync("counter", Cancel))!.Version);
    }

    [Fact]
    public async Task Writes_that_are_committed_together_keep_their_own_outcomes()
    {
        await InsertAsync(Note.Of("taken"));
        var inserts = Enumerable.Range(0, 300).Select(i => Notes.InsertAsync(i % 3 == 0 ? Note.Of("taken") with { Key = $"{i}" } : Note.Of($"{i:000}"), Cancel));
        var outcomes = await Task.WhenAll(inserts);
        Assert.Equal(Enumerable.Range(0, 300).Select(i => i % 3 != 0), outcomes);
        Assert.Equal(201, await Notes.CountAsync(new Query<Note>("id"), Cancel));
    }

    [Fact]
    public async Task A_failed_write_does_not_fail_its_neighbours()
    {
        await InsertAsync(Note.Of("a"));
        var writes = Enumerable.Range(0, 100).Select(i => i % 10 == 5
            ? Notes.UpsertManyAsync([Note.Of($"x{i}") with { Key = "key of a" }], Cancel)
            : Notes.InsertAsync(Note.Of($"{i:00}"), Cancel)).ToList();
        for (var i = 0; i < writes.Count; i++)
        {
            if (i % 10 == 5)
            {
                await Assert.ThrowsAsync<StoreException>(() => writes[i]);
            }
            else
            {
                await writes[i];
            }
        }

        Assert.Equal(91, await Notes.CountAsync(new Query<Note>("id"), Cancel));
    }

    [Fact]
    public async Task A_log_has_no_gaps_and_no_number_twice()
    {
        var appended = await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(() => AppendAsync(writer, 20), Cancel)));
        Assert.Equal(Enumerable.Range(1, 160).Select(i => (long)i), appended.SelectMany(sequences => sequences).Order());
    }

    [Fact]
    public async Task Two_stores_on_one_database_both_get_their_turn()
    {
        await using var other = await OpenAsync();
        var theirs = other.Collection(Note.Collection);
        var mine = Task.WhenAll(Enumerable.Range(0, 500).Select(i => Notes.InsertAsync(Note.Of($"m{i}"), Cancel)));
        var there = Task.WhenAll(Enumerable.Range(0, 500).Select(i => theirs.InsertAsync(Note.Of($"t{i}"), Cancel)));
        Assert.All(await mine, Assert.True);
        Assert.All(await there, Assert.True);
        Assert.Equal(1_000, await theirs.CountAsync(new Query<Note>("id"), Cancel));
        Assert.NotNull(await Notes.GetAsync("t499", Cancel));
    }

    [Fact]
    public async Task A_cancelled_write_says_so()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Notes.InsertAsync(Note.Of("a"), cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Notes.GetAsync("a", cancelled.Token));
        Assert.Null(await Notes.GetAsync("a", Cancel));
    }

    private async Task IncrementAsync(int times)
    {
        for (var done = 0; done < times;)
        {
            var known = (await Notes.GetAsync("counter", Cancel))!;
            var isSaved = await Notes.ReplaceAsync(known with { Version = known.Version + 1 }, Query.If<Note>(note => note.Version, Comparison.Equal, known.Version), Cancel);
            done += isSaved ? 1 : 0;
        }
    }

    /// <summary>As the release log does it: the highest sequence plus one, under a unique index.</summary>
    private async Task<List<long>> AppendAsync(int writer, int times)
    {
        var log = Store.Collection(new CollectionDefinition<Note>("log", note => note.Id).Unique("sequence", note => note.Version));
        var sequences = new List<long>();
        while (sequences.Count < times)
        {
            var head = (await log.QueryAsync(new Query<Note>("sequence").Descending().Take(1), Cancel)).Items is [var last] ? last : null;
            var next = (head?.Version ?? 0) + 1;
            if (await log.InsertAsync(Note.Of($"{writer}/{sequences.Count}") with { Version = next }, Cancel))
            {
                sequences.Add(next);
            }
        }

        return sequences;
    }
}
