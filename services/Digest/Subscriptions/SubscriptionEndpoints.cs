using System.Net;
using System.Threading.RateLimiting;
using Syndication.Contracts.Subscribing;
using Syndication.Hosting;
using Syndication.Hosting.Http;
using Syndication.Hosting.Keys;

namespace Syndication.Digest.Subscriptions;

/// <summary>
/// <c>POST /api/subscriptions</c>, open to everybody and limited by client; the same for the newsroom's form, which limits its
/// clients itself. What an operator does for somebody who calls is under <c>/api/subscriptions/</c>, scope "admin": addresses
/// travel in bodies, for addresses of requests are logged on the way.
/// </summary>
internal static class SubscriptionEndpoints
{
    public static void MapSubscriptions(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/api/subscriptions", AskAsync).WithTags("Subscriptions");
        endpoints.MapPost("/internal/subscriptions", NoteAsync).RequireScope(Scopes.Internal).ExcludeFromDescription();
        var desk = endpoints.MapGroup("/api/subscriptions").RequireScope(Scopes.Admin).WithTags("Subscriptions");
        desk.MapGet("/counts", CountAsync);
        desk.MapPost("/find", FindAsync);
        desk.MapPost("/erase", EraseAsync);
        desk.MapPost("/release", ReleaseAsync);
    }

    private static async Task<IResult> AskAsync(SubscriptionForm form, HttpContext context, AskLimit limit, Wishes wishes, RequestStore requests, AddressHash hashes, Bell<RequestReader> bell, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!limit.Allows(context.Connection.RemoteIpAddress))
        {
            context.Response.Headers.RetryAfter = "60";
            return Problems.Of(StatusCodes.Status429TooManyRequests, "Too many subscriptions were asked for from your address: wait a minute.");
        }

        return await NoteAsync(form, wishes, requests, hashes, bell, time, cancellationToken);
    }

    /// <summary>Answers the same whether the address is known or not, having looked at neither.</summary>
    private static async Task<IResult> NoteAsync(SubscriptionForm form, Wishes wishes, RequestStore requests, AddressHash hashes, Bell<RequestReader> bell, TimeProvider time, CancellationToken cancellationToken)
    {
        if (wishes.Read(form, out var errors) is not ({ } address, { } preferences))
        {
            return Problems.OfFields(errors);
        }

        var now = time.GetUtcNow();
        var request = new SubscriptionRequest(Guid.CreateVersion7(now).ToString(), address.ToString(), hashes.Of(address), preferences, now.ToUnixTimeMilliseconds());
        await requests.AddAsync(request, cancellationToken);
        bell.Ring();
        return TypedResults.Json(new SubscriptionAsked("A mail is on its way to this address; nothing is sent until its reader has confirmed it."), statusCode: StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> CountAsync(SubscriptionStore subscriptions, CancellationToken cancellationToken) => TypedResults.Ok(new SubscriptionCounts(
        await subscriptions.CountAsync("active", cancellationToken),
        await subscriptions.CountAsync("requested", cancellationToken),
        await subscriptions.CountAsync("left", cancellationToken),
        await subscriptions.CountAsync("unreachable", cancellationToken)));

    private static async Task<IResult> FindAsync(AddressForm form, AddressHash hashes, SubscriptionStore subscriptions, SuppressionStore suppressions, SubscriptionExporter exporter, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        if (Wishes.ReadAddress(form.Address, errors) is not { } address)
        {
            return Problems.OfFields(errors);
        }

        var found = await subscriptions.FindByAddressAsync(hashes.Of(address), cancellationToken);
        var suppression = await suppressions.FindAsync(hashes.Of(address), cancellationToken);
        return TypedResults.Ok(new FoundSubscription(
            found?.Id,
            found is null ? null : await exporter.ExportAsync(found, cancellationToken),
            suppression is null ? null : new FoundSuppression(suppression.Reason, DateTimeOffset.FromUnixTimeMilliseconds(suppression.At))));
    }

    private static async Task<IResult> EraseAsync(AddressForm form, AddressHash hashes, SubscriptionStore subscriptions, SuppressionStore suppressions, RequestStore requests, Departures departures, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        if (Wishes.ReadAddress(form.Address, errors) is not { } address)
        {
            return Problems.OfFields(errors);
        }

        var hash = hashes.Of(address);
        await requests.RemoveAsync(hash, cancellationToken);

        // In this order: an import that adds the address meanwhile finds this, or what it adds is found.
        await suppressions.AddAsync(hash, SuppressionReason.Erased, cancellationToken);
        if (await subscriptions.FindByAddressAsync(hash, cancellationToken) is { } found)
        {
            await departures.EraseAsync(found.Id, cancellationToken);
        }
        else
        {
            await departures.EraseAsync(address, hash, cancellationToken);
        }

        return TypedResults.NoContent();
    }

    /// <summary>Takes an address off the suppression list: the operator knows better.</summary>
    private static async Task<IResult> ReleaseAsync(AddressForm form, AddressHash hashes, SuppressionStore suppressions, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        if (Wishes.ReadAddress(form.Address, errors) is not { } address)
        {
            return Problems.OfFields(errors);
        }

        return await suppressions.RemoveAsync(hashes.Of(address), cancellationToken)
            ? TypedResults.NoContent()
            : Problems.Of(StatusCodes.Status404NotFound, "This address is not on the suppression list.");
    }
}

/// <summary>How often a client may ask.</summary>
internal sealed class AskLimit : IDisposable
{
    private readonly PartitionedRateLimiter<IPAddress?> _asked = ClientLimit.Of(burst: 10, each: TimeSpan.FromMinutes(1));

    public bool Allows(IPAddress? client) => _asked.AttemptAcquire(client).IsAcquired;

    public void Dispose() => _asked.Dispose();
}

/// <summary>The answer to everybody who asks.</summary>
internal sealed record SubscriptionAsked(string Message);

/// <summary>By state; null for more than the store counts.</summary>
internal sealed record SubscriptionCounts(long? Active, long? Requested, long? Left, long? Unreachable);

internal sealed record AddressForm(string? Address);

/// <param name="Id">What deliveries know the subscriber by.</param>
internal sealed record FoundSubscription(string? Id, SubscriptionExport? Subscription, FoundSuppression? Suppression);

internal sealed record FoundSuppression(SuppressionReason Reason, DateTimeOffset At);
