using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Syndication.Hosting.Http;
using Syndication.Hosting.Sending;
using Syndication.Webhooks.Delivering;
using Syndication.Webhooks.Endpoints;
using Syndication.Webhooks.Messages;

namespace Syndication.Webhooks.Reading;

/// <summary>What became of an endpoint's events: every attempt; one again, or all since a time; a test event.</summary>
internal static class DeliveryLogEndpoints
{
    /// <summary>Deliveries that an answer looks at: where a filter leaves most of them out, it has fewer than were asked for, and a cursor.</summary>
    private const int MostRead = 1_000;

    private static readonly string[] States = ["pending", "sending", "deferred", "sent", "failed", "suppressed", "held"];

    public static void MapDeliveryLog(this IEndpointRouteBuilder webhooks)
    {
        webhooks.MapGet("{id:guid}/deliveries", ListAsync);
        webhooks.MapGet("{id:guid}/deliveries/{message:guid}", GetAsync);
        webhooks.MapPost("{id:guid}/deliveries/{message:guid}/resend", ResendAsync);
        webhooks.MapPost("{id:guid}/resend", ResendSinceAsync);
        webhooks.MapPost("{id:guid}/test", TestAsync);
    }

    private static async Task<IResult> ListAsync(
        Guid id,
        HttpContext context,
        OwnEndpoints own,
        BatchStore batches,
        HoldWatcher holds,
        string? state,
        Guid? release,
        string? after,
        CancellationToken cancellationToken,
        int pageSize = 20)
    {
        var (endpoint, problem) = await own.FindAsync(id, context, cancellationToken);
        if (endpoint is null)
        {
            return problem!;
        }

        if (state is not null && !States.Contains(state))
        {
            return Problems.Of(StatusCodes.Status404NotFound, $"There is no state \"{state}\"; there are {string.Join(", ", States)}.");
        }

        var (size, items) = (Math.Clamp(pageSize, 1, 200), new List<DeliveryResponse>());
        for (var read = 0; items.Count < size && read < MostRead;)
        {
            // One batch a delivery: what is left out by a filter is read past.
            var page = await batches.OfEndpointAsync(endpoint.Id, 0, size - items.Count, after, cancellationToken);
            read += page.Items.Count;
            items.AddRange(page.Items
                .Where(batch => release is null || batch.Release == release.Value.ToString())
                .Select(batch => DeliveryResponse.Of(batch, batch.IndexOf(endpoint.Id), batch.IsHeldBy(holds)))
                .Where(item => state is null || item.State.ToString().Equals(state, StringComparison.OrdinalIgnoreCase)));
            after = page.Next;
            if (after is null)
            {
                break;
            }
        }

        return TypedResults.Ok(new { Items = items, Next = after, Total = (long?)null });
    }

    private static async Task<IResult> GetAsync(Guid id, Guid message, HttpContext context, OwnEndpoints own, MessageStore messages, BatchStore batches, HoldWatcher holds, CancellationToken cancellationToken)
    {
        var (endpoint, problem) = await own.FindAsync(id, context, cancellationToken);
        if (endpoint is null)
        {
            return problem!;
        }

        return await FindAsync(endpoint, message, messages, batches, cancellationToken) is not { } found
            ? Missing(message)
            : TypedResults.Ok(DeliveryResponse.Of(
                found.Batch,
                found.Batch.IndexOf(endpoint.Id),
                found.Batch.IsHeldBy(holds),
                JsonNode.Parse(found.Message.Of(endpoint.Payload))));
    }

