using System.Security.Claims;
using Syndication.Hosting.Http;
using Syndication.Hosting.Keys;
using Syndication.Hosting.Sending;

namespace Syndication.Newsroom.Sent;

/// <summary>
/// <c>GET /api/deliveries</c> of an installation whose services run apart: what each of them answers there, one after the
/// other, and which did not answer.
/// </summary>
internal static class SentEndpoints
{
    private const int DefaultPageSize = 20;

    /// <summary>Maps nothing in a process that sends itself: there the ledgers of the process are all there are.</summary>
    public static void MapSent(this IEndpointRouteBuilder endpoints)
    {
        if (!endpoints.ServiceProvider.GetServices<DeliveryLedger>().Any())
        {
            endpoints.MapGet("/api/deliveries", ListAsync).RequireScope(Scopes.Desk).WithTags("Deliveries");
        }
    }

    private static async Task<IResult> ListAsync(
        string? release,
        int? version,
        string? recipient,
        string? after,
        int? pageSize,
        bool? sum,
        SentReader sent,
        ClaimsPrincipal person,
        CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(release, out var id))
        {
            return Problems.OfFields(new Dictionary<string, string[]> { ["release"] = ["Say which release, by its id."] });
        }

        var list = sum == true
            ? await sent.SumAsync(id, person, cancellationToken)
            : await sent.ReadAsync(id, version, recipient, pageSize ?? DefaultPageSize, after, person, cancellationToken);
        var items = sum == true && version is not null ? [.. list.Items.Where(one => one.Version == version)] : list.Items;
        return TypedResults.Ok(new { Items = items, list.Next, Total = (long?)null, list.Unanswered });
    }
}
