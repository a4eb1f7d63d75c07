using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Syndication.Hosting.Protection;

namespace Syndication.Webhooks.Endpoints;

/// <summary>Secrets of Standard Webhooks: 32 random octets, shown once as <c>whsec_</c> and Base64, stored encrypted with the service's ring.</summary>
internal sealed class EndpointSecrets([FromKeyedServices(WebhooksModule.ServiceName)] ServiceRing ring)
{
    public const string Prefix = "whsec_";

    /// <summary>Decrypting costs more than signing: what was opened is kept, up to so many.</summary>
    private const int MostOpened = 20_000;

    /// <summary>Those that sign beside the newest, at most.</summary>
    private const int MostOlder = 4;

    private readonly IDataProtector _protector = ring.For("webhook secrets");
    private readonly ConcurrentDictionary<string, byte[]> _opened = new();

    /// <summary>A new secret as its owner is shown it.</summary>
    public static string Make() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    /// <summary>A secret as it is stored.</summary>
    public StoredSecret Close(string secret, long now) => new(_protector.Protect(secret), now);

    /// <summary>The secrets with a new one before them; those there were sign until an instant, Unix milliseconds.</summary>
    public IReadOnlyList<StoredSecret> Rotate(IReadOnlyList<StoredSecret> secrets, string newest, long now, long until) =>
    [
        Close(newest, now),
        .. secrets.Where(secret => secret.Until is null || secret.Until > now).Take(MostOlder)
            .Select(secret => secret with { Until = Math.Min(secret.Until ?? long.MaxValue, until) })
            .Where(secret => secret.Until > now),
    ];

    /// <summary>The keys that sign at an instant, the newest first.</summary>
    /// <exception cref="CryptographicException">The ring's key is another than the one that they were encrypted with.</exception>
    public IReadOnlyList<byte[]> Open(IReadOnlyList<StoredSecret> secrets, long now)
    {
        // One, as a rule.
        if (secrets.Count == 1)
        {
            return [Open(secrets[0])];
        }

        return [.. secrets.Where(secret => secret.Until is null || secret.Until > now).Select(Open)];
    }

    private byte[] Open(StoredSecret secret)
    {
        if (_opened.TryGetValue(secret.Box, out var known))
        {
            return known;
        }

        if (_opened.Count >= MostOpened)
        {
            _opened.Clear();
        }

        return _opened[secret.Box] = Convert.FromBase64String(_protector.Unprotect(secret.Box)[Prefix.Length..]);
    }
}
