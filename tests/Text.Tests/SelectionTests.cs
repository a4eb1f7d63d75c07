using FsCheck;
using FsCheck.Fluent;
using Syndication.Contracts;

namespace Syndication.Text.Tests;

public sealed class SelectionTests
{
    private static readonly Facets Release = new()
    {
        Language = "fr",
        Origin = Origin.Original,
        Topics = ["climate", "jobs"],
        Countries = ["ma"],
        Organisations = ["oim"],
        Office = "rabat",
        Source = "seeds",
    };

    private static readonly Gen<Facets> AnyFacets =
        from language in Gen.Elements("fr", "en")
        from origin in Gen.Elements(Enum.GetValues<Origin>())
        from topics in Values("a", "b", "c")
        from countries in Values("ma", "fr")
        from organisations in Values("a", "oim")
        from office in Gen.Elements(null, "a", "rabat")
        from source in Gen.Elements(null, "a", "seeds")
        select new Facets
        {
            Language = language,
            Origin = origin,
            Topics = topics,
            Countries = countries,
            Organisations = organisations,
            Office = office,
            Source = source,
        };

    private static readonly Gen<Selection> AnySelection =
        from languages in Values("fr", "en")
        from origins in Gen.SubListOf(Enum.GetValues<Origin>())
        from topics in Values("a", "b", "c")
        from countries in Values("ma", "fr")
        from organisations in Values("a", "oim")
        from offices in Values("a", "rabat")
        from sources in Values("a", "seeds")
        select new Selection
        {
            Languages = languages,
            Origins = [.. origins],
            Topics = topics,
            Countries = countries,
            Organisations = organisations,
            Offices = offices,
            Sources = sources,
        };

    [Fact]
    public void An_empty_selection_asks_for_nothing() => Assert.True(new Selection().Matches(Release));

    [Fact]
    public void Values_of_a_member_are_alternatives() =>
        Assert.True(new Selection { Topics = ["none", "jobs"], Languages = ["en", "fr"] }.Matches(Release));

    [Fact]
    public void Members_are_conditions()
    {
        Assert.True(new Selection { Topics = ["jobs"], Countries = ["ma"], Offices = ["rabat"], Organisations = ["oim"], Sources = ["seeds"] }.Matches(Release));
        Assert.False(new Selection { Topics = ["jobs"], Countries = ["fr"] }.Matches(Release));
        Assert.False(new Selection { Offices = ["rabat"] }.Matches(Release with { Office = null }));
    }

    [Theory]
    [InlineData(Origin.Human, Origin.Original, true)]
    [InlineData(Origin.Human, Origin.Human, true)]
    [InlineData(Origin.Human, Origin.Machine, false)]
    [InlineData(Origin.Original, Origin.Human, false)]
    [InlineData(Origin.Machine, Origin.Original, false)]
    public void What_the_office_wrote_itself_is_human_too(Origin wanted, Origin origin, bool expected) =>
        Assert.Equal(expected, new Selection { Origins = [wanted] }.Matches(Release with { Origin = origin }));

    [Fact]
    public void Driving_keys_bring_everything_that_a_selection_matches() =>
        Prop.ForAll(AnySelection.ToArbitrary(), AnyFacets.ToArbitrary(), (selection, facets) =>
        {
            var keys = FacetKeys.Of(facets).ToHashSet();
            var inLanguage = selection with { Languages = ["fr"] };
            var isBrought = FacetKeys.Driving(inLanguage, "fr").Any(keys.Contains);
            Assert.Equal(inLanguage.Matches(facets), isBrought && inLanguage.Matches(facets));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    private static Gen<IReadOnlyList<string>> Values(params string[] values) =>
        Gen.SubListOf(values).Select(chosen => (IReadOnlyList<string>)[.. chosen]);
}
