using Syndication.Contracts;
using Syndication.Hosting.Projection;

namespace Syndication.Hosting.Tests.Projection;

public sealed class FacetCatalogueTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 8, 12, 0, 0, TimeSpan.Zero);

    private readonly FacetCatalogue _catalogue = new();

    [Fact]
    public void Counts_what_releases_have_in_each_language()
    {
        _catalogue.Apply(Row(1, 1, Release(1, topics: ["health", "youth"])));
        _catalogue.Apply(Row(2, 1, Release(2, topics: ["health"])));
        _catalogue.Apply(Row(3, 1, Release(3, "es", topics: ["health"])));

        Assert.Equal(["health 2", "youth 1"], Listed("fr", "topic"));
        Assert.Equal(["health 1"], Listed("es", "topic"));
        Assert.Equal(["health 3", "youth 1"], Listed(null, "topic"));
        Assert.Equal(["es", "fr"], _catalogue.Languages);
        Assert.Equal(["2026 2"], Listed("fr", FacetCatalogue.Year));
    }

    [Fact]
    public void Takes_the_newest_row_of_a_release_however_often_and_in_whatever_order_they_come()
    {
        var (first, second) = (Row(1, 1, Release(1, topics: ["health"])), Row(1, 2, Release(1, topics: ["youth"])));
        foreach (var row in new[] { second, first, second, first })
        {
            _catalogue.Apply(row);
        }

        Assert.Equal(["youth 1"], Listed("fr", "topic"));
        Assert.Null(_catalogue.Find("fr", "topic", "health"));
    }

    [Fact]
    public void What_is_taken_back_counts_no_more()
    {
        _catalogue.Apply(Row(1, 1, Release(1, topics: ["health"])));
        _catalogue.Apply(Row(1, 2, Release(1, topics: ["health"]) with { Retraction = new Retraction(RetractionKind.Withdrawal, Noon, null) }));

        Assert.Empty(Listed("fr", "topic"));
        Assert.Empty(_catalogue.Languages);
    }

    [Fact]
    public void An_organisation_is_listed_once_by_its_acronym_and_found_by_either()
    {
        _catalogue.Apply(Row(1, 1, Release(1) with { Organisations = [new Organisation("Organisation internationale", "OI"), new Organisation("Bureau du lac")] }));

        Assert.Equal(["bureau-du-lac 1", "oi 1"], Listed("fr", "org"));
        Assert.Equal("Organisation internationale (OI)", _catalogue.Find("fr", "org", "oi")!.Label);
        Assert.Equal("Organisation internationale", _catalogue.Find("fr", "org", "organisation-internationale")!.Label);
    }

    [Fact]
    public void Is_called_as_the_newest_release_writes_it()
    {
        _catalogue.Apply(Row(2, 1, Release(2) with { Office = "Bureau de Rabat", PublishedAt = Noon.AddDays(1) }));
        _catalogue.Apply(Row(1, 1, Release(1) with { Office = "BUREAU DE RABAT" }));

        Assert.Equal("Bureau de Rabat", _catalogue.Find("fr", "office", "bureau-de-rabat")!.Label);
        _catalogue.Clear();
        Assert.Empty(Listed("fr", "office"));
    }

    private IEnumerable<string> Listed(string? language, string facet) =>
        _catalogue.Values(language, facet).Select(value => $"{value.Slug} {value.Count}");

    private static Release Release(int number, string language = "fr", IReadOnlyList<string>? topics = null) => new()
    {
        Id = new Guid($"00000000-0000-7000-8000-{number:D12}"),
        Version = 1,
        Language = language,
        Headline = "Un communiqué",
        PublishedAt = Noon,
        RecordedAt = Noon,
        Topics = topics ?? [],
    };

    private static ProjectedRelease Row(int number, long stamp, Release release) =>
        ProjectedRelease.Join(null, new ReleaseCreated { EventId = Guid.NewGuid(), Sequence = number, At = Noon, Release = release }) with { Stamp = stamp };
}