    private static async Task<IResult> ResendAsync(
        Guid id,
        Guid message,
        HttpContext context,
        OwnEndpoints own,
        MessageStore messages,
        BatchStore batches,
        Resending resending,
        HoldWatcher holds,
        CancellationToken cancellationToken)
    {
        var (endpoint, problem) = await own.FindAsync(id, context, cancellationToken);
        if (endpoint is null || (problem = Sendable(endpoint) ?? own.Limit(context)) is not null)
        {
            return problem!;
        }

        if (await FindAsync(endpoint, message, messages, batches, cancellationToken) is not { } found)
        {
            return Missing(message);
        }

        var (changed, reason) = await resending.OneAsync(endpoint, found.Batch, cancellationToken);
        return changed is null
            ? Problems.Of(StatusCodes.Status409Conflict, reason!)
            : TypedResults.Accepted($"/api/webhooks/{id}/deliveries/{message}", DeliveryResponse.Of(changed, changed.IndexOf(endpoint.Id), changed.IsHeldBy(holds)));
    }

    private static async Task<IResult> ResendSinceAsync(
        Guid id,
        HttpContext context,
        OwnEndpoints own,
        Resending resending,
        TimeProvider time,
        IOptions<WebhooksOptions> options,
        CancellationToken cancellationToken)
    {
        var (endpoint, missing) = await own.FindAsync(id, context, cancellationToken);
        if (endpoint is null || (missing = Sendable(endpoint) ?? own.Limit(context)) is not null)
        {
            return missing!;
        }

        var (request, problem) = await JsonBody.ReadAsync<ResendRequest>(context, cancellationToken);
        if (request is null)
        {
            return problem!;
        }

        var oldest = time.GetUtcNow() - options.Value.KeepPayloads;
        if (request.Since is not { } since || since < oldest)
        {
            return Problems.OfFields(new Dictionary<string, string[]> { ["$.since"] = [$"Say since when, in RFC 3339; payloads are kept for {options.Value.KeepPayloads.TotalDays:0} days."] });
        }

        var count = await resending.SinceAsync(endpoint, since, request.Until, request.MissedOnly, cancellationToken);
        return TypedResults.Accepted($"/api/webhooks/{id}/deliveries", new { Count = count });
    }

    private static async Task<IResult> TestAsync(Guid id, HttpContext context, OwnEndpoints own, TestEvent test, CancellationToken cancellationToken)
    {
        var (endpoint, problem) = await own.FindAsync(id, context, cancellationToken);
        if (endpoint is null || (problem = Sendable(endpoint) ?? own.Limit(context)) is not null)
        {
            return problem!;
        }

        var batch = await test.SendAsync(endpoint, cancellationToken);
        return TypedResults.Accepted($"/api/webhooks/{id}/deliveries/{batch.Message}", DeliveryResponse.Of(batch, 0, isHeld: false));
    }

    private static async Task<(DeliveryBatch Batch, Message Message)?> FindAsync(WebhookEndpoint endpoint, Guid id, MessageStore messages, BatchStore batches, CancellationToken cancellationToken) =>
        await messages.FindAsync(id.ToString(), cancellationToken) is { } message
        && await batches.FindAsync(DeliveryBatch.IdOf(message.Id, DeliveryBatch.NumberOf(endpoint.Id, message.Batches)), cancellationToken) is { } batch
        && batch.IndexOf(endpoint.Id) >= 0
            ? (batch, message)
            : null;

    private static IResult? Sendable(WebhookEndpoint endpoint) => endpoint.State switch
    {
        EndpointState.Active => null,
        EndpointState.Disabled => Problems.Of(StatusCodes.Status409Conflict, "The endpoint is disabled: enable it first."),
        _ => Problems.Of(StatusCodes.Status409Conflict, "The endpoint's URL is not proved: ask for a challenge."),
    };

    private static IResult Missing(Guid message) => Problems.Of(StatusCodes.Status404NotFound, $"This endpoint was to be told of no event {message}, or its payload is no longer kept.");

    private sealed record ResendRequest
    {
        public DateTimeOffset? Since { get; init; }
        public DateTimeOffset? Until { get; init; }

        /// <summary>Leaves out what arrived.</summary>
        public bool MissedOnly { get; init; }
    }
}
