using Syndication.Contracts;
using Syndication.Text;

namespace Syndication.Hosting.Projection;

/// <summary>
/// Which facet values the releases of a projection have, in every language, how many releases each, and what each is
/// called: what a list of topics or feeds is made from without reading a row. Fed by a replica; some 300 bytes a release.
/// </summary>
public sealed class FacetCatalogue
{
    /// <summary>A facet beside those of <see cref="FacetKeys"/>: the year of <see cref="ReleaseOrder.SortAt"/>, UTC.</summary>
    public const string Year = "year";

    private readonly Dictionary<Guid, Seen> _releases = [];
    private readonly Dictionary<string, Value> _values = [];
    private readonly Dictionary<(string?, string), IReadOnlyList<CataloguedValue>> _lists = [];
    private readonly Lock _gate = new();

    /// <summary>Takes in a row, once or again; the highest stamp wins. What is taken back counts no more.</summary>
    public void Apply(ProjectedRelease row)
    {
        ArgumentNullException.ThrowIfNull(row);
        lock (_gate)
        {
            var id = Guid.Parse(row.Id);
            if (_releases.TryGetValue(id, out var seen))
            {
                if (seen.Stamp >= row.Stamp)
                {
                    return;
                }

                foreach (var value in seen.Values)
                {
                    value.Count--;
                }
            }

            _releases[id] = new Seen(row.Stamp, row.Retraction is null ? [.. row.Editions().SelectMany(edition => Take(row, edition)).Distinct()] : []);
            _lists.Clear();
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _releases.Clear();
            _values.Clear();
            _lists.Clear();
        }
    }

    /// <summary>Languages with a release, in the order of their tags.</summary>
    public IReadOnlyList<string> Languages => [.. Values(null, "lang").Select(value => value.Slug).Order(StringComparer.Ordinal)];

    /// <summary>
    /// The values of a facet in a language, the most frequent first: "topic", "country", "office", "org", "source",
    /// "origin", <see cref="Year"/>. An organisation is listed once, by its acronym where it has one.
    /// </summary>
    public IReadOnlyList<CataloguedValue> Values(string? language, string facet)
    {
        lock (_gate)
        {
            if (!_lists.TryGetValue((language, facet), out var list))
            {
                var prefix = FacetKeys.Key(language, facet, "");
                list =
                [
                    .. _values.Where(pair => pair.Value.Count > 0 && pair.Value.IsListed && pair.Key.StartsWith(prefix, StringComparison.Ordinal))
                        .Select(pair => new CataloguedValue(pair.Key[prefix.Length..], pair.Value.Label, pair.Value.Count))
                        .OrderByDescending(value => value.Count).ThenBy(value => value.Slug, StringComparer.Ordinal),
                ];
                _lists[(language, facet)] = list;
            }

            return list;
        }
    }

    /// <summary>A value by its slug, an organisation by its name or its acronym.</summary>
    public CataloguedValue? Find(string? language, string facet, string slug)
    {
        lock (_gate)
        {
            return _values.TryGetValue(FacetKeys.Key(language, facet, slug), out var value) && value.Count > 0
                ? new CataloguedValue(slug, value.Label, value.Count)
                : null;
        }
    }

    private IEnumerable<Value> Take(ProjectedRelease row, Release edition)
    {
        var labels = Labels(edition);
        var facets = Facets.Of(edition);
        var year = DateTimeOffset.FromUnixTimeMilliseconds(row.SortAt).UtcDateTime.Year.ToString("D4", System.Globalization.CultureInfo.InvariantCulture);
        var keys = FacetKeys.Of(facets).Where(key => key.Contains(':', StringComparison.Ordinal))
            .Append(FacetKeys.Key(null, "lang", edition.Language))
            .Append(FacetKeys.Key(edition.Language, Year, year));
        foreach (var key in keys)
        {
            if (!_values.TryGetValue(key, out var value))
            {
                _values[key] = value = new Value();
            }

            var facet = key[(key.IndexOf('|', StringComparison.Ordinal) + 1)..];
            if (labels.TryGetValue(facet, out var label) && row.SortAt >= value.LabelledAt)
            {
                (value.Label, value.IsListed, value.LabelledAt) = (label.Text, label.IsListed, row.SortAt);
            }

            value.Count++;
            yield return value;
        }
    }

    private static Dictionary<string, (string Text, bool IsListed)> Labels(Release edition)
    {
        var labels = new Dictionary<string, (string, bool)>();
        foreach (var organisation in edition.Organisations)
        {
            var (acronym, name) = (Slug.Of(organisation.Acronym), Slug.Of(organisation.Name));
            var text = (organisation.Name ?? organisation.Acronym ?? "").Trim();
            if (name.Length > 0)
            {
                labels[FacetKeys.Key(null, "org", name)] = (text, acronym.Length == 0);
            }

            if (acronym.Length > 0)
            {
                labels[FacetKeys.Key(null, "org", acronym)] = (name.Length == 0 ? text : $"{text} ({organisation.Acronym!.Trim()})", true);
            }
        }

        labels[FacetKeys.Key(null, "office", Slug.Of(edition.Office))] = (edition.Office?.Trim() ?? "", true);
        labels[FacetKeys.Key(null, "source", Slug.Of(edition.Source))] = (edition.Source?.Trim() ?? "", true);
        return labels;
    }

    private sealed record Seen(long Stamp, Value[] Values);

    private sealed class Value
    {
        public int Count { get; set; }
        public string? Label { get; set; }
        public bool IsListed { get; set; } = true;
        public long LabelledAt { get; set; } = long.MinValue;
    }
}

/// <summary>A value that some release has.</summary>
/// <param name="Label">As the newest release writes it; null for topics, countries, years and origins.</param>
public sealed record CataloguedValue(string Slug, string? Label, int Count);
