using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Syndication.Contracts;
using Syndication.Hosting;
using Syndication.Hosting.Projection;
using Syndication.Search.Indexing;
using Syndication.Storage;
using Syndication.Storage.Sqlite;

namespace Syndication.Search.Tests;

public sealed class SearchEndpointTests : IAsyncLifetime
{
    private static readonly Release Release = Newsroom.Text(1, "Les réfugiés & l'OIM", "Un <b>appel</b> aux réfugiés de Genève.") with
    {
        Topics = ["health"],
        Countries = ["NE"],
        CanonicalUrl = "https://example.org/fr/1",
    };

    private readonly TemporaryFolder _folder = new();
    private WebApplication _app = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.Configure<StorageOptions>(options => options.Path = _folder.Path);
        builder.Services.Configure<SyndicationOptions>(options => (options.PublicUrl, options.Languages) = ("http://news.example", ["fr", "en", "es"]));
        builder.Services.AddKeyedSingleton<IDocumentStore>(SearchModule.ServiceName, (_, _) => SqliteDocumentStore.Open(_folder["search.db"]));
        var module = new SearchModule();
        var before = builder.Services.Count;
        module.AddServices(builder);

        // What follows the projection belongs to Hosting; here the test feeds the index itself.
        foreach (var follower in builder.Services.Skip(before).Where(service => service.ServiceType == typeof(IHostedService)).ToList())
        {
            builder.Services.Remove(follower);
        }

        _app = builder.Build();
        module.MapEndpoints(_app);
        await _app.StartAsync(TestContext.Current.CancellationToken);
        _client = _app.GetTestClient();
        await PublishAsync(Release);
        await PublishAsync(Newsroom.Text(2, "Undated refugees", language: "en", day: -3) with { PublishedAt = null });
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Answers_items_with_safe_highlights()
    {
        var answer = await GetAsync("q=refugies&lang=fr");
        var item = Assert.Single(answer.GetProperty("items").EnumerateArray());

        Assert.Equal(Release.Id, item.GetProperty("id").GetGuid());
        Assert.Equal("fr", item.GetProperty("language").GetString());
        Assert.Equal("original", item.GetProperty("origin").GetString());
        Assert.Equal("Les réfugiés & l'OIM", item.GetProperty("headline").GetString());
        Assert.Equal("Les <mark>réfugiés</mark> &amp; l&#39;OIM", item.GetProperty("highlightedHeadline").GetString());
        Assert.Equal("Un &lt;b&gt;appel&lt;/b&gt; aux <mark>réfugiés</mark> de Genève.", item.GetProperty("snippet").GetString());
        Assert.Equal("https://example.org/fr/1", item.GetProperty("url").GetString());
        Assert.Equal("2018-05-08T00:00:00+00:00", item.GetProperty("publishedAt").GetString());
        Assert.True(item.GetProperty("score").GetDouble() > 0);
        Assert.Equal(1, answer.GetProperty("total").GetInt32());
        Assert.False(answer.TryGetProperty("next", out _));
        Assert.Equal("health", answer.GetProperty("facets").GetProperty("topic")[0].GetProperty("value").GetString());
    }

    [Fact]
    public async Task Leaves_out_a_date_that_is_unknown_and_links_to_our_own_page()
    {
        var item = (await GetAsync("q=refugee")).GetProperty("items")[0];

        Assert.False(item.TryGetProperty("publishedAt", out _));
        Assert.Equal($"http://news.example/releases/{Newsroom.Id(2)}", item.GetProperty("url").GetString());
    }

