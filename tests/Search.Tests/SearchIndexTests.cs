using Syndication.Contracts;
using Syndication.Search.Querying;
using Syndication.Text;

namespace Syndication.Search.Tests;

public sealed class SearchIndexTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Indexing.SearchIndex _index;

    public SearchIndexTests() => _index = Newsroom.Open(_folder);

    public void Dispose()
    {
        _index.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("evenement", "Un événement à Genève")]
    [InlineData("ÉVÉNEMENTS", "Un événement à Genève")]
    [InlineData("migrants", "Le migrant de l'année")]
    [InlineData("refugies", "Un réfugié parle")]
    [InlineData("réfugiés", "LES REFUGIES PARLENT")]
    [InlineData("premiere", "Les premières pluies")]
    [InlineData("OIM", "Le chef de l’OIM parle")]
    [InlineData("l'OIM", "OIM : un appel")]
    [InlineData("l’OIM", "L'OIM lance un appel")]
    [InlineData("Abou", "La famille d’Abou")]
    [InlineData("oeuvre", "Une œuvre commune")]
    [InlineData("œuvres", "Une oeuvre commune")]
    [InlineData("hauptstrasse", "Hauptstraße gesperrt")]
    [InlineData("anti-terroriste", "La lutte anti-terroriste")]
    [InlineData("anti-terroristes", "La lutte anti-terroriste")]
    [InlineData("Côte d'Ivoire", "Retour en Côte d’Ivoire")]
    [InlineData("cote-ivoire", "Retour en Côte d’Ivoire")]
    [InlineData("immig*", "Les immigrés arrivent")]
    [InlineData("l'immig*", "Les immigrés arrivent")]
    [InlineData("\"LE RÉFUGIE\"", "Le réfugié parle")]
    [InlineData("\"de l'OIM\"", "Le chef de l’OIM parle")]
    [InlineData("беженцы", "Беженцы в Женеве")]
    [InlineData("тест-кейс", "Новый тест-кейс")]
    [InlineData("مهاجر", "مُهاجِر في جنيف")]
    [InlineData("移民", "国际移民组织")]
    [InlineData("ผู้ลี้ภัย", "ช่วยเหลือผู้ลี้ภัยในเจนีวา")]
    [InlineData("難民 OR goats", "国際移民と難民")]
    [InlineData("COVID-19", "La covid-19 recule")]
    public void Finds_what_is_meant(string query, string headline)
    {
        _index.Apply(Newsroom.Row(Newsroom.Text(1, headline)), Newsroom.Row(Newsroom.Text(2, "Tout autre chose")));

        Assert.Equal([1], _index.Find(query));
    }

    [Theory]
    [InlineData("migrants Genève", new[] { 3 })]
    [InlineData("migrants OR Genève", new[] { 3, 2, 1 })]
    [InlineData("migrants -Genève", new[] { 1 })]
    [InlineData("-Genève", new[] { 4, 1 })]
    [InlineData("-\"de Genève\"", new[] { 4, 3, 1 })]
    [InlineData("migrants OR lac Genève", new[] { 3, 2 })]
    [InlineData("\"lac de\"", new[] { 2 })]
    [InlineData("\"lacs de\"", new int[0])]
    [InlineData("\"de lac\"", new int[0])]
    [InlineData("gen*", new[] { 3, 2 })]
    [InlineData("???", new int[0])]
    [InlineData("", new[] { 4, 3, 2, 1 })]
    public void Joins_words_as_the_query_says(string query, int[] found)
    {
        _index.Apply(
            Newsroom.Row(Newsroom.Text(1, "Des migrants à Rome", day: 1)),
            Newsroom.Row(Newsroom.Text(2, "Le lac de Genève", day: 2)),
            Newsroom.Row(Newsroom.Text(3, "Genève et ses migrants", day: 3)),
            Newsroom.Row(Newsroom.Text(4, "Autre chose", day: 4)));

        Assert.Equal(found, _index.Find(query));
    }

    [Fact]
    public void A_phrase_does_not_reach_from_the_headline_into_the_body()
    {
        _index.Apply(Newsroom.Row(Newsroom.Text(1, "Un départ", "difficile pour tous")));

        Assert.Equal([], _index.Find("\"départ difficile\""));
        Assert.Equal([1], _index.Find("départ difficile"));
    }

    [Fact]
    public void Stems_each_edition_by_its_own_language()
    {
        var english = Newsroom.Text(1, "Refugees were organising", language: "en") with { Origin = Origin.Machine, SourceVersion = 1, Revision = 1 };
        var spanish = Newsroom.Text(1, "Los refugiados se organizaban", language: "es") with { Origin = Origin.Human, SourceVersion = 1, Revision = 1 };
        _index.Apply(Newsroom.Row(Newsroom.Text(1, "Les réfugiés s'organisaient"), 1, english, spanish));

        Assert.Equal(["es"], Languages("refugiado"));
        Assert.Equal(["fr"], Languages("organisait"));
        Assert.Equal(["en"], Languages("organising"));
        Assert.Equal(["en", "es", "fr"], Languages(""));
    }

    [Fact]
    public void Filters_alike_what_a_selection_matches()
    {
        var releases = new List<Release>();
        foreach (var origin in new[] { Origin.Original, Origin.Human, Origin.Machine })
        {
            foreach (var language in new[] { "fr", "pt-BR" })
            {
                foreach (var topic in new[] { "border-management", "health" })
                {
                    releases.Add(Newsroom.Text(releases.Count + 1, "Titre", language: language) with
                    {
                        Origin = origin,
                        Topics = [topic, "all"],
                        Countries = topic == "health" ? ["NE", "CI"] : [],
                        Office = language == "fr" ? "Niamey" : null,
                        Source = "iom.int",
                        Organisations = [new Organisation("Organisation mondiale de la santé", "OMS")],
                    });
                }
            }
        }

        _index.Apply([.. releases.Select(release => Newsroom.Row(release))]);
        Selection[] selections =
        [
            new() { Languages = ["pt-BR"] },
            new() { Origins = [Origin.Human] },
            new() { Origins = [Origin.Original] },
            new() { Origins = [Origin.Machine, Origin.Original] },
            new() { Topics = ["border-management"] },
            new() { Topics = ["border"] },
            new() { Topics = ["border-management", "health"], Languages = ["fr"] },
            new() { Countries = ["ci", "fr"] },
            new() { Offices = ["niamey"] },
            new() { Organisations = ["oms"], Sources = ["iom-int"], Origins = [Origin.Human] },
        ];
        foreach (var selection in selections)
        {
            var expected = releases.Where(release => selection.Matches(Facets.Of(release))).Select(release => release.Id).ToHashSet();
            Assert.Equal(expected, _index.Search(Newsroom.Request("titre", selection)).Hits.Select(hit => hit.Edition.Release).ToHashSet());
        }
    }

    [Fact]
    public void Bounds_dates_inclusively()
    {
        _index.Apply([.. Enumerable.Range(1, 5).Select(day => Newsroom.Row(Newsroom.Text(day, "Titre", day: day)))]);
        var bounded = Newsroom.Request("titre") with
        {
            From = QueryInstant.Parse("2018-05-10", isEnd: false),
            To = QueryInstant.Parse("2018-05-12", isEnd: true),
        };

        Assert.Equal([4, 3, 2], _index.Find(bounded));
        Assert.Equal([4, 3], _index.Find(bounded with { From = QueryInstant.Parse("2018-05-11T02:00:00+02:00", isEnd: false) }));
    }

    [Fact]
    public void Orders_what_was_written_before_1970_too()
    {
        _index.Apply(
            Newsroom.Row(Newsroom.Text(1, "Titre") with { PublishedAt = new DateTimeOffset(1951, 12, 5, 0, 0, 0, TimeSpan.Zero) }),
            Newsroom.Row(Newsroom.Text(2, "Titre") with { PublishedAt = new DateTimeOffset(1969, 1, 1, 0, 0, 0, TimeSpan.Zero) }),
            Newsroom.Row(Newsroom.Text(3, "Titre")));

        Assert.Equal([3, 2, 1], _index.Find("titre"));
    }

    [Fact]
    public void Ranks_headlines_and_frequent_words_first_by_relevance_and_the_newest_first_by_date()
    {
        _index.Apply(
            Newsroom.Row(Newsroom.Text(1, "Migration : un rapport", "Chiffres de l'année.", day: 1)),
            Newsroom.Row(Newsroom.Text(2, "Un rapport", "La migration, encore la migration, toujours la migration.", day: 2)),
            Newsroom.Row(Newsroom.Text(3, "Un rapport", "On y parle de santé et, une fois, de migration.", day: 3)));

        Assert.Equal([3, 2, 1], _index.Find("migration"));
        Assert.Equal([1, 2, 3], _index.Find("migration", sort: SearchSort.Relevance));
    }

    [Fact]
    public void Weighs_rare_words_more_than_common_ones()
    {
        var rows = Enumerable.Range(10, 30).Select(number => Newsroom.Row(Newsroom.Text(number, "Rapport", "Un rapport annuel."))).ToList();
        rows.Add(Newsroom.Row(Newsroom.Text(1, "Divers", "Rapport rapport rapport puis Tombouctou.")));
        rows.Add(Newsroom.Row(Newsroom.Text(2, "Divers", "Tombouctou, Tombouctou, Tombouctou, un rapport.")));
        _index.Apply([.. rows]);

        Assert.Equal([2, 1], _index.Find("rapport tombouctou", sort: SearchSort.Relevance));
    }

    [Theory]
    [InlineData("Date")]
    [InlineData("Relevance")]
    public void Pages_show_everything_once_where_dates_and_scores_are_equal(string order)
    {
        var sort = Enum.Parse<SearchSort>(order);
        _index.Apply([.. Enumerable.Range(1, 47).Select(number => Newsroom.Row(Newsroom.Text(number, "Titre", day: number / 20)))]);

        var found = new List<int>();
        string? after = null;
        do
        {
            var page = _index.Search(Newsroom.Request("titre", sort: sort, pageSize: 5, after: after));
            Assert.Equal(47, page.Total);
            found.AddRange(Newsroom.Numbers(page));
            after = page.Next;

            // What is indexed before the page's place does not move it.
            _index.Apply(Newsroom.Row(Newsroom.Text(1_000 + found.Count, "Autre", day: 90)));
        }
        while (after is not null);

        Assert.Equal(Enumerable.Range(1, 47).OrderByDescending(number => number / 20).ThenByDescending(Newsroom.Id), found);
    }

    [Theory]
    [InlineData(RetractionKind.Withdrawal)]
    [InlineData(RetractionKind.Kill)]
    [InlineData(RetractionKind.Redirect)]
    public void Forgets_what_was_retracted_in_all_languages_until_it_is_reinstated(RetractionKind kind)
    {
        var original = Newsroom.Text(1, "Titre") with { Topics = ["health"] };
        var english = Newsroom.Text(1, "Title", language: "en") with { SourceVersion = 1, Revision = 1 };
        _index.Apply(Newsroom.Row(original, 1, english));
        Assert.True(_index.Knows("topic:health"));

        _index.Apply(Newsroom.Row(Newsroom.Retracted(original, kind), 2, english));
        Assert.Equal([], _index.Find(""));
        Assert.False(_index.Knows("topic:health"));
        Assert.False(_index.Knows("lang:en"));

        _index.Apply(Newsroom.Row(original, 1, english));
        Assert.Equal([], _index.Find(""));

        _index.Apply(Newsroom.Row(original with { Version = 3 }, 3, english));
        Assert.Equal([1, 1], _index.Find(""));
    }

    [Fact]
    public void Counts_facets_over_the_hits()
    {
        _index.Apply(
            Newsroom.Row(Newsroom.Text(1, "Titre un") with { Topics = ["health", "borders"], Countries = ["NE"], Office = "Niamey" }),
            Newsroom.Row(Newsroom.Text(2, "Titre deux") with { Topics = ["health"], Origin = Origin.Human }),
            Newsroom.Row(Newsroom.Text(3, "Autre") with { Topics = ["other"] }));

        var result = _index.Search(Newsroom.Request("titre"));

        Assert.Equal(2, result.Total);
        Assert.Equal([new FacetCount("health", 2), new FacetCount("borders", 1)], result.Facets["topic"]);
        Assert.Equal([new FacetCount("fr", 2)], result.Facets["lang"]);
        Assert.Equal([new FacetCount("ne", 1)], result.Facets["country"]);
        Assert.Equal([new FacetCount("niamey", 1)], result.Facets["office"]);
        Assert.Equal([new FacetCount("human", 1), new FacetCount("original", 1)], result.Facets["origin"]);
        Assert.Equal([], result.Facets["org"]);
    }

    private string[] Languages(string query) =>
        [.. _index.Search(Newsroom.Request(query)).Hits.Select(hit => hit.Edition.Language).Order(StringComparer.Ordinal)];
}
