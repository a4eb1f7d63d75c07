using System.Security.Claims;
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
    KeyStore keys,
    InternalKey internalKey) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "Key";
    public const string ScopeClaim = "scope";
    public const string SourceClaim = "source";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (header.Length == 0)
        {
            return AuthenticateResult.NoResult();
        }

        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.Fail("Keys are sent as \"Authorization: Bearer KEY\".");
        }

        var text = header["Bearer ".Length..].Trim();
        if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(internalKey.Value)))
        {
            return Success("internal", [Scopes.Internal], []);
        }

        return await keys.CheckAsync(text, Context.RequestAborted) is { } key
            ? Success(key.Name, key.Scopes, key.Sources, key.Id)
            : AuthenticateResult.Fail("This key is unknown, expired or revoked.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        var isWrong = Request.Headers.Authorization.Count > 0;
        return Problems.Of(StatusCodes.Status401Unauthorized, isWrong
            ? "This key is unknown, expired or revoked."
            : "This address needs a key: send it as \"Authorization: Bearer KEY\".").ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problems.Of(StatusCodes.Status403Forbidden, "Your key lacks the scope that this address needs.").ExecuteAsync(Context);

    private static AuthenticateResult Success(string name, IReadOnlyList<string> scopes, IReadOnlyList<string> sources, string? id = null)
    {
        var identity = new ClaimsIdentity(
            [
                new(ClaimTypes.Name, name),
                new(ClaimTypes.NameIdentifier, id ?? name),
                .. scopes.Select(scope => new Claim(ScopeClaim, scope)),
                .. sources.Select(source => new Claim(SourceClaim, source)),
            ],
            SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }
}
