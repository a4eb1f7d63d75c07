using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Syndication.Hosting.Keys;
using Syndication.Newsroom.Keys;
using Syndication.Storage;

namespace Syndication.Newsroom.Desk.Signing;

/// <summary>
/// Sessions of the desk: they end after 8 hours without a request, 24 hours after signing in, when somebody signs out, and
/// with their key.
/// </summary>
internal sealed class DeskSessions(
    [FromKeyedServices(NewsroomModule.ServiceName)] IDocumentStore store,
    KeyStore keys,
    TimeProvider time) : ITicketStore
{
    public static readonly TimeSpan LongestIdle = TimeSpan.FromHours(8);
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    private const int ClearedAtOnce = 100;

    /// <summary>A request within this time of the last one that was noted writes nothing.</summary>
    private static readonly TimeSpan Noted = TimeSpan.FromMinutes(5);

    private readonly IDocumentCollection<DeskSession> _sessions = store.Collection(DeskSession.Collection);

    public Task<string> StoreAsync(AuthenticationTicket ticket) => StoreAsync(ticket, CancellationToken.None);

    public async Task<string> StoreAsync(AuthenticationTicket ticket, CancellationToken cancellationToken)
    {
        await ClearAsync(cancellationToken);
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var session = new DeskSession { Id = IdOf(token), KeyId = ticket.Principal.KeyId(), SignedInAt = now, SeenAt = now };
        await _sessions.UpsertAsync(session, cancellationToken: cancellationToken);
        return token;
    }

    public Task<AuthenticationTicket?> RetrieveAsync(string key) => RetrieveAsync(key, CancellationToken.None);

    /// <summary>The key's owner, with the scopes that the key has now; null where the session is over.</summary>
    public async Task<AuthenticationTicket?> RetrieveAsync(string key, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await _sessions.GetAsync(IdOf(key), cancellationToken) is not { } session
            || now - At(session.SignedInAt) >= Longest
            || now - At(session.SeenAt) >= LongestIdle
            || await keys.FindAsync(session.KeyId, cancellationToken) is not { } owner
            || !owner.IsInForce(now))
        {
            return null;
        }

        if (now - At(session.SeenAt) >= Noted)
        {
            await _sessions.ReplaceAsync(session with { SeenAt = now.ToUnixTimeMilliseconds() }, cancellationToken: cancellationToken);
        }

        var properties = new AuthenticationProperties { IssuedUtc = At(session.SignedInAt), ExpiresUtc = At(session.SignedInAt) + Longest, AllowRefresh = false };
        return new AuthenticationTicket(Principal.Of(owner.AsHolder(), DeskSignIn.Scheme), properties, DeskSignIn.Scheme);
    }

    public Task RenewAsync(string key, AuthenticationTicket ticket) => Task.CompletedTask;

    public Task RemoveAsync(string key) => RemoveAsync(key, CancellationToken.None);

    public Task RemoveAsync(string key, CancellationToken cancellationToken) => _sessions.DeleteAsync(IdOf(key), cancellationToken: cancellationToken);

    /// <summary>Removes some of those that are over.</summary>
    private async Task ClearAsync(CancellationToken cancellationToken)
    {
        var over = (time.GetUtcNow() - Longest).ToUnixTimeMilliseconds();
        var page = await _sessions.QueryAsync(
            new Query<DeskSession>("signed-in").Where(session => session.SignedInAt, Comparison.Less, over).Take(ClearedAtOnce), cancellationToken);
        foreach (var session in page.Items)
        {
            await _sessions.DeleteAsync(session.Id, cancellationToken: cancellationToken);
        }
    }

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private static string IdOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(token)));
}
