using Syndication.Hosting.Keys;
using Syndication.Hosting.Log;

namespace Syndication.Hosting.Health;

/// <summary><c>GET /internal/quiet</c>: whether everything that was logged is applied, and shown by this process.</summary>
internal static class QuietEndpoints
{
    public static void MapQuiet(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/internal/quiet", AnswerAsync).RequireScope(Scopes.Internal).ExcludeFromDescription();

    private static async Task<Quietness> AnswerAsync(
        LogClient log,
        LogConsumers consumers,
        IEnumerable<Replica> replicas,
        IEnumerable<PendingWork> work,
        CancellationToken cancellationToken)
    {
        var head = await log.HeadAsync(cancellationToken);
        var lags = consumers.All.Select(progress => new Lag(progress.Consumer.Name, head - progress.Applied.Through))
            .Concat(replicas.Select(replica => new Lag(replica.Name, head - replica.Position().Through)))
            .ToList();
        foreach (var part in work)
        {
            lags.Add(new Lag(part.Name, await part.CountAsync(cancellationToken)));
        }

        // Work that was found by applying an entry, and ended in another, has moved the head meanwhile.
        return new Quietness(head, lags.All(lag => lag.Entries <= 0) && await log.HeadAsync(cancellationToken) == head, lags);
    }
}

/// <summary>What is still to go in one process.</summary>
/// <param name="Head">The highest sequence of the log.</param>
public sealed record Quietness(long Head, bool IsQuiet, IReadOnlyList<Lag> Lags);

/// <summary>How far a consumer or a replica is behind, or how many rows of a service are due, leased or on their way.</summary>
public sealed record Lag(string Name, long Entries);
