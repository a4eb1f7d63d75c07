using System.Globalization;
using Syndication.Hosting.Http;
using Syndication.Webhooks.Endpoints;

namespace Syndication.Webhooks.Pulling;

/// <summary>
/// <c>GET /api/webhooks/{id}/events?after=</c>: the events of an endpoint that fetches, in the order of their arrival. The
/// cursor of an answer is given with the next question; it never passes anything, and an old one gives the same again.
/// </summary>
internal static class PullEndpoints
{
    private const int MaxPageSize = 200;
    private const int MaxCharacters = 8 * 1024 * 1024;
    private const int LongestWait = 30;
    private static readonly TimeSpan Looks = TimeSpan.FromMilliseconds(250);

    public static void MapPull(this IEndpointRouteBuilder webhooks) => webhooks.MapGet("{id:guid}/events", PullAsync);

    private static async Task<IResult> PullAsync(
        Guid id,
        HttpContext context,
        OwnEndpoints own,
        PullReader reader,
        TimeProvider time,
        string? after,
        CancellationToken cancellationToken,
        int pageSize = 20,
        int wait = 0)
    {
        var (endpoint, problem) = await own.FindAsync(id, context, cancellationToken);
        if (endpoint is null)
        {
            return problem!;
        }

        if (endpoint.Kind != EndpointKind.Pull)
        {
            return Problems.Of(StatusCodes.Status409Conflict, "This endpoint is posted to: register one of kind pull to fetch events.");
        }

        if (endpoint.State == EndpointState.Disabled)
        {
            return Problems.Of(StatusCodes.Status409Conflict, "The endpoint is disabled: enable it first.");
        }

        if (!long.TryParse(after ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return Problems.OfFields(new Dictionary<string, string[]> { ["after"] = ["This is no cursor that an answer gave: leave it out to begin with the oldest."] });
        }

        // Who waits in too many places at once is answered without waiting.
        using var place = own.Wait(context);
        var longest = place.IsAcquired ? TimeSpan.FromSeconds(Math.Clamp(wait, 0, LongestWait)) : TimeSpan.Zero;
        var start = time.GetTimestamp();
        while (true)
        {
            var (items, next) = await reader.ReadAsync(endpoint, number, Math.Clamp(pageSize, 1, MaxPageSize), MaxCharacters, cancellationToken);
            if (items.Count > 0 || time.GetElapsedTime(start) >= longest)
            {
                context.Response.Headers.CacheControl = "no-store";
                return TypedResults.Ok(new { Items = items, Next = next.ToString(CultureInfo.InvariantCulture), Total = (long?)null });
            }

            number = next;
            await Task.Delay(Looks, time, cancellationToken);
        }
    }
}
