using Syndication.Storage;

namespace Syndication.Hosting.Keys;

/// <summary>A key as it is stored: enough to recognise it, too little to use it.</summary>
public sealed record ApiKey
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
}

/// <summary>What a key may do. "admin" may do everything.</summary>
public static class Scopes
{
    public const string Ingest = "ingest";
    public const string Desk = "desk";
    public const string Partner = "partner";
    public const string Admin = "admin";

    /// <summary>Another service of this installation; not given to keys.</summary>
    public const string Internal = "internal";

    /// <summary>Those that a key can be given.</summary>
    public static IReadOnlyList<string> All { get; } = [Ingest, Desk, Partner, Admin];
}
