using System.Security.Claims;

namespace Syndication.Hosting.Keys;

/// <summary>What the key behind a request may do.</summary>
public static class Principal
{
    /// <summary>Whoever holds a key.</summary>
    /// <param name="scheme">How it was shown.</param>
    public static ClaimsPrincipal Of(KeyHolder holder, string scheme)
    {
        ArgumentNullException.ThrowIfNull(holder);
        return new ClaimsPrincipal(new ClaimsIdentity(
            [
                new(ClaimTypes.Name, holder.Name),
                new(ClaimTypes.NameIdentifier, holder.Id),
                .. holder.Scopes.Select(scope => new Claim(KeyAuthentication.ScopeClaim, scope)),
                .. holder.Sources.Select(source => new Claim(KeyAuthentication.SourceClaim, source)),
            ],
            scheme));
    }

    /// <summary>The key behind a principal that <see cref="Of"/> made.</summary>
    public static KeyHolder Holder(this ClaimsPrincipal user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return new KeyHolder(
            user.KeyId(),
            user.Identity?.Name ?? "",
            [.. user.FindAll(KeyAuthentication.ScopeClaim).Select(claim => claim.Value)],
            [.. user.FindAll(KeyAuthentication.SourceClaim).Select(claim => claim.Value)],
            null);
    }

    /// <summary>"admin" has every scope but the internal one.</summary>
    public static bool HasScope(this ClaimsPrincipal user, string scope)
    {
        ArgumentNullException.ThrowIfNull(user);
        return user.HasClaim(KeyAuthentication.ScopeClaim, scope)
            || (scope != Scopes.Internal && user.HasClaim(KeyAuthentication.ScopeClaim, Scopes.Admin));
    }

    /// <summary>Whether the key may write releases of a source; a key that names no sources may write all.</summary>
    public static bool MayWrite(this ClaimsPrincipal user, string? source)
    {
        ArgumentNullException.ThrowIfNull(user);
        var sources = user.FindAll(KeyAuthentication.SourceClaim).Select(claim => claim.Value).ToList();
        return sources.Count == 0 || user.HasScope(Scopes.Admin) || (source is not null && sources.Contains(source));
    }

    /// <summary>The only source that the key may write, where there is just one.</summary>
    public static string? OnlySource(this ClaimsPrincipal user)
    {
        ArgumentNullException.ThrowIfNull(user);
        var sources = user.FindAll(KeyAuthentication.SourceClaim).ToList();
        return sources.Count == 1 ? sources[0].Value : null;
    }

    /// <summary>The key's id: what idempotency keys are kept apart by.</summary>
    public static string KeyId(this ClaimsPrincipal user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return user.FindFirstValue(ClaimTypes.NameIdentifier) ?? "";
    }

    /// <summary>The key's name and id, for the log.</summary>
    public static string Actor(this ClaimsPrincipal user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return $"key:{user.Identity?.Name} ({user.KeyId()})";
    }

    /// <summary>Asks for a scope.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder endpoint, string scope) where TBuilder : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(policy => policy.RequireAssertion(context => context.User.HasScope(scope)).RequireAuthenticatedUser());
}
