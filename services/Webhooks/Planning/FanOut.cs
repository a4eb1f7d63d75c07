using Microsoft.Extensions.Options;
using Syndication.Contracts;
using Syndication.Hosting;
using Syndication.Hosting.Projection;
using Syndication.Text;
using Syndication.Webhooks.Delivering;
using Syndication.Webhooks.Endpoints;
using Syndication.Webhooks.Messages;
using Syndication.Webhooks.Pulling;

namespace Syndication.Webhooks.Planning;

/// <summary>
/// Writes down who is told of an event, before anybody is: the message, and its recipients in batches. Whoever does it
/// again, after a crash or beside another process, finds what is there and adds what is missing.
/// </summary>
internal sealed class FanOut(
    [FromKeyedServices(WebhooksModule.ServiceName)] ReleaseProjection projection,
    EndpointStore endpoints,
    MessageStore messages,
    BatchStore batches,
    ArrivalStore arrivals,
    ReleaseTurns turns,
    Bell<DeliveryLoop> bell,
    IOptions<SyndicationOptions> installation)
{
    private const int PageSize = 100;

    /// <summary>Backfills of many endpoints come to the same event one after the other: room for them from the start.</summary>
    private const int BackfillBatches = 64;

    /// <summary>Tells of a fact that is in the projection.</summary>
    /// <param name="only">An endpoint that has just joined; null for all.</param>
    public async Task PlanAsync(ReleaseFact fact, WebhookEndpoint? only, CancellationToken cancellationToken)
    {
        // Nobody is told of an archive, or of a republication.
        if (!fact.Silent)
        {
            await PlanAsync(fact.Release.Id, row => ReleaseEvent.Of(fact, row), only, cancellationToken);
        }
    }

    /// <summary>Tells an endpoint of a release that was there before it.</summary>
    public Task BackfillAsync(ProjectedRelease release, WebhookEndpoint endpoint, CancellationToken cancellationToken) =>
        PlanAsync(Guid.Parse(release.Id), row => row is null ? [] : ReleaseEvent.Backfill(row), endpoint, cancellationToken);

    private async Task PlanAsync(Guid release, Func<ProjectedRelease?, IReadOnlyList<ReleaseEvent>> eventsOf, WebhookEndpoint? only, CancellationToken cancellationToken)
    {
        // An office without partners pays nothing for turns.
        if (only is null && !await endpoints.IsAnyAsync(cancellationToken))
        {
            return;
        }

        await using var turn = await turns.TakeAsync(release, cancellationToken);
        foreach (var happened in eventsOf(await projection.Rows.GetAsync(release.ToString(), cancellationToken)))
        {
            await PlanAsync(happened, only, cancellationToken);
        }
    }

    private async Task PlanAsync(ReleaseEvent happened, WebhookEndpoint? only, CancellationToken cancellationToken)
    {
        var before = await BatchesAsync(happened.Edition.Id.ToString(), cancellationToken);
        var told = await ToldAsync(happened, before, only, cancellationToken);

        // Before it is decided for good who is told: what went in this very moment counts as arrived, what is stopped never went.
        if (await OvertakeAsync(happened, before, told, only, cancellationToken))
        {
            before = await BatchesAsync(happened.Edition.Id.ToString(), cancellationToken);
            told = await ToldAsync(happened, before, only, cancellationToken);
        }

        var written = before.Where(batch => batch.Message == happened.Id).ToList();
        if (told.Count > 0 || written.Count > 0)
        {
            await WriteAsync(happened, told, written, cancellationToken);
        }
    }

    private async Task<Dictionary<string, Recipient>> ToldAsync(ReleaseEvent happened, IReadOnlyList<DeliveryBatch> before, WebhookEndpoint? only, CancellationToken cancellationToken)
    {
        var told = new Dictionary<string, Recipient>(StringComparer.Ordinal);
        var had = HoldingsOf(before, only?.Id);
        var now = await batches.NowAsync(cancellationToken);
        await foreach (var endpoint in CandidatesAsync(happened, had.Keys, only, cancellationToken))
        {
            if (!told.ContainsKey(endpoint.Id) && DeliveryPlan.IsTold(happened, endpoint, had.GetValueOrDefault(endpoint.Id) ?? []))
            {
                told[endpoint.Id] = FirstOf(endpoint, now);
            }
        }

        return told;
    }

    /// <summary>Those who had something of the release, and those whom such an event may interest.</summary>
    private async IAsyncEnumerable<WebhookEndpoint> CandidatesAsync(
        ReleaseEvent happened,
        IReadOnlyCollection<string> holders,
        WebhookEndpoint? only,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (only is not null)
        {
            yield return only;
            yield break;
        }

        foreach (var ids in holders.Chunk(PageSize))
        {
            foreach (var endpoint in (await endpoints.FindManyAsync(ids, cancellationToken)).Values)
            {
                yield return endpoint;
            }
        }

        if (happened.Type == EventTypes.Retracted)
        {
            yield break;
        }

        foreach (var key in FacetKeys.Of(happened.Facets).Distinct(StringComparer.Ordinal))
        {
            string? after = null;
            do
            {
                var page = await endpoints.InterestedAsync(key, after, cancellationToken);
                foreach (var endpoint in page.Items)
                {
                    yield return endpoint;
                }

                after = page.Next;
            }
            while (after is not null);
        }
    }

    private static Recipient FirstOf(WebhookEndpoint endpoint, long now) => endpoint switch
    {
        { State: EndpointState.Disabled } => new Recipient().Suppressed(Notes.Disabled),
        { Kind: EndpointKind.Pull } => new Recipient(),
        _ => new Recipient { DueAt = now },
    };

    /// <param name="written">Batches of this event that are there already: all, or those that came before a crash.</param>
    private async Task WriteAsync(ReleaseEvent happened, Dictionary<string, Recipient> told, IReadOnlyList<DeliveryBatch> written, CancellationToken cancellationToken)
    {
        var (full, thin) = Payload.Of(happened, installation.Value.PublicUrl);
        var message = await messages.AddAsync(
            new Message
            {
                Id = happened.Id,
                Type = happened.Type,
                Full = full,
                Thin = thin,
                Batches = happened.IsBackfill ? BackfillBatches : Math.Max(1, (told.Count + DeliveryBatch.Size - 1) / DeliveryBatch.Size),
                CreatedAt = endpoints.Now,
            },
            cancellationToken);
        var spread = told.GroupBy(recipient => DeliveryBatch.NumberOf(recipient.Key, message.Batches)).ToList();
        foreach (var group in spread.Chunk(32))
        {
            await Task.WhenAll(group.Select(part => AddAsync(Empty(happened, part.Key), [.. part], cancellationToken)));
            bell.Ring();
        }

        // Those of before a crash too.
        var fetching = told.Where(recipient => recipient.Value.IsToBeFetched).Select(recipient => recipient.Key)
            .Concat(written.SelectMany(batch => batch.Endpoints.Where((_, i) => batch.Recipients[i].IsToBeFetched)))
            .ToList();
        foreach (var endpoint in fetching)
        {
            var batch = await batches.FindAsync(DeliveryBatch.IdOf(message.Id, DeliveryBatch.NumberOf(endpoint, message.Batches)), cancellationToken);
            await arrivals.AddAsync(endpoint, batch!, cancellationToken);
        }
    }

    private static DeliveryBatch Empty(ReleaseEvent happened, int number) => new()
    {
        Id = DeliveryBatch.IdOf(happened.Id, number),
        Message = happened.Id,
        Type = happened.Type,
        Release = happened.Edition.Id.ToString(),
        Language = happened.Edition.Language,
        Version = happened.Version,
        Revision = happened.Edition.Revision,
        IsOwed = happened.IsOwed,
        Sequence = happened.Sequence,
        At = happened.At.ToUnixTimeMilliseconds(),
    };

    /// <summary>Puts recipients into a batch, those that are not there already.</summary>
    private async Task AddAsync(DeliveryBatch empty, IReadOnlyList<KeyValuePair<string, Recipient>> recipients, CancellationToken cancellationToken)
    {
        if (await batches.AddAsync(Joined(empty, recipients), cancellationToken))
        {
            return;
        }

        await batches.ChangeAsync(empty.Id, known => recipients.Where(recipient => known.IndexOf(recipient.Key) < 0).ToList() is { Count: > 0 } missing ? Joined(known, missing) : null, cancellationToken);
    }

    private static DeliveryBatch Joined(DeliveryBatch batch, IReadOnlyList<KeyValuePair<string, Recipient>> recipients) =>
        (batch with { Endpoints = [.. batch.Endpoints, .. recipients.Select(recipient => recipient.Key)] })
            .With([.. batch.Recipients, .. recipients.Select(recipient => recipient.Value)]);

    /// <summary>Stops what was planned before and has not arrived; whether there was any.</summary>
    private async Task<bool> OvertakeAsync(ReleaseEvent happened, IReadOnlyList<DeliveryBatch> before, Dictionary<string, Recipient> told, WebhookEndpoint? only, CancellationToken cancellationToken)
    {
        var note = happened.Type == EventTypes.Retracted ? Notes.Retracted : Notes.Overtaken(happened.Version, happened.Edition.Revision);
        var knowing = before.Where(batch => batch.Message == happened.Id).SelectMany(batch => batch.Endpoints).ToHashSet(StringComparer.Ordinal);
        var isAny = false;
        foreach (var batch in before.Where(batch => batch.Message != happened.Id && batch.Recipients.Any(recipient => recipient.State == RecipientState.Open)))
        {
            isAny |= await batches.ChangeAsync(batch.Id, known => Overtaken(known, IsOvertaken), cancellationToken) is not null;
        }

        return isAny;

        Recipient? IsOvertaken(DeliveryBatch batch, string endpoint, Recipient recipient) =>
            (only is null || only.Id == endpoint)
            && DeliveryPlan.IsOvertaken(Holding.Of(batch, recipient), happened, told.ContainsKey(endpoint) || knowing.Contains(endpoint))
                ? recipient.Suppressed(note, isInDoubt: batch.Attempt > 0)
                : null;
    }

    private static DeliveryBatch? Overtaken(DeliveryBatch batch, Func<DeliveryBatch, string, Recipient, Recipient?> change)
    {
        var recipients = batch.Recipients.ToArray();
        var isAny = false;
        for (var i = 0; i < recipients.Length; i++)
        {
            if (recipients[i].State == RecipientState.Open && change(batch, batch.Endpoints[i], recipients[i]) is { } changed)
            {
                (recipients[i], isAny) = (changed, true);
            }
        }

        return isAny ? batch.With(recipients) : null;
    }

    private async Task<IReadOnlyList<DeliveryBatch>> BatchesAsync(string release, CancellationToken cancellationToken)
    {
        var all = new List<DeliveryBatch>();
        string? after = null;
        do
        {
            var page = await batches.OfReleaseAsync(release, PageSize, after, cancellationToken);
            all.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null);

        return all;
    }

    private static Dictionary<string, List<Holding>> HoldingsOf(IReadOnlyList<DeliveryBatch> before, string? only)
    {
        var had = new Dictionary<string, List<Holding>>(StringComparer.Ordinal);
        foreach (var batch in before)
        {
            for (var i = 0; i < batch.Endpoints.Count; i++)
            {
                if (only is null || only == batch.Endpoints[i])
                {
                    (had.TryGetValue(batch.Endpoints[i], out var holdings) ? holdings : had[batch.Endpoints[i]] = []).Add(Holding.Of(batch, batch.Recipients[i]));
                }
            }
        }

        return had;
    }
}
