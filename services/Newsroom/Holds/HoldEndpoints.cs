using Syndication.Hosting.Http;
using Syndication.Hosting.Keys;
using Syndication.Hosting.Sending;

namespace Syndication.Newsroom.Holds;

/// <summary><c>/api/hold</c>: what may not be sent, given, listed, lifted; scope "desk". <c>/internal/hold</c>: asked by every sender.</summary>
internal static class HoldEndpoints
{
    public static void MapHolds(this IEndpointRouteBuilder endpoints)
    {
        var holds = endpoints.MapGroup("/api/hold").RequireScope(Scopes.Desk).WithTags("Hold");
        holds.MapPost("", GiveAsync);
        holds.MapGet("", ListAsync);
        holds.MapDelete("{id}", LiftAsync);
        endpoints.MapGet("/internal/hold", TellAsync).RequireScope(Scopes.Internal).ExcludeFromDescription();
    }

    private static async Task<HoldAnswer> TellAsync(HoldStore holds, CancellationToken cancellationToken) => new(await holds.ListAsync(cancellationToken));

    private static async Task<IResult> GiveAsync(HoldRequest request, HttpContext context, HoldStore holds, CancellationToken cancellationToken)
    {
        if (request.Errors() is { Count: > 0 } errors)
        {
            return Problems.OfFields(errors);
        }

        return await holds.GiveAsync(request.Channel, request.Release, request.Reason!.Trim(), context.User.Actor(), cancellationToken) is { } hold
            ? TypedResults.Ok(hold)
            : Problems.Of(StatusCodes.Status409Conflict, $"{HoldStore.Most} holds are in force: lift some, or stop a whole channel.");
    }

    private static async Task<IResult> ListAsync(HoldStore holds, CancellationToken cancellationToken)
    {
        var list = await holds.ListAsync(cancellationToken);
        return TypedResults.Ok(new { Items = list, Next = (string?)null, Total = list.Count });
    }

    private static async Task<IResult> LiftAsync(string id, HttpContext context, HoldStore holds, CancellationToken cancellationToken) =>
        await holds.LiftAsync(id, context.User.Actor(), cancellationToken)
            ? TypedResults.NoContent()
            : Problems.Of(StatusCodes.Status404NotFound, $"There is no hold {id}: it was lifted before, or never given.");
}
