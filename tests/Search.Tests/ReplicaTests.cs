using Syndication.Contracts;
using Syndication.Hosting.Projection;
using Syndication.Search.Querying;

namespace Syndication.Search.Tests;

public sealed class ReplicaTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_restart_goes_on_where_it_stopped()
    {
        using (var index = Newsroom.Open(_folder))
        {
            index.Apply(Newsroom.Row(Newsroom.Text(1, "Premier titre") with { Topics = ["health"] }));
            index.Apply(Newsroom.Row(Newsroom.Text(2, "Second titre")), Newsroom.Row(Newsroom.Text(3, "Sans")));
        }

        using var again = Newsroom.Open(_folder);
        Assert.Equal(new ReplicaPosition(1, 2), again.Position);
        Assert.Equal([2, 1], again.Find("titre"));
        Assert.True(again.Knows("topic:health"));
        Assert.Equal(again.Find("titre", sort: SearchSort.Relevance), again.Find("titres", sort: SearchSort.Relevance));
        again.Apply(Newsroom.Row(Newsroom.Text(1, "Premier") with { Version = 2 }, stamp: 2));
        Assert.Equal([2], again.Find("titre"));
    }

    [Theory]
    [InlineData("this is no database")]
    [InlineData("SQLite format 3\0 and then rubbish, and more of it, so that it looks like a header but is none at all, really")]
    [InlineData("")]
    public void A_damaged_file_is_made_anew(string content)
    {
        Newsroom.Open(_folder).Dispose();
        File.WriteAllText(_folder["search-index.db"], content);
        File.Delete(_folder["search-index.db-wal"]);

        using var index = Newsroom.Open(_folder);

        Assert.Equal(default, index.Position);
        index.Apply(Newsroom.Row(Newsroom.Text(1, "Titre")));
        Assert.Equal([1], index.Find("titre"));
    }

    [Fact]
    public void A_file_whose_words_are_gone_is_made_anew()
    {
        using (var index = Newsroom.Open(_folder))
        {
            index.Apply(Newsroom.Row(Newsroom.Text(1, "Titre")));
        }

        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_folder["search-index.db"]};Pooling=false"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "DROP TABLE words";
            command.ExecuteNonQuery();
        }

        using var again = Newsroom.Open(_folder);

        Assert.Equal(default, again.Position);
        again.Apply(Newsroom.Row(Newsroom.Text(2, "Titre")));
        Assert.Equal([2], again.Find("titre"));
    }

    [Fact]
    public void A_file_of_another_version_is_made_anew()
    {
        using (var index = Newsroom.Open(_folder))
        {
            index.Apply(Newsroom.Row(Newsroom.Text(1, "Titre")));
        }

        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_folder["search-index.db"]};Pooling=false"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "UPDATE state SET versions = '0.0'";
            Assert.Equal(1, command.ExecuteNonQuery());
        }

        using var again = Newsroom.Open(_folder);
        Assert.Equal(default, again.Position);
        Assert.Equal([], again.Find(""));
    }

    [Fact]
    public async Task A_log_that_grew_long_is_moved_into_the_file()
    {
        const long Long = 8 << 20;
        using var index = Newsroom.Open(_folder);
        var text = string.Join(' ', Enumerable.Range(0, 2_000).Select(number => $"mot{number}"));
        for (var batch = 0; batch < 200 && Length("search-index.db-wal") <= 3 * Long; batch++)
        {
            index.Apply([.. Enumerable.Range(batch * 50, 50).Select(number => Newsroom.Row(Newsroom.Text(number, "Titre", text)))]);
        }

        await Eventually.HoldsAsync(() => Task.FromResult(Length("search-index.db") > Long));
        index.Apply(Newsroom.Row(Newsroom.Text(1, "Bref"), stamp: 2));
        Assert.InRange(Length("search-index.db-wal"), 1, 4 * Long);
        Assert.Equal([1], index.Find("bref"));

        long Length(string name) => new FileInfo(_folder[name]).Length;
    }

    [Fact]
    public async Task A_reset_forgets_everything()
    {
        using var index = Newsroom.Open(_folder);
        index.Apply(Newsroom.Row(Newsroom.Text(1, "Titre"), stamp: 9));

        await index.ResetAsync(TestContext.Current.CancellationToken);
        Assert.Equal(default, index.Position);
        Assert.Equal([], index.Find(""));

        index.Apply(Newsroom.Row(Newsroom.Text(1, "Titre"), stamp: 1));
        Assert.Equal([1], index.Find("titre"));
    }

    [Fact]
    public void Two_replicas_of_one_folder_have_an_index_each()
    {
        using var one = Newsroom.Open(_folder);
        using var other = Newsroom.Open(_folder);
        one.Apply(Newsroom.Row(Newsroom.Text(1, "Titre")));
        other.Apply(Newsroom.Row(Newsroom.Text(2, "Titre")));

        Assert.Equal([1], one.Find("titre"));
        Assert.Equal([2], other.Find("titre"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Rows_in_any_order_and_number_give_equal_answers(int seed)
    {
        var random = new Random(seed);
        var rows = Changes(new Random(99)).ToList();
        using var straight = Newsroom.Open(_folder);
        foreach (var row in rows)
        {
            straight.Apply(row);
        }

        var shuffled = rows.Concat(rows.Where(_ => random.Next(3) == 0)).ToArray();
        random.Shuffle(shuffled);
        using var mixed = Newsroom.Open(_folder);
        foreach (var batch in shuffled.Chunk(7))
        {
            mixed.Apply(batch);
        }

        foreach (var query in new[] { "", "titre", "alpha", "beta gamma", "alpha -beta", "\"beta titre\"", "delta OR gamma", "gam*" })
        {
            foreach (var sort in new[] { SearchSort.Date, SearchSort.Relevance })
            {
                Assert.Equal(Answer(straight, query, sort), Answer(mixed, query, sort));
            }
        }
    }

    [Fact]
    public async Task Searches_while_it_is_written_to()
    {
        using var index = Newsroom.Open(_folder);
        index.Apply([.. Enumerable.Range(1, 100).Select(number => Newsroom.Row(Newsroom.Text(number, "Titre constant")))]);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var searches = Enumerable.Range(0, 3).Select(_ => Task.Run(
            () =>
            {
                var count = 0;
                do
                {
                    Assert.Equal(100, index.Search(Newsroom.Request("constant")).Total);
                    count++;
                }
                while (!stop.IsCancellationRequested);

                return count;
            },
            TestContext.Current.CancellationToken)).ToList();

        for (var stamp = 2; stamp < 7; stamp++)
        {
            index.Apply([.. Enumerable.Range(1, 100).Select(number => Newsroom.Row(Newsroom.Text(number, "Titre constant", $"Version {stamp}", day: stamp % 3), stamp))]);
        }

        await stop.CancelAsync();
        Assert.All(await Task.WhenAll(searches), count => Assert.True(count > 0));
    }

    private static IEnumerable<ProjectedRelease> Changes(Random random)
    {
        string[] words = ["alpha", "beta", "gamma", "delta", "titre"];
        for (var number = 1; number <= 40; number++)
        {
            for (var version = 1; version <= 1 + random.Next(3); version++)
            {
                var release = Newsroom.Text(number, string.Join(' ', random.GetItems(words, 4)), string.Join(' ', random.GetItems(words, 20)), day: random.Next(4)) with { Version = version };
                var english = Newsroom.Text(number, string.Join(' ', random.GetItems(words, 4)), language: "en") with { SourceVersion = version, Revision = 1 };
                yield return Newsroom.Row(random.Next(6) == 0 ? Newsroom.Retracted(release, RetractionKind.Withdrawal) : release, version, english);
            }
        }
    }

    private static List<string> Answer(Indexing.SearchIndex index, string query, SearchSort sort)
    {
        var result = index.Search(Newsroom.Request(query, sort: sort));
        return
        [
            $"{result.Total}",
            .. result.Hits.Select(hit => $"{hit.Edition.Release} {hit.Edition.Language} {hit.Edition.SortAt} {hit.Score:R}"),
            .. result.Facets.SelectMany(facet => facet.Value.Select(count => $"{facet.Key} {count}")),
        ];
    }
}
