using Syndication.Hosting.Http;
using Syndication.Text;

namespace Syndication.Hosting.Keys;

/// <summary><c>/api/keys</c>: made, listed, revoked; scope "admin".</summary>
internal static class KeyEndpoints
{
    public static void MapKeys(this IEndpointRouteBuilder endpoints)
    {
        var keys = endpoints.MapGroup("/api/keys").RequireScope(Scopes.Admin).WithTags("Keys");
        keys.MapPost("", MakeAsync);
        keys.MapGet("", ListAsync);
        keys.MapDelete("{id}", RevokeAsync);
    }

    private static async Task<IResult> MakeAsync(MakeKeyRequest request, KeyStore keys, TimeProvider time, CancellationToken cancellationToken)
    {
        var errors = Check(request, time.GetUtcNow());
        if (errors.Count > 0)
        {
            return Problems.OfFields(errors);
        }

        var (text, key) = await keys.MakeAsync(request.Name!.Trim(), request.Scopes!, request.Sources ?? [], request.ExpiresAt, cancellationToken);
        return TypedResults.Created($"/api/keys/{key.Id}", new MadeKeyResponse(text, AsResponse(key)));
    }

    private static async Task<IResult> ListAsync(KeyStore keys, string? after, CancellationToken cancellationToken, int pageSize = 20)
    {
        var page = await keys.ListAsync(Math.Clamp(pageSize, 1, 200), after, cancellationToken);
        return TypedResults.Ok(new { Items = page.Items.Select(AsResponse), page.Next, Total = (long?)null });
    }

    private static async Task<IResult> RevokeAsync(string id, KeyStore keys, CancellationToken cancellationToken) =>
        await keys.RevokeAsync(id, cancellationToken)
            ? TypedResults.NoContent()
            : Problems.Of(StatusCodes.Status404NotFound, $"There is no key {id}.");

    private static Dictionary<string, string[]> Check(MakeKeyRequest request, DateTimeOffset now)
    {
        var errors = new Dictionary<string, string[]>();
        if (string.IsNullOrWhiteSpace(request.Name) || request.Name.Length > 100 || request.Name.Any(char.IsControl))
        {
            errors["$.name"] = ["Say in one line of at most 100 characters what the key is for."];
        }

        if (request.Scopes is not { Count: > 0 } || request.Scopes.Except(Scopes.All).Any())
        {
            errors["$.scopes"] = [$"Give one or more of {string.Join(", ", Scopes.All)}."];
        }

        if (request.Sources?.Any(source => !Slug.IsValid(source)) == true)
        {
            errors["$.sources"] = ["Sources are slugs: lower-case letters, digits and hyphens."];
        }

        if (request.ExpiresAt <= now)
        {
            errors["$.expiresAt"] = ["The key would have expired already."];
        }

        return errors;
    }

    private static KeyResponse AsResponse(ApiKey key) =>
        new(key.Id, key.Name, key.Scopes, key.Sources, DateTimeOffset.FromUnixTimeMilliseconds(key.CreatedAt), key.ExpiresAt, key.RevokedAt);

    private sealed record MakeKeyRequest(string? Name, IReadOnlyList<string>? Scopes, IReadOnlyList<string>? Sources, DateTimeOffset? ExpiresAt);

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
