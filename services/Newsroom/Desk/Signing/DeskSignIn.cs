using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication;
using Syndication.Hosting.Http;
using Syndication.Hosting.Keys;
using Syndication.Newsroom.Keys;

namespace Syndication.Newsroom.Desk.Signing;

/// <summary>Signs people in by their key: ten attempts at once from an address, then one every 30 s.</summary>
internal sealed partial class DeskSignIn(KeyStore keys, ILogger<DeskSignIn> logger) : IDisposable
{
    public const string Scheme = "Desk";

    private readonly PartitionedRateLimiter<IPAddress?> _attempts = ClientLimit.Of(burst: 10, each: TimeSpan.FromSeconds(30));

    public async Task<SignInOutcome> SignInAsync(HttpContext context, string? text, CancellationToken cancellationToken)
    {
        if (!_attempts.AttemptAcquire(context.Connection.RemoteIpAddress).IsAcquired)
        {
            LogTooMany(logger);
            return SignInOutcome.TooMany;
        }

        var key = KeyText.Read(text?.Trim());
        if (key is null || await keys.CheckAsync(key.Id, key.Hash, cancellationToken) is not { } known)
        {
            LogRefused(logger, key?.Id);
            return SignInOutcome.Refused;
        }

        var owner = Principal.Of(known.AsHolder(), Scheme);
        if (!owner.HasScope(Scopes.Desk))
        {
            LogNotForDesk(logger, known.Id);
            return SignInOutcome.NotForDesk;
        }

        // A session of its own each time, so that none is fixed beforehand.
        await context.SignOutAsync(Scheme);
        await context.SignInAsync(Scheme, owner);
        LogSignedIn(logger, known.Id, known.Name);
        return SignInOutcome.SignedIn;
    }

    public void Dispose() => _attempts.Dispose();

    [LoggerMessage(LogLevel.Information, "Key {Id} ({Name}) signed in at the desk")]
    private static partial void LogSignedIn(ILogger logger, string id, string name);

    [LoggerMessage(LogLevel.Warning, "A key was refused at the desk: {Id}")]
    private static partial void LogRefused(ILogger logger, string? id);

    [LoggerMessage(LogLevel.Warning, "Key {Id} has no scope of the desk")]
    private static partial void LogNotForDesk(ILogger logger, string id);

    [LoggerMessage(LogLevel.Warning, "Too many attempts to sign in from one address")]
    private static partial void LogTooMany(ILogger logger);
}

internal enum SignInOutcome
{
    SignedIn,

    /// <summary>Unknown, expired or revoked.</summary>
    Refused,

    /// <summary>A key that the desk has nothing for.</summary>
    NotForDesk,

    TooMany,
}
