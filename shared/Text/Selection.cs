using Syndication.Contracts;

namespace Syndication.Text;

/// <summary>
/// Which releases somebody wants: values of one member are alternatives, members are conditions, an empty member asks
/// for nothing. Feeds, digests, webhooks and search share this type and its one matcher.
/// </summary>
public sealed record Selection
{
    public IReadOnlyList<string> Languages { get; init; } = [];
    public IReadOnlyList<Origin> Origins { get; init; } = [];
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>ISO 3166-1 alpha-2, lower case.</summary>
    public IReadOnlyList<string> Countries { get; init; } = [];

    public IReadOnlyList<string> Offices { get; init; } = [];
    public IReadOnlyList<string> Organisations { get; init; } = [];
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>Whether a language version with these facets is wanted.</summary>
    public bool Matches(Facets facets)
    {
        ArgumentNullException.ThrowIfNull(facets);
        return Accepts(Languages, facets.Language)
            && AcceptsOrigin(facets.Origin)
            && AcceptsAny(Topics, facets.Topics)
            && AcceptsAny(Countries, facets.Countries)
            && Accepts(Offices, facets.Office)
            && AcceptsAny(Organisations, facets.Organisations)
            && Accepts(Sources, facets.Source);
    }

    // "human" leaves machine texts out: what the office wrote itself is human too.
    private bool AcceptsOrigin(Origin origin) =>
        Origins.Count == 0
        || Origins.Contains(origin)
        || (origin == Origin.Original && Origins.Contains(Origin.Human));

    private static bool Accepts(IReadOnlyList<string> wanted, string? value) =>
        wanted.Count == 0 || (value is not null && wanted.Contains(value));

    private static bool AcceptsAny(IReadOnlyList<string> wanted, IReadOnlyList<string> values) =>
        wanted.Count == 0 || values.Any(wanted.Contains);
}
