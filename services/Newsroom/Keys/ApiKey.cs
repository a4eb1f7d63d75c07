using Syndication.Hosting.Keys;
using Syndication.Storage;

namespace Syndication.Newsroom.Keys;

/// <summary>A key as it is stored: enough to recognise it, too little to use it.</summary>
internal sealed record ApiKey
{
    public static CollectionDefinition<ApiKey> Collection { get; } =
        new CollectionDefinition<ApiKey>("keys", key => key.Id).Index("created", key => key.CreatedAt);

    /// <summary>The key's public part.</summary>
    public required string Id { get; init; }

    /// <summary>SHA-256 of the whole key, lower-case hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>What it is for, in its owner's words; the <c>actor</c> of what it does.</summary>
    public required string Name { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>The sources that a key with scope "ingest" may write; empty for all.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>Unix milliseconds.</summary>
    public long CreatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }
    public DateTimeOffset? RevokedAt { get; init; }

    public bool IsInForce(DateTimeOffset now) => RevokedAt is null && !(ExpiresAt <= now);

    public KeyHolder AsHolder() => new(Id, Name, Scopes, Sources, ExpiresAt);
}
