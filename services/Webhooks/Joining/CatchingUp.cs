using Syndication.Hosting.Log;
using Syndication.Webhooks.Endpoints;
using Syndication.Webhooks.Planning;

namespace Syndication.Webhooks.Joining;

/// <summary>
/// Plans for an endpoint what was logged while its joining was written down: a fact whose recipients were looked up just
/// before has not seen it. What is not in the projection yet will.
/// </summary>
internal sealed class CatchingUp(LogClient log, FanOut fanOut)
{
    /// <param name="after">Where the log stood when it joined.</param>
    /// <exception cref="HttpRequestException">The log does not answer.</exception>
    public async Task RunAsync(WebhookEndpoint endpoint, long after, CancellationToken cancellationToken)
    {
        var head = await log.HeadAsync(cancellationToken);
        while (after < head && (await log.ReadAsync(after, LogPage.MaxEntries, cancellationToken)).Entries is { Count: > 0 } entries)
        {
            foreach (var fact in entries)
            {
                await fanOut.PlanAsync(fact, endpoint, cancellationToken);
            }

            after = entries[^1].Sequence;
        }
    }
}
