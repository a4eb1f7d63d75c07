using Syndication.Hosting.Log;
using Syndication.Hosting.Projection;
using Syndication.Storage;
using Syndication.Text;
using Syndication.Webhooks.Endpoints;
using Syndication.Webhooks.Planning;

namespace Syndication.Webhooks.Joining;

/// <summary>Tells an endpoint that has joined of what was published in the days before, oldest first.</summary>
internal sealed class Backfill([FromKeyedServices(WebhooksModule.ServiceName)] ReleaseProjection projection, FanOut fanOut, LogConsumers consumers)
{
    /// <summary>The most that can be asked for.</summary>
    public const int MostDays = 90;

    private const int PageSize = 100;

    /// <summary>
    /// Whether all that was logged before it joined has been read: until then the projection lacks what no event will
    /// tell it of either.
    /// </summary>
    public bool IsReadyFor(WebhookEndpoint endpoint) =>
        consumers.Find(LogConsumer.NameOf(typeof(DeliverReleaseConsumer)))?.Applied.Through >= endpoint.Since;

    /// <param name="from">Unix milliseconds: what counts is when a release was published.</param>
    public async Task RunAsync(WebhookEndpoint endpoint, long from, CancellationToken cancellationToken)
    {
        string? after = null;
        do
        {
            var page = await projection.Rows.QueryAsync(
                new Query<ProjectedRelease>("order").Where(row => row.Facets, FacetKeys.Any).Where(row => row.SortAt, Comparison.AtLeast, from).Take(PageSize).After(after),
                cancellationToken);
            foreach (var row in page.Items)
            {
                await fanOut.BackfillAsync(row, endpoint, cancellationToken);
            }

            after = page.Next;
        }
        while (after is not null);
    }
}