    [Fact]
    public async Task Takes_repeated_parameters_as_alternatives_and_others_as_conditions()
    {
        Assert.Equal(2, (await GetAsync("lang=fr&lang=en")).GetProperty("total").GetInt32());
        Assert.Equal(0, (await GetAsync("lang=en&topic=health")).GetProperty("total").GetInt32());
        Assert.Equal(0, (await GetAsync("lang=es")).GetProperty("total").GetInt32());
        Assert.Equal(0, (await GetAsync("country=ci&q=")).GetProperty("total").GetInt32());
        Assert.Equal(1, (await GetAsync("from=2018-05-08&to=2018-05-08&country=ne&origin=human&topic=")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Goes_on_after_a_page()
    {
        var first = await GetAsync("pageSize=1");
        var second = await GetAsync($"pageSize=1&after={first.GetProperty("next").GetString()}");

        Assert.Equal(2, second.GetProperty("total").GetInt32());
        Assert.NotEqual(first.GetProperty("items")[0].GetProperty("id").GetGuid(), second.GetProperty("items")[0].GetProperty("id").GetGuid());
        Assert.False(second.TryGetProperty("next", out _));
    }

    [Theory]
    [InlineData("lange=fr", "lange")]
    [InlineData("lang=de", "de")]
    [InlineData("lang=FR", "FR")]
    [InlineData("origin=robot", "robot")]
    [InlineData("country=zz", "zz")]
    [InlineData("country=NE", "NE")]
    [InlineData("sort=random", "random")]
    [InlineData("topic=Not a slug", "Not a slug")]
    [InlineData("topic=unheard-of", "unheard-of")]
    [InlineData("org=fr&office=x", "x")]
    public async Task Says_what_does_not_exist(string query, string named)
    {
        using var response = await _client.GetAsync(new Uri($"/api/search?{query}", UriKind.Relative), TestContext.Current.CancellationToken);
        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains($"\"{named}\"", problem.GetProperty("detail").GetString() + "\"x\"", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_everything_that_is_malformed_at_once()
    {
        var query = $"q={new string('a', 501)}&from=08.05.2018&to=2018-13-01T00:00:00Z&pageSize=201&after=!";
        using var response = await _client.GetAsync(new Uri($"/api/search?{query}", UriKind.Relative), TestContext.Current.CancellationToken);
        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal(["after", "from", "pageSize", "q", "to"], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order());
    }

    [Theory]
    [InlineData("from=2018-05-09&to=2018-05-08", "to")]
    [InlineData("q=1+2+3+4+5+6+7+8+9+10+11+12+13+14+15+16+17+18+19+20+21+22+23+24+25+26+27+28+29+30+31+32+33", "q")]
    [InlineData("q=a&q=b", "q")]
    [InlineData("pageSize=0", "pageSize")]
    [InlineData("after=AAAA", "after")]
    public async Task Refuses_what_is_too_much_or_contradicts_itself(string query, string field)
    {
        using var response = await _client.GetAsync(new Uri($"/api/search?{query}", UriKind.Relative), TestContext.Current.CancellationToken);
        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal(field, Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
    }

    [Fact]
    public async Task Shows_nothing_that_was_retracted_while_the_index_has_not_heard_of_it()
    {
        await Projection.ApplyAsync(
            new ReleaseRetracted { EventId = Guid.Empty, Sequence = 9, At = Newsroom.Day, Release = Newsroom.Retracted(Release, RetractionKind.Kill) },
            TestContext.Current.CancellationToken);

        Assert.Empty((await GetAsync("q=refugies&lang=fr")).GetProperty("items").EnumerateArray());
    }

    private ReleaseProjection Projection => _app.Services.GetRequiredKeyedService<ReleaseProjection>(SearchModule.ServiceName);

    private async Task PublishAsync(Release release)
    {
        await Projection.ApplyAsync(Newsroom.Created(release), TestContext.Current.CancellationToken);
        var row = await Projection.Rows.GetAsync(release.Id.ToString(), TestContext.Current.CancellationToken);
        _app.Services.GetRequiredService<SearchIndex>().Apply(row!);
    }

    private async Task<JsonElement> GetAsync(string query)
    {
        using var response = await _client.GetAsync(new Uri($"/api/search?{query}", UriKind.Relative), TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement.Clone();
    }
}
