using System.Text.Json.Serialization;
using Syndication.Hosting.Http;
using Syndication.Hosting.Keys;

namespace Syndication.Newsroom.Keys;

/// <summary><c>/api/keys</c>: made, listed, expired, revoked; scope "admin". <c>/internal/keys/check</c>: asked by every service.</summary>
internal static class KeyEndpoints
{
    public static void MapKeys(this IEndpointRouteBuilder endpoints)
    {
        var keys = endpoints.MapGroup("/api/keys").RequireScope(Scopes.Admin).WithTags("Keys");
        keys.MapPost("", MakeAsync);
        keys.MapGet("", ListAsync);
        keys.MapPatch("{id}", ExpireAsync);
        keys.MapDelete("{id}", RevokeAsync);
        endpoints.MapPost("/internal/keys/check", CheckAsync).RequireScope(Scopes.Internal).ExcludeFromDescription();
    }

    private static async Task<CheckKeyResponse> CheckAsync(CheckKeyRequest request, KeyStore keys, CancellationToken cancellationToken) =>
        new((await keys.CheckAsync(request.Id, request.Hash, cancellationToken))?.AsHolder());

    private static async Task<IResult> MakeAsync(MakeKeyRequest request, HttpContext context, KeyStore keys, TimeProvider time, CancellationToken cancellationToken)
    {
        var (wanted, errors) = NewKey.Read(request.Name, request.Scopes, request.Sources, request.ExpiresAt, time.GetUtcNow());
        if (wanted is null)
        {
            return Problems.OfFields(errors);
        }

        var (text, key) = await keys.MakeAsync(wanted, context.User.Actor(), cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created($"/api/keys/{key.Id}", new MadeKeyResponse(text.Text, AsResponse(key)));
    }

    private static async Task<IResult> ListAsync(KeyStore keys, string? after, CancellationToken cancellationToken, int pageSize = 20)
    {
        var page = await keys.ListAsync(Math.Clamp(pageSize, 1, 200), after, cancellationToken);
        return TypedResults.Ok(new { Items = page.Items.Select(AsResponse), page.Next, Total = await keys.CountAsync(cancellationToken) });
    }

    private static async Task<IResult> ExpireAsync(string id, ExpireKeyRequest request, HttpContext context, KeyStore keys, CancellationToken cancellationToken)
    {
        if (!request.SaysWhen)
        {
            return Problems.OfFields(new Dictionary<string, string[]> { ["$.expiresAt"] = ["Say when the key ends; null for never."] });
        }

        return await keys.ExpireAsync(id, request.ExpiresAt, context.User.Actor(), cancellationToken) switch
        {
            (KeyChange.Done, { } key) => TypedResults.Ok(AsResponse(key)),
            (KeyChange.LastAdministrator, _) => Problems.Of(StatusCodes.Status409Conflict, "No other administrator's key is in force by then: make another one before you let this one end."),
            _ => Problems.Of(StatusCodes.Status404NotFound, $"There is no key {id}, or it is revoked."),
        };
    }

    private static async Task<IResult> RevokeAsync(string id, HttpContext context, KeyStore keys, CancellationToken cancellationToken) =>
        await keys.RevokeAsync(id, context.User.Actor(), cancellationToken) switch
        {
            KeyChange.Done => TypedResults.NoContent(),
            KeyChange.LastAdministrator => Problems.Of(StatusCodes.Status409Conflict, "This is the last administrator's key in force: make another one before you revoke it."),
            _ => Problems.Of(StatusCodes.Status404NotFound, $"There is no key {id}."),
        };

    private static KeyResponse AsResponse(ApiKey key) =>
        new(key.Id, key.Name, key.Scopes, key.Sources, DateTimeOffset.FromUnixTimeMilliseconds(key.CreatedAt), key.ExpiresAt, key.RevokedAt);

    /// <summary>What it does not name is not limited: a name that is misspelt is refused.</summary>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    private sealed record MakeKeyRequest(string? Name, IReadOnlyList<string?>? Scopes, IReadOnlyList<string?>? Sources, DateTimeOffset? ExpiresAt);

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    private sealed record ExpireKeyRequest
    {
        /// <summary>Null for never.</summary>
        public DateTimeOffset? ExpiresAt
        {
            get;
            init
            {
                field = value;
                SaysWhen = true;
            }
        }

        /// <summary>Whether <see cref="ExpiresAt"/> was given: a key that never ends has to be asked for.</summary>
        [JsonIgnore]
        public bool SaysWhen { get; private init; }
    }

    private sealed record MadeKeyResponse(string Key, KeyResponse Details);

    private sealed record KeyResponse(
        string Id,
        string Name,
        IReadOnlyList<string> Scopes,
        IReadOnlyList<string> Sources,
        DateTimeOffset CreatedAt,
        DateTimeOffset? ExpiresAt,
        DateTimeOffset? RevokedAt);
}
