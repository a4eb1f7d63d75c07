using Syndication.Contracts;

namespace Syndication.Text;

/// <summary>What a <see cref="Selection"/> looks at in one language version of a release: all values as filters spell them.</summary>
public sealed record Facets
{
    public required string Language { get; init; }
    public required Origin Origin { get; init; }
    public IReadOnlyList<string> Topics { get; init; } = [];
    public IReadOnlyList<string> Countries { get; init; } = [];
    public IReadOnlyList<string> Organisations { get; init; } = [];
    public string? Office { get; init; }
    public string? Source { get; init; }

    /// <summary>The facets of a release. An organisation answers to its acronym and to its name.</summary>
    public static Facets Of(Release release)
    {
        ArgumentNullException.ThrowIfNull(release);
        return new Facets
        {
            Language = release.Language,
            Origin = release.Origin,
            Topics = release.Topics,
            Countries = [.. release.Countries.Select(country => country.ToLowerInvariant())],
            Organisations =
            [
                .. release.Organisations
                    .SelectMany(organisation => new[] { Slug.Of(organisation.Acronym), Slug.Of(organisation.Name) })
                    .Where(slug => slug.Length > 0)
                    .Distinct(),
            ],
            Office = NullIfEmpty(Slug.Of(release.Office)),
            Source = NullIfEmpty(Slug.Of(release.Source)),
        };
    }

    private static string? NullIfEmpty(string slug) => slug.Length == 0 ? null : slug;
}
