using System.Text.Json.Serialization;
using Syndication.Contracts;
using Syndication.Storage;
using Syndication.Text;

namespace Syndication.Webhooks.Endpoints;

/// <summary>A partner's receiver: where it is, what it wants, how it is doing.</summary>
internal sealed record WebhookEndpoint
{
    /// <summary>A time that never comes.</summary>
    public const long Never = long.MaxValue;

    /// <summary>Rows that an endpoint may cost the index by which releases find it.</summary>
    private const int MostInterests = 200;

    public static CollectionDefinition<WebhookEndpoint> Collection { get; } =
        new CollectionDefinition<WebhookEndpoint>("endpoints", endpoint => endpoint.Id)
            .Index("owner", endpoint => endpoint.Owner, endpoint => endpoint.CreatedAt)
            .Index("created", endpoint => endpoint.CreatedAt)
            .Index("interests", endpoint => endpoint.Interests)
            .Index("errands", endpoint => endpoint.ErrandAt);

    public required string Id { get; init; }

    /// <summary>The id of the key that registered it: no other key sees it.</summary>
    public required string Owner { get; init; }

    public EndpointKind Kind { get; init; }

    /// <summary>Where it is sent to, proved; null where it fetches, or was never proved.</summary>
    public string? Url { get; init; }

    /// <summary>Where it wants to be sent to, once that is proved.</summary>
    public string? PendingUrl { get; init; }

    /// <summary>Who is told by mail when it is disabled.</summary>
    public required string Contact { get; init; }

    /// <summary>The partner's own words.</summary>
    public string? Description { get; init; }

    public Selection Selection { get; init; } = new();

    /// <summary>The types that it wants; corrections and retractions of what it was sent come in any case.</summary>
    public IReadOnlyList<string> Events { get; init; } = [];

    /// <summary>Whether the release is in the payload, or its address alone.</summary>
    public PayloadForm Payload { get; init; }

    public EndpointState State { get; init; }

    /// <summary>Where it is disabled.</summary>
    public Disablement? Disabled { get; init; }

    /// <summary>The newest first; those before it until their time is over.</summary>
    public IReadOnlyList<StoredSecret> Secrets { get; init; } = [];

    /// <summary>A sequence of the log: what it wants is news to it only above. Set when it joins, and when it changes what it wants.</summary>
    public long Since { get; init; }

    /// <summary>
    /// The keys of <see cref="FacetKeys.Driving"/> by which a release finds those that may want it; none while it was never
    /// proved.
    /// </summary>
    public IReadOnlyList<string> Interests { get; init; } = [];

    /// <summary>Nothing but failures since then, Unix milliseconds; null while the last attempt arrived.</summary>
    public long? FailingSince { get; init; }

    /// <summary>
    /// When something is to be done for it besides sending, Unix milliseconds: <see cref="CatchUpFrom"/>,
    /// <see cref="BackfillFrom"/>, <see cref="ReviveFrom"/>, <see cref="IsNoticeDue"/>.
    /// </summary>
    public long ErrandAt { get; init; } = Never;

    /// <summary>It joined when the log stood here: what came while that was written down is planned for it.</summary>
    public long? CatchUpFrom { get; init; }

    /// <summary>It asked for what was published since then, Unix milliseconds.</summary>
    public long? BackfillFrom { get; init; }

    /// <summary>It was disabled then, Unix milliseconds, and is not any more: what took back or corrected something is sent after all.</summary>
    public long? ReviveFrom { get; init; }

    /// <summary>Days before its joining that it asked for.</summary>
    public int BackfillDays { get; init; }

    /// <summary>Its contact has to be told that it is disabled.</summary>
    public bool IsNoticeDue { get; init; }

    /// <summary>When its contact was last told, Unix milliseconds.</summary>
    public long? NoticedAt { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long CreatedAt { get; init; }

    /// <summary>Counts the writes of this document; the guard of its compare-and-set.</summary>
    public long Stamp { get; init; }

    /// <summary>Its owner's words; else where it is, without the path, in which secrets may be.</summary>
    [JsonIgnore]
    public string Name => !string.IsNullOrWhiteSpace(Description) ? Description : Url is { } url ? new Uri(url).GetLeftPart(UriPartial.Authority) : "It fetches.";

    [JsonIgnore]
    public bool HasErrand => CatchUpFrom is not null || BackfillFrom is not null || ReviveFrom is not null || IsNoticeDue;

    /// <summary>Whether it asked for such an event about a text with these facets.</summary>
    public bool Wants(string type, Facets facets) => State != EndpointState.Pending && Events.Contains(type) && Selection.Matches(facets);

    /// <summary>Sorted into the index by what it wants.</summary>
    public WebhookEndpoint WithInterests() => this with
    {
        Interests = State == EndpointState.Pending ? [] : [.. KeysOf(Selection).Distinct(StringComparer.Ordinal)],
    };

    /// <summary>
    /// A language narrows further where it goes with the narrowest member: each of its values in each language. Where that
    /// would be too many, in any: what the keys bring is matched all the same.
    /// </summary>
    private static IEnumerable<string> KeysOf(Selection selection)
    {
        var inAny = FacetKeys.Driving(selection, null);
        return selection.Languages.Count == 0 || (selection.Languages.Count * inAny.Count > MostInterests)
            ? inAny
            : selection.Languages.SelectMany(language => FacetKeys.Driving(selection, language));
    }
}

/// <summary>How events come to a partner.</summary>
[JsonConverter(typeof(TolerantEnumConverter<EndpointKind>))]
internal enum EndpointKind
{
    Other,

    /// <summary>They are posted to its URL.</summary>
    Push,

    /// <summary>It fetches them, with a cursor.</summary>
    Pull,
}

/// <summary>How much a payload holds.</summary>
[JsonConverter(typeof(TolerantEnumConverter<PayloadForm>))]
internal enum PayloadForm { Other, Full, Thin }

[JsonConverter(typeof(TolerantEnumConverter<EndpointState>))]
internal enum EndpointState
{
    Other,

    /// <summary>Its URL is not proved.</summary>
    Pending,

    Active,

    Disabled,
}

/// <summary>Why nothing is sent.</summary>
/// <param name="At">Unix milliseconds.</param>
/// <param name="By">"failures", "gone" (it answered 410), or the key that did it.</param>
internal sealed record Disablement(long At, string By, string Reason);

/// <summary>A secret, encrypted.</summary>
/// <param name="Until">Unix milliseconds; it signs no more afterwards. Null for the newest.</param>
internal sealed record StoredSecret(string Box, long Since, long? Until = null);
