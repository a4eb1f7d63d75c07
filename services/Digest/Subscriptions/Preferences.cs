using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Syndication.Contracts;
using Syndication.Text;

namespace Syndication.Digest.Subscriptions;

/// <summary>How often somebody wants to be written to.</summary>
[JsonConverter(typeof(TolerantEnumConverter<Cadence>))]
internal enum Cadence { Other, Immediate, Daily, Weekly }

/// <summary>What somebody wants, in which language, when.</summary>
internal sealed record Preferences
{
    /// <summary>The first that a release is there in counts; BCP 47, at least one.</summary>
    public required IReadOnlyList<string> Languages { get; init; }

    /// <summary>Without languages; those are <see cref="Languages"/>.</summary>
    public Selection Selection { get; init; } = new();

    public Cadence Cadence { get; init; } = Cadence.Daily;

    /// <summary>Local, 0 to 23; of daily and weekly mails, and of those that gather what was too much for a day.</summary>
    public int Hour { get; init; } = 8;

    /// <summary>Of weekly mails: ISO 8601, 1 for Monday to 7.</summary>
    public int Weekday { get; init; } = 1;

    /// <summary>IANA.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>The same for all who want the same in the same order of languages: they are sent the same.</summary>
    [JsonIgnore]
    public string Audience => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new
    {
        Languages,
        Topics = Sorted(Selection.Topics),
        Countries = Sorted(Selection.Countries),
        Offices = Sorted(Selection.Offices),
        Organisations = Sorted(Selection.Organisations),
        Sources = Sorted(Selection.Sources),
        Origins = Selection.Origins.Order(),
    })).AsSpan(0, 16));

    /// <summary>The best of a release's editions: of those that are wanted, the one whose language comes first.</summary>
    /// <param name="editions">Facets of what readers may see now.</param>
    public Facets? Best(IReadOnlyList<Facets> editions) =>
        Languages.Select(language => editions.FirstOrDefault(facets => facets.Language == language && Selection.Matches(facets)))
            .FirstOrDefault(facets => facets is not null);

    private static IEnumerable<string> Sorted(IReadOnlyList<string> values) => values.Distinct().Order(StringComparer.Ordinal);
}
