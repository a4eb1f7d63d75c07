using Microsoft.Extensions.Options;
using Syndication.Hosting.Http;
using Syndication.Hosting.Keys;
using Syndication.Hosting.Log;
using Syndication.Webhooks.Delivering;
using Syndication.Webhooks.Joining;

namespace Syndication.Webhooks.Endpoints;

/// <summary><c>/api/webhooks</c>: a partner's endpoints, registered, proved, changed, rotated, removed; scope "partner".</summary>
internal static class RegistrationEndpoints
{
    private static readonly TimeSpan LongestOverlap = TimeSpan.FromDays(30);

    public static void MapRegistrations(this IEndpointRouteBuilder webhooks)
    {
        webhooks.MapPost("", RegisterAsync);
        webhooks.MapGet("", ListAsync);
        webhooks.MapGet("{id:guid}", GetAsync);
        webhooks.MapPatch("{id:guid}", ChangeAsync);
        webhooks.MapDelete("{id:guid}", RemoveAsync);
        webhooks.MapPost("{id:guid}/challenge", ChallengeAsync);
        webhooks.MapPost("{id:guid}/secret", RotateAsync);
        webhooks.MapPost("{id:guid}/disable", DisableAsync);
        webhooks.MapPost("{id:guid}/enable", EnableAsync);
    }

    private static async Task<IResult> RegisterAsync(
        HttpContext context,
        OwnEndpoints own,
        EndpointStore endpoints,
        EndpointSecrets secrets,
        Admission admission,
        IOptions<WebhooksOptions> options,
        [FromKeyedServices(WebhookSender.Client)] DialGuard guard,
        CancellationToken cancellationToken)
    {
        var (request, problem) = await JsonBody.ReadAsync<EndpointRequest>(context, cancellationToken);
        if (request is null)
        {
            return problem!;
        }

        var isPull = request.Kind == "pull";
        if (request.Errors(guard, isNew: true, isPull) is { Count: > 0 } errors)
        {
            return Problems.OfFields(errors);
        }

        if (own.Limit(context) is { } tooMany)
        {
            return tooMany;
        }

        if (await endpoints.CountAsync(context.User.KeyId(), cancellationToken) is var count && !(count < options.Value.MostEndpointsPerKey) && !context.User.HasScope(Scopes.Admin))
        {
            return Problems.Of(StatusCodes.Status409Conflict, $"Your key has {count} endpoints, as many as it may have: remove one first.");
        }

        var secret = EndpointSecrets.Make();
        var endpoint = request.Apply(new WebhookEndpoint
        {
            Id = Guid.CreateVersion7().ToString(),
            Owner = context.User.KeyId(),
            Kind = isPull ? EndpointKind.Pull : EndpointKind.Push,
            State = EndpointState.Pending,
            Contact = "",
            Payload = PayloadForm.Full,
            Events = Messages.EventTypes.OfReleases,
            Secrets = [secrets.Close(secret, endpoints.Now)],
            BackfillDays = request.BackfillDays ?? 0,
            CreatedAt = endpoints.Now,
        });
        if (isPull)
        {
            // Nothing has to be proved of who comes with a key.
            endpoint = await admission.AdmitAsync(endpoint, cancellationToken);
        }

        await endpoints.AddAsync(endpoint, cancellationToken);
        admission.Ring();
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created($"/api/webhooks/{endpoint.Id}", EndpointResponse.Of(endpoint, secret));
    }

    private static async Task<IResult> ListAsync(HttpContext context, EndpointStore endpoints, string? after, CancellationToken cancellationToken, int pageSize = 20)
    {
        var owner = context.User.HasScope(Scopes.Admin) ? null : context.User.KeyId();
        var page = await endpoints.ListAsync(owner, Math.Clamp(pageSize, 1, 200), after, cancellationToken);
        return TypedResults.Ok(new { Items = page.Items.Select(endpoint => EndpointResponse.Of(endpoint)), page.Next, Total = await endpoints.CountAsync(owner, cancellationToken) });
    }

    private static async Task<IResult> GetAsync(Guid id, HttpContext context, OwnEndpoints own, CancellationToken cancellationToken)
    {
        var (endpoint, problem) = await own.FindAsync(id, context, cancellationToken);
        return endpoint is null ? problem! : TypedResults.Ok(EndpointResponse.Of(endpoint));
    }

    private static async Task<IResult> ChangeAsync(
        Guid id,
        HttpContext context,
        OwnEndpoints own,
        EndpointStore endpoints,
        LogConsumers consumers,
        [FromKeyedServices(WebhookSender.Client)] DialGuard guard,
        CancellationToken cancellationToken)
    {
        var (endpoint, missing) = await own.FindAsync(id, context, cancellationToken);
        if (endpoint is null)
        {
            return missing!;
        }

        var (request, problem) = await JsonBody.ReadAsync<EndpointRequest>(context, cancellationToken);
        if (request is null)
        {
            return problem!;
        }

        if (request.Errors(guard, isNew: false, endpoint.Kind == EndpointKind.Pull) is { Count: > 0 } errors)
        {
            return Problems.OfFields(errors);
        }

        if (request.Owner is not null && !context.User.HasScope(Scopes.Admin))
        {
            return Problems.Of(StatusCodes.Status403Forbidden, "An administrator gives an endpoint to another key.");
        }

        // What is planned already stays as it was wanted then, whatever is read again from the log.
        var planned = consumers.Find(LogConsumer.NameOf(typeof(DeliverReleaseConsumer)))?.Applied.Through ?? 0;
        var changed = await endpoints.ChangeAsync(
            endpoint.Id,
            known => OwnEndpoints.IsOf(known, context)
                ? request.Apply(known) with { Since = request.ChangesWishes && known.State != EndpointState.Pending ? Math.Max(known.Since, planned) : known.Since }
                : null,
            cancellationToken);
        return changed is null ? OwnEndpoints.Missing(id) : TypedResults.Ok(EndpointResponse.Of(changed));
    }

