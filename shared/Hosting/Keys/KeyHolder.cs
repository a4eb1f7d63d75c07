namespace Syndication.Hosting.Keys;

/// <summary>Whose key it is and what it may do, as Newsroom says.</summary>
/// <param name="Id">The key's public part.</param>
/// <param name="Name">What it is for, in its owner's words.</param>
/// <param name="Sources">The sources that a key with scope "ingest" may write; empty for all.</param>
public sealed record KeyHolder(string Id, string Name, IReadOnlyList<string> Scopes, IReadOnlyList<string> Sources, DateTimeOffset? ExpiresAt);

/// <summary>Body of <c>POST /internal/keys/check</c>: the key itself stays in the process that was shown it.</summary>
public sealed record CheckKeyRequest(string Id, string Hash);

/// <summary>Its answer.</summary>
/// <param name="Holder">Null where the key is unknown, expired or revoked.</param>
public sealed record CheckKeyResponse(KeyHolder? Holder);
