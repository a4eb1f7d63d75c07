using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Syndication.Hosting.Http;

namespace Syndication.Hosting.Keys;

/// <summary>Reads "Authorization: Bearer KEY". A request without one is anonymous; one with a wrong key is refused everywhere.</summary>
internal sealed class KeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    KeyChecker keys,
    InternalKey internalKey) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "Key";
    public const string ScopeClaim = "scope";
    public const string SourceClaim = "source";

    private const string Bearer = "Bearer ";

    private KeyVerdict? _verdict;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            // Another scheme is somebody else's: that of a proxy which asks for a password, for one.
            return AuthenticateResult.NoResult();
        }

        var text = header[Bearer.Length..].Trim();
        if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(internalKey.Value)))
        {
            return Success(Request.Headers[ActingFor.Header] is { Count: > 0 } person
                ? ActingFor.Read(person.ToString())
                : new KeyHolder("internal", "internal", [Scopes.Internal], [], null));
        }

        var answer = KeyText.Read(text) is { } key
            ? await keys.CheckAsync(key, Context.Connection.RemoteIpAddress, Context.RequestAborted)
            : new KeyAnswer(KeyVerdict.Refused);
        _verdict = answer.Verdict;
        return answer.Holder is { } holder
            ? Success(holder)
            : AuthenticateResult.Fail($"The key is not accepted: {answer.Verdict}.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        switch (_verdict)
        {
            case KeyVerdict.Unavailable:
                Response.Headers.RetryAfter = "5";
                return Problems.Of(StatusCodes.Status503ServiceUnavailable, "Keys can't be checked now: the newsroom does not answer. Nothing was done; try again in a few seconds.").ExecuteAsync(Context);
            case KeyVerdict.TooMany:
                Response.Headers.RetryAfter = "60";
                return Problems.Of(StatusCodes.Status429TooManyRequests, "Too many unknown keys came from your address: wait a minute.").ExecuteAsync(Context);
            default:
                Response.Headers.WWWAuthenticate = "Bearer";
                return Problems.Of(StatusCodes.Status401Unauthorized, _verdict == KeyVerdict.Refused
                    ? "This key is unknown, expired or revoked."
                    : "This address needs a key: send it as \"Authorization: Bearer KEY\".").ExecuteAsync(Context);
        }
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problems.Of(StatusCodes.Status403Forbidden, "Your key lacks the scope that this address needs.").ExecuteAsync(Context);

    private static AuthenticateResult Success(KeyHolder? holder) => holder is null
        ? AuthenticateResult.Fail("Whom the call is made for can't be read.")
        : AuthenticateResult.Success(new AuthenticationTicket(Principal.Of(holder, SchemeName), SchemeName));
}
