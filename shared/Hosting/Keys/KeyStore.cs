using System.Security.Cryptography;
using System.Text;
using Syndication.Storage;

namespace Syndication.Hosting.Keys;

/// <summary>Makes, finds and revokes keys. A key is "syn_", its id, "_", and 256 random bits; only its hash is kept.</summary>
public sealed class KeyStore(IDocumentStore store, TimeProvider time)
{
    private const string Prefix = "syn_";

    private readonly IDocumentCollection<ApiKey> _keys = store.Collection(ApiKey.Collection);

    /// <summary>Makes a key; its text is told once, here.</summary>
    public async Task<(string Text, ApiKey Key)> MakeAsync(
        string name,
        IReadOnlyList<string> scopes,
        IReadOnlyList<string> sources,
        DateTimeOffset? expiresAt,
        CancellationToken cancellationToken)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        var text = $"{Prefix}{id}_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))}";
        var key = new ApiKey
        {
            Id = id,
            Hash = HashOf(text),
            Name = name,
            Scopes = scopes,
            Sources = sources,
            CreatedAt = time.GetUtcNow().ToUnixTimeMilliseconds(),
            ExpiresAt = expiresAt,
        };
        return await _keys.InsertAsync(key, cancellationToken)
            ? (text, key)
            : throw new StoreException("A new key's id was taken: try again.");
    }

    /// <summary>The key of this text, if it is one, in force and unexpired. Compares in constant time.</summary>
    public async Task<ApiKey?> CheckAsync(string text, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.StartsWith(Prefix, StringComparison.Ordinal) || text.Length > 200 || text.IndexOf('_', Prefix.Length) is not (> 0 and var end))
        {
            return null;
        }

        var key = await _keys.GetAsync(text[Prefix.Length..end], cancellationToken);
        return key is not null
            && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(HashOf(text)), Encoding.ASCII.GetBytes(key.Hash))
            && key.RevokedAt is null
            && !(key.ExpiresAt <= time.GetUtcNow())
                ? key
                : null;
    }

    public Task<Page<ApiKey>> ListAsync(int pageSize, string? after, CancellationToken cancellationToken) =>
        _keys.QueryAsync(new Query<ApiKey>("created").Descending().Take(pageSize).After(after), cancellationToken);

    /// <summary>Revokes at once; false where there is no such key.</summary>
    public async Task<bool> RevokeAsync(string id, CancellationToken cancellationToken) =>
        await _keys.GetAsync(id, cancellationToken) is { } key
        && await _keys.ReplaceAsync(key with { RevokedAt = key.RevokedAt ?? time.GetUtcNow() }, cancellationToken: cancellationToken);

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
