using System.Threading.RateLimiting;
using Syndication.Hosting.Http;
using Syndication.Hosting.Keys;

namespace Syndication.Webhooks.Endpoints;

/// <summary>A key sees the endpoints that it registered, and an administrator all; of others nobody learns that they exist.</summary>
internal sealed class OwnEndpoints(EndpointStore endpoints) : IDisposable
{
    /// <summary>What makes this installation post, or write much: so many together from a key, then one every few seconds.</summary>
    private readonly PartitionedRateLimiter<string> _posts = PartitionedRateLimiter.Create<string, string>(key => RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
    {
        TokenLimit = 20,
        TokensPerPeriod = 1,
        ReplenishmentPeriod = TimeSpan.FromSeconds(6),
        QueueLimit = 0,
    }));

    /// <summary>Questions of a key that wait for an event at the same time.</summary>
    private readonly PartitionedRateLimiter<string> _waits = PartitionedRateLimiter.Create<string, string>(key =>
        RateLimitPartition.GetConcurrencyLimiter(key, _ => new ConcurrencyLimiterOptions { PermitLimit = 20, QueueLimit = 0 }));

    /// <summary>The endpoint, or the answer that there is none.</summary>
    public async Task<(WebhookEndpoint? Endpoint, IResult? Problem)> FindAsync(Guid id, HttpContext context, CancellationToken cancellationToken) =>
        await endpoints.FindAsync(id.ToString(), cancellationToken) is { } endpoint && IsOf(endpoint, context)
            ? (endpoint, null)
            : (null, Missing(id));

    public static IResult Missing(Guid id) => Problems.Of(StatusCodes.Status404NotFound, $"Your key has no endpoint {id}.");

    public static bool IsOf(WebhookEndpoint endpoint, HttpContext context) => endpoint.Owner == context.User.KeyId() || context.User.HasScope(Scopes.Admin);

    /// <summary>Null where the key may have something posted now.</summary>
    public IResult? Limit(HttpContext context)
    {
        if (context.User.HasScope(Scopes.Admin) || _posts.AttemptAcquire(context.User.KeyId()).IsAcquired)
        {
            return null;
        }

        context.Response.Headers.RetryAfter = "6";
        return Problems.Of(StatusCodes.Status429TooManyRequests, "Too many registrations, challenges, test events and resends at once: wait a few seconds.");
    }

    /// <summary>A place to wait in for an event, until it is disposed of; none is acquired where the key has taken all of its own.</summary>
    public RateLimitLease Wait(HttpContext context) => _waits.AttemptAcquire(context.User.KeyId());

    public void Dispose()
    {
        _posts.Dispose();
        _waits.Dispose();
    }
}
