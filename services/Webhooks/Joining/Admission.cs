using Syndication.Hosting;
using Syndication.Hosting.Log;
using Syndication.Webhooks.Endpoints;

namespace Syndication.Webhooks.Joining;

/// <summary>Lets an endpoint in: from the head of the log on, and with the days before that it asked for.</summary>
internal sealed class Admission(EndpointStore endpoints, LogClient log, Bell<ErrandRunner> errands)
{
    /// <summary>The endpoint as it is to be stored; afterwards somebody has to <see cref="Ring"/>.</summary>
    /// <exception cref="HttpRequestException">The log does not answer, and without it nobody knows what is news.</exception>
    public async Task<WebhookEndpoint> AdmitAsync(WebhookEndpoint endpoint, CancellationToken cancellationToken)
    {
        var head = await log.HeadAsync(cancellationToken);
        return endpoint with
        {
            State = EndpointState.Active,
            Since = head,
            CatchUpFrom = head,
            BackfillFrom = endpoint.BackfillDays > 0 ? endpoints.Now - (long)TimeSpan.FromDays(endpoint.BackfillDays).TotalMilliseconds : null,
            ErrandAt = endpoints.Now,
        };
    }

    /// <summary>Has what is noted at endpoints done now.</summary>
    public void Ring() => errands.Ring();
}
