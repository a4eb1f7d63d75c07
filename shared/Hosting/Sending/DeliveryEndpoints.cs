using Syndication.Hosting.Http;
using Syndication.Hosting.Keys;
using Syndication.Storage;

namespace Syndication.Hosting.Sending;

/// <summary><c>GET /api/deliveries</c>: who was sent which version of a release by this process, channel after channel; scope "desk".</summary>
internal static class DeliveryEndpoints
{
    private const int DefaultPageSize = 20;
    private const int MaxPageSize = 200;

    /// <summary>Maps nothing in a process that sends nothing. With <c>sum=true</c> rows are counted: an item a language, version, event and state.</summary>
    public static void MapDeliveries(this IEndpointRouteBuilder endpoints)
    {
        if (endpoints.ServiceProvider.GetServices<DeliveryLedger>().Any())
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
        IEnumerable<DeliveryLedger> registered,
        CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(release, out var id))
        {
            return Problems.OfFields(new Dictionary<string, string[]> { ["release"] = ["Say which release, by its id."] });
        }

        var ledgers = registered.OrderBy(ledger => ledger.Channel, StringComparer.Ordinal).ToList();
        var (channel, inner) = after?.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? (after[..dot], after[(dot + 1)..]) : (ledgers[0].Channel, after);
        var place = ledgers.FindIndex(ledger => ledger.Channel == channel);
        if (place < 0)
        {
            throw new InvalidCursorException();
        }

        if (sum == true && ledgers[place].SumAsync is { } sumAsync)
        {
            var sums = await sumAsync(id, cancellationToken);
            return TypedResults.Ok(new DeliveryPage([.. sums.Where(one => version is null || one.Version == version)], After(ledgers, place), ledgers.Count == 1 ? sums.Count : null));
        }

        var size = Math.Clamp(pageSize ?? DefaultPageSize, 1, MaxPageSize);
        var page = await ledgers[place].ReadAsync(new DeliveryQuery(id, version, recipient, size, string.IsNullOrEmpty(inner) ? null : inner), cancellationToken);
        return TypedResults.Ok(page with { Next = page.Next is not null ? $"{channel}.{page.Next}" : After(ledgers, place), Total = ledgers.Count == 1 ? page.Total : null });
    }

    /// <summary>Where the next channel begins.</summary>
    private static string? After(List<DeliveryLedger> ledgers, int place) => place + 1 < ledgers.Count ? $"{ledgers[place + 1].Channel}." : null;
}
