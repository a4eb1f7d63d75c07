using Syndication.Hosting.Http;
using Syndication.Hosting.Keys;
using Syndication.Hosting.Log;

namespace Syndication.Hosting.Parking;

/// <summary><c>/api/parked</c>: what consumers could not apply, with retry; scope "admin".</summary>
internal static class ParkedEndpoints
{
    private const int MaxItems = 200;

    public static void MapParked(this IEndpointRouteBuilder endpoints)
    {
        var parked = endpoints.MapGroup("/api/parked").RequireScope(Scopes.Admin).WithTags("Parked");
        parked.MapGet("", ListAsync);
        parked.MapPost("{id}/retry", RetryAsync);
    }

    private static async Task<IResult> ListAsync(ParkingLot parking, CancellationToken cancellationToken)
    {
        var items = await parking.ListAsync(MaxItems, cancellationToken);
        var counts = await parking.CountAsync(cancellationToken);
        return TypedResults.Ok(new
        {
            Items = items.Select(AsResponse),
            Next = (string?)null,
            Total = counts.Values.Any(count => count is null) ? null : counts.Values.Sum(),
        });
    }

    private static async Task<IResult> RetryAsync(string id, ParkingLot parking, LogConsumers consumers, Loopback loopback, HostingTelemetry telemetry, CancellationToken cancellationToken)
    {
        var parked = await parking.FindAsync(id, cancellationToken);
        if (parked is null || consumers.Find(parked.Consumer) is not { } progress)
        {
            return Problems.Of(StatusCodes.Status404NotFound, $"Nothing is parked under {id}.");
        }

        using var activity = telemetry.StartDelivery("retry", parked.Message);
        await loopback.SendAsync(progress.Consumer, parked.Message, LogHeaders.Parked, cancellationToken);
        return TypedResults.Accepted("/api/parked", AsResponse(parked));
    }

    private static object AsResponse(ParkedMessage parked) => new
    {
        parked.Id,
        parked.Service,
        parked.Consumer,
        parked.Message.Sequence,
        Release = parked.Message.Release.Id,
        parked.Message.Release.Version,
        parked.Message.Release.Language,
        parked.Reason,
        parked.Exception,
        parked.TraceId,
        ParkedAt = DateTimeOffset.FromUnixTimeMilliseconds(parked.ParkedAt),
        parked.Retries,
    };
}
