using Syndication.Contracts;
using Syndication.Newsroom.Words;
using Syndication.Text;

namespace Syndication.Newsroom.Releases;

/// <summary>What a release is about, each a link to the list of its like.</summary>
internal static class Subjects
{
    public static IReadOnlyList<Subject> Of(Release edition, Wording words)
    {
        var language = edition.Language;
        return
        [
            .. edition.Topics.Distinct().Select(topic => new Subject("topic", topic, TopicNames.Of(topic, words.Language), language)),
            .. edition.Countries.Distinct().Select(code => code.ToLowerInvariant()).Where(CountryCode.IsAssigned)
                .Select(code => new Subject("country", code, PlaceNames.Country(code, words.Language), language)),
            .. edition.Organisations.Select(organisation => Organisation(organisation, language)).Where(subject => subject.Value.Length > 0).DistinctBy(subject => subject.Value),
        ];
    }

    /// <summary>The office or, where none is told, the source: whose releases these are.</summary>
    public static Subject? Issuer(Release edition)
    {
        var (facet, name) = string.IsNullOrWhiteSpace(edition.Office) ? ("source", edition.Source) : ("office", edition.Office);
        return Slug.Of(name) is { Length: > 0 } slug ? new Subject(facet, slug, name!.Trim(), edition.Language) : null;
    }

    private static Subject Organisation(Organisation organisation, string language)
    {
        var slug = Slug.Of(organisation.Acronym) is { Length: > 0 } acronym ? acronym : Slug.Of(organisation.Name);
        var label = (organisation.Name ?? organisation.Acronym ?? "").Trim();
        return new Subject("org", slug, label, language);
    }
}

/// <summary>A value of a facet, with the list that it leads to.</summary>
internal sealed record Subject(string Facet, string Value, string Label, string Language)
{
    public string Url => ReleaseFilter.UrlOf(Language, Facet, Value);
}
