using System.Security.Cryptography;
using System.Text;
using Syndication.Hosting.Keys;
using Syndication.Storage;

namespace Syndication.Newsroom.Keys;

/// <summary>Makes, finds, expires and revokes keys; of a key only its hash is kept.</summary>
internal sealed partial class KeyStore(
    [FromKeyedServices(NewsroomModule.ServiceName)] IDocumentStore store,
    KeyChecker checker,
    TimeProvider time,
    ILogger<KeyStore> logger)
{
    private readonly IDocumentCollection<ApiKey> _keys = store.Collection(ApiKey.Collection);

    /// <summary>Makes a key; its text is told once, here.</summary>
    /// <param name="actor">Who makes it, for the log.</param>
    public async Task<(KeyText Text, ApiKey Key)> MakeAsync(NewKey wanted, string actor, CancellationToken cancellationToken)
    {
        var text = KeyText.Make();
        return await AddAsync(text, wanted, actor, cancellationToken) is { } key
            ? (text, key)
            : throw new StoreException("A new key's id was taken: try again.");
    }

    /// <summary>Adds a key whose text is known already; null where it was added before.</summary>
    public async Task<ApiKey?> AddAsync(KeyText text, NewKey wanted, string actor, CancellationToken cancellationToken)
    {
        var key = new ApiKey
        {
            Id = text.Id,
            Hash = text.Hash,
            Name = wanted.Name,
            Scopes = wanted.Scopes,
            Sources = wanted.Sources,
            CreatedAt = time.GetUtcNow().ToUnixTimeMilliseconds(),
            ExpiresAt = wanted.ExpiresAt,
        };
        if (!await _keys.InsertAsync(key, cancellationToken))
        {
            return null;
        }

        LogMade(logger, actor, key.Id, key.Name, string.Join(' ', key.Scopes));
        return key;
    }

    /// <summary>The key of this id and hash, if it is in force. Compares in constant time.</summary>
    public async Task<ApiKey?> CheckAsync(string id, string hash, CancellationToken cancellationToken) =>
        await _keys.GetAsync(id, cancellationToken) is { } key
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(hash), Encoding.UTF8.GetBytes(key.Hash))
        && key.IsInForce(time.GetUtcNow())
            ? key
            : null;

    public Task<ApiKey?> FindAsync(string id, CancellationToken cancellationToken) => _keys.GetAsync(id, cancellationToken);

    /// <summary>Newest first, those that are expired or revoked too.</summary>
    public Task<Page<ApiKey>> ListAsync(int pageSize, string? after, CancellationToken cancellationToken) =>
        _keys.QueryAsync(new Query<ApiKey>("created").Descending().Take(pageSize).After(after), cancellationToken);

    public Task<long?> CountAsync(CancellationToken cancellationToken) => _keys.CountAsync(new Query<ApiKey>("created"), cancellationToken);

    /// <summary>
    /// Sets when a key ends, null for never, and gives the key as it is then. The end of an administrator's key comes sooner
    /// only where another one is in force by then.
    /// </summary>
    public async Task<(KeyChange Change, ApiKey? Key)> ExpireAsync(string id, DateTimeOffset? expiresAt, string actor, CancellationToken cancellationToken)
    {
        if (await _keys.GetAsync(id, cancellationToken) is not { RevokedAt: null } key)
        {
            return (KeyChange.Unknown, null);
        }

        // An end that is past is one that comes now.
        var now = time.GetUtcNow();
        if (expiresAt is { } end && await IsLastAdministratorAsync(key, end > now ? end : now, cancellationToken))
        {
            return (KeyChange.LastAdministrator, null);
        }

        // Never over a revocation that came in between.
        var changed = key with { ExpiresAt = expiresAt };
        if (!await _keys.ReplaceAsync(changed, Query.If<ApiKey>(stored => stored.RevokedAt, Comparison.Equal, null), cancellationToken))
        {
            return (KeyChange.Unknown, null);
        }

        checker.Forget(id);
        LogExpires(logger, actor, id, expiresAt);
        return (KeyChange.Done, changed);
    }

    /// <summary>Revokes at once. The last key of an administrator stays: without one, nobody could make another.</summary>
    public async Task<KeyChange> RevokeAsync(string id, string actor, CancellationToken cancellationToken)
    {
        if (await _keys.GetAsync(id, cancellationToken) is not { } key)
        {
            return KeyChange.Unknown;
        }

        if (key.RevokedAt is null)
        {
            if (await IsLastAdministratorAsync(key, time.GetUtcNow(), cancellationToken))
            {
                return KeyChange.LastAdministrator;
            }

            await _keys.ReplaceAsync(key with { RevokedAt = time.GetUtcNow() }, cancellationToken: cancellationToken);
            LogRevoked(logger, actor, id, key.Name);
        }

        checker.Forget(id);
        return KeyChange.Done;
    }

    /// <summary>Whether this key, as it is stored, is an administrator's in force at that time, and no other one is.</summary>
    private async Task<bool> IsLastAdministratorAsync(ApiKey key, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (!IsAdministrator(key, at))
        {
            return false;
        }

        string? after = null;
        do
        {
            var page = await ListAsync(200, after, cancellationToken);
            if (page.Items.Any(other => other.Id != key.Id && IsAdministrator(other, at)))
            {
                return false;
            }

            after = page.Next;
        }
        while (after is not null);

        return true;
    }

    private static bool IsAdministrator(ApiKey key, DateTimeOffset at) => key.Scopes.Contains(Scopes.Admin) && key.IsInForce(at);

    [LoggerMessage(LogLevel.Information, "{Actor} made key {Id} ({Name}) with {Scopes}")]
    private static partial void LogMade(ILogger logger, string actor, string id, string name, string scopes);

    [LoggerMessage(LogLevel.Information, "{Actor} let key {Id} end at {ExpiresAt}")]
    private static partial void LogExpires(ILogger logger, string actor, string id, DateTimeOffset? expiresAt);

    [LoggerMessage(LogLevel.Information, "{Actor} revoked key {Id} ({Name})")]
    private static partial void LogRevoked(ILogger logger, string actor, string id, string name);
}

/// <summary>What came of changing a key.</summary>
internal enum KeyChange
{
    Unknown,
    LastAdministrator,
    Done,
}
