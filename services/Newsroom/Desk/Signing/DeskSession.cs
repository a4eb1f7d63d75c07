using Syndication.Storage;

namespace Syndication.Newsroom.Desk.Signing;

/// <summary>Somebody who signed in with a key. Nothing of what the key may do is copied: it is asked for at every request.</summary>
internal sealed record DeskSession
{
    public static CollectionDefinition<DeskSession> Collection { get; } =
        new CollectionDefinition<DeskSession>("sessions", session => session.Id).Index("signed-in", session => session.SignedInAt);

    /// <summary>SHA-256 of what the cookie holds.</summary>
    public required string Id { get; init; }

    public required string KeyId { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public required long SignedInAt { get; init; }

    /// <summary>Unix milliseconds; noted every few minutes.</summary>
    public required long SeenAt { get; init; }
}
