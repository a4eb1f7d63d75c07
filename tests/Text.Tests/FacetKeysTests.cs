using Syndication.Contracts;

namespace Syndication.Text.Tests;

public sealed class FacetKeysTests
{
    private static readonly Release Release = new()
    {
        Id = Guid.Empty,
        Version = 1,
        Language = "fr",
        Headline = "Titre",
        Topics = ["climate"],
        Countries = ["MA"],
        Organisations = [new Organisation("Organisation mondiale", "OM"), new Organisation(null, "\uD800")],
        Office = "Bureau de Genève",
        Source = "",
    };

    [Fact]
    public void A_release_answers_to_each_facet_alone_and_within_its_language()
    {
        string[] facets = ["topic:climate", "country:ma", "org:om", "org:organisation-mondiale", "office:bureau-de-geneve", "origin:human"];
        Assert.Equal(
            [.. facets.SelectMany(facet => new[] { facet, "fr|" + facet }).Append("fr").Append("*").Order(StringComparer.Ordinal)],
            FacetKeys.Of(Facets.Of(Release)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_narrowest_member_drives()
    {
        Assert.Equal(["fr"], FacetKeys.Driving(new Selection { Origins = [Origin.Human] }, "fr"));
        Assert.Equal(["fr|country:ma"], FacetKeys.Driving(new Selection { Topics = ["a", "b"], Countries = ["ma"] }, "fr"));
        Assert.Equal(["fr|topic:a", "fr|topic:b"], FacetKeys.Driving(new Selection { Topics = ["a", "b"] }, "fr"));
    }
}