    private static async Task<IResult> RemoveAsync(Guid id, HttpContext context, OwnEndpoints own, EndpointStore endpoints, CancellationToken cancellationToken)
    {
        var (endpoint, problem) = await own.FindAsync(id, context, cancellationToken);
        if (endpoint is null)
        {
            return problem!;
        }

        await endpoints.RemoveAsync(endpoint.Id, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> ChallengeAsync(Guid id, HttpContext context, OwnEndpoints own, Challenge challenge, CancellationToken cancellationToken)
    {
        var (endpoint, problem) = await own.FindAsync(id, context, cancellationToken);
        if (endpoint is null || (problem = own.Limit(context)) is not null)
        {
            return problem!;
        }

        if (endpoint.PendingUrl is null)
        {
            return endpoint.Kind == EndpointKind.Pull
                ? Problems.Of(StatusCodes.Status409Conflict, "An endpoint that fetches has nothing to prove.")
                : TypedResults.Ok(EndpointResponse.Of(endpoint));
        }

        var (proved, fault) = await challenge.RunAsync(endpoint, cancellationToken);
        return proved is null ? Problems.Of(StatusCodes.Status422UnprocessableEntity, fault!) : TypedResults.Ok(EndpointResponse.Of(proved));
    }

    private static async Task<IResult> RotateAsync(
        Guid id,
        HttpContext context,
        OwnEndpoints own,
        EndpointStore endpoints,
        EndpointSecrets secrets,
        IOptions<WebhooksOptions> options,
        CancellationToken cancellationToken)
    {
        var (endpoint, missing) = await own.FindAsync(id, context, cancellationToken);
        if (endpoint is null)
        {
            return missing!;
        }

        var (request, problem) = await JsonBody.ReadAsync<RotateRequest>(context, cancellationToken);
        if (request is null)
        {
            return problem!;
        }

        if (request.OverlapHours is { } asked && !(asked >= 0 && asked <= LongestOverlap.TotalHours))
        {
            return Problems.OfFields(new Dictionary<string, string[]> { ["$.overlapHours"] = [$"The old secret can go on signing for 0 to {LongestOverlap.TotalHours} hours."] });
        }

        var overlap = request.OverlapHours is { } hours ? TimeSpan.FromHours(hours) : options.Value.SecretOverlap;
        var secret = EndpointSecrets.Make();
        var changed = await endpoints.ChangeAsync(
            endpoint.Id,
            known => OwnEndpoints.IsOf(known, context) ? known with { Secrets = secrets.Rotate(known.Secrets, secret, endpoints.Now, endpoints.Now + (long)overlap.TotalMilliseconds) } : null,
            cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        return changed is null ? OwnEndpoints.Missing(id) : TypedResults.Ok(EndpointResponse.Of(changed, secret));
    }

    private static async Task<IResult> DisableAsync(Guid id, HttpContext context, OwnEndpoints own, EndpointStore endpoints, CancellationToken cancellationToken)
    {
        var (endpoint, problem) = await own.FindAsync(id, context, cancellationToken);
        if (endpoint is null)
        {
            return problem!;
        }

        var changed = await endpoints.ChangeAsync(
            endpoint.Id,
            known => known.State == EndpointState.Active
                ? known with { State = EndpointState.Disabled, Disabled = new Disablement(endpoints.Now, context.User.KeyId(), "It was disabled by hand.") }
                : null,
            cancellationToken);
        return changed is null && endpoint.State != EndpointState.Disabled
            ? Problems.Of(StatusCodes.Status409Conflict, "The endpoint is not active.")
            : TypedResults.Ok(EndpointResponse.Of(changed ?? endpoint));
    }

    private static async Task<IResult> EnableAsync(Guid id, HttpContext context, OwnEndpoints own, EndpointStore endpoints, Admission admission, CancellationToken cancellationToken)
    {
        var (endpoint, problem) = await own.FindAsync(id, context, cancellationToken);
        if (endpoint is null)
        {
            return problem!;
        }

        var changed = await endpoints.ChangeAsync(
            endpoint.Id,
            known => known.State == EndpointState.Disabled
                ? known with { State = EndpointState.Active, Disabled = null, FailingSince = null, IsNoticeDue = false, ReviveFrom = known.Disabled?.At, ErrandAt = endpoints.Now }
                : null,
            cancellationToken);
        admission.Ring();
        return changed is null && endpoint.State != EndpointState.Active
            ? Problems.Of(StatusCodes.Status409Conflict, "The endpoint's URL is not proved: ask for a challenge.")
            : TypedResults.Ok(EndpointResponse.Of(changed ?? endpoint));
    }

    private sealed record RotateRequest
    {
        public double? OverlapHours { get; init; }
    }
}
