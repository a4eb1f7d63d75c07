using Syndication.Contracts;
using Syndication.Feeds.Rendering;
using Syndication.Hosting.Projection;
using Syndication.Storage;
using Syndication.Text;

namespace Syndication.Feeds.Selecting;

/// <summary>
/// Which values there are: origins and countries by definition; topics, organisations, offices and sources that some
/// release has; languages that are configured or that some release is in.
/// </summary>
internal sealed class FilterValues(IDocumentCollection<ProjectedRelease> rows, IReadOnlyCollection<string> languages)
{
    private const int ReleasesInExamples = 20;
    private const int MaxExamples = 12;

    public static Origin OriginOf(string value) => value switch
    {
        "original" => Origin.Original,
        "human" => Origin.Human,
        _ => Origin.Machine,
    };

    /// <summary>A value as a sentence may repeat it.</summary>
    public static string Quote(string value) =>
        $"\"{XmlText.Clean(value.Length > Slug.MaxLength ? value[..Slug.MaxLength] + "…" : value)}\"";

    /// <summary>What is wrong with an address whatever the releases are; null if nothing is.</summary>
    public static FeedProblem? CheckSyntax(FeedAddress address)
    {
        if (!FeedVocabulary.IsLanguage(address.Language))
        {
            return new FeedProblem($"{Quote(address.Language)} is no language: give a code as BCP 47 has it, \"fr\" for example.");
        }

        foreach (var (name, value) in address.Filters)
        {
            var problem = name switch
            {
                "origin" when value is not ("original" or "human" or "machine") => "the origins are original, human and machine.",
                "country" when !CountryCode.IsAssigned(value) => "give an ISO 3166-1 alpha-2 code in lower case, \"ma\" for example.",
                not ("origin" or "country") when !Slug.IsValid(value) => "write it in a-z, 0-9 and hyphens.",
                _ => null,
            };
            if (problem is not null)
            {
                return new FeedProblem($"{Quote(value)} is no value of {name}: {problem}");
            }
        }

        return null;
    }

    /// <summary>
    /// The facet keys, in any language, that have to exist for the address to be a feed and that none of its rows
    /// shows to exist.
    /// </summary>
    public IReadOnlyList<string> Doubtful(FeedAddress address, IReadOnlyList<ProjectedRelease> shown)
    {
        var doubtful = address.Filters
            .Where(filter => filter.Name is not ("origin" or "country"))
            .Select(filter => FacetKeys.Key(null, filter.Name, filter.Value));
        return
        [
            .. shown.Count > 0 || languages.Contains(address.Language) ? [] : new[] { address.Language },
            .. doubtful.Where(key => !shown.Any(row => row.Facets.Contains(key))),
        ];
    }

    /// <summary>A problem for the first key that no release has.</summary>
    public async Task<FeedProblem?> CheckAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        foreach (var key in keys)
        {
            var found = await rows.QueryAsync(Newest(key, 1), cancellationToken);
            if (found.Items.Count == 0)
            {
                return key.Split(':') is [var facet, var value]
                    ? new FeedProblem($"No release has the {facet} {Quote(value)}. {await ExamplesAsync(facet, cancellationToken)}")
                    : new FeedProblem($"There is no release in {Quote(key)}: the languages are {string.Join(", ", languages)} and those of published releases.");
            }
        }

        return null;
    }

    private async Task<string> ExamplesAsync(string facet, CancellationToken cancellationToken)
    {
        var examples = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var language in languages)
        {
            var page = await rows.QueryAsync(Newest(language, ReleasesInExamples), cancellationToken);
            examples.UnionWith(page.Items.Where(row => row.Retraction is null).SelectMany(row => row.Facets).Where(key => key.StartsWith(facet + ":", StringComparison.Ordinal)));
        }

        return examples.Count == 0
            ? $"No recent release has any {facet}."
            : $"Recent releases have: {string.Join(", ", examples.Take(MaxExamples).Select(key => key[(facet.Length + 1)..]))}.";
    }

    private static Query<ProjectedRelease> Newest(string key, int count) =>
        new Query<ProjectedRelease>("order").Where(row => row.Facets, key).Descending().Take(count);
}
