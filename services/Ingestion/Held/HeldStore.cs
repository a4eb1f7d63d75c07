using Syndication.Ingestion.Releases;
using Syndication.Storage;

namespace Syndication.Ingestion.Held;

/// <summary>Releases that wait for their time.</summary>
internal sealed class HeldStore([FromKeyedServices(IngestionModule.ServiceName)] IDocumentStore store)
{
    /// <summary>Twice the deadline of an append, and 30 s.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    private readonly IDocumentCollection<HeldRelease> _held = store.Collection(HeldRelease.Collection);

    public Task<bool> InsertAsync(HeldRelease held, CancellationToken cancellationToken) => _held.InsertAsync(held, cancellationToken);

    public Task<HeldRelease?> FindAsync(Guid id, CancellationToken cancellationToken) => _held.GetAsync(id.ToString(), cancellationToken);

    public async Task<HeldRelease?> FindByRequestAsync(string requestKey, CancellationToken cancellationToken)
    {
        var found = await _held.QueryAsync(new Query<HeldRelease>("request-key").Where(held => held.RequestKey, requestKey).Take(1), cancellationToken);
        return found.Items.Count == 0 ? null : found.Items[0];
    }

    public Task<Page<HeldRelease>> ListAsync(int pageSize, string? after, CancellationToken cancellationToken) =>
        _held.QueryAsync(new Query<HeldRelease>("due").Take(pageSize).After(after), cancellationToken);

    /// <summary>
    /// Edits what waits, as a release that is published is edited: its source, its address, its date and whom it is told to
    /// stay where the edit says nothing of them. Null where somebody else edited it meanwhile, or its opening has begun.
    /// </summary>
    public async Task<HeldRelease?> ReplaceAsync(HeldRelease known, Submission submission, CancellationToken cancellationToken)
    {
        var before = known.Submission;
        var edited = known with
        {
            Submission = submission with
            {
                Source = before.Source,
                Notify = submission.Notify ?? before.Notify,
                PublishAt = submission.PublishAt ?? before.PublishAt,
                EmbargoUntil = submission.EmbargoUntil ?? before.EmbargoUntil,
                Draft = submission.Draft.Keeping(before.Draft.PublishedAt, before.Draft.PublishedAtSource, before.Draft.CanonicalUrl),
            },
            Stamp = known.Stamp + 1,
            IsPrepared = false,
        };
        edited = edited with { DueAt = edited.Submission.DueAt?.ToUnixTimeMilliseconds() ?? known.DueAt };
        return await _held.ReplaceAsync(edited, Untouched(known), cancellationToken) ? edited : null;
    }

    /// <summary>The next release whose time has come by the store's clock, leased.</summary>
    public Task<HeldRelease?> ClaimDueAsync(CancellationToken cancellationToken) =>
        _held.ClaimAsync(new Query<HeldRelease>("due").Where(held => held.DueAt, Comparison.AtMost, Query.Now), Lease, cancellationToken);

    /// <summary>The one that is due first of those that Translation has not been given; null where it has all.</summary>
    public async Task<HeldRelease?> NextUnpreparedAsync(CancellationToken cancellationToken)
    {
        var found = await _held.QueryAsync(new Query<HeldRelease>("unprepared").Where(held => held.IsPrepared, false).Take(1), cancellationToken);
        return found.Items.Count == 0 ? null : found.Items[0];
    }

    /// <summary>Notes that Translation has it, unless it was edited, or its opening has begun, meanwhile.</summary>
    public Task<bool> MarkPreparedAsync(HeldRelease known, CancellationToken cancellationToken) =>
        _held.ReplaceAsync(known with { IsPrepared = true }, Unchanged(known).And(waiting => waiting.Attempt, Comparison.Equal, known.Attempt), cancellationToken);

    /// <summary>Takes a release out before its time; false where somebody edited it meanwhile, or its opening has begun.</summary>
    public Task<bool> CancelAsync(HeldRelease known, CancellationToken cancellationToken) => _held.DeleteAsync(known.Id, Untouched(known), cancellationToken);

    /// <summary>Removes what was opened; an edit that came in between keeps it.</summary>
    public Task<bool> DeleteAsync(HeldRelease opened, CancellationToken cancellationToken) =>
        _held.DeleteAsync(opened.Id, Unchanged(opened), cancellationToken);

    /// <summary>The store's clock.</summary>
    public Task<DateTimeOffset> NowAsync(CancellationToken cancellationToken) => store.NowAsync(cancellationToken);

    private static Condition<HeldRelease> Untouched(HeldRelease held) => Unchanged(held).And(known => known.Attempt, Comparison.Equal, 0);

    private static Condition<HeldRelease> Unchanged(HeldRelease held) => Query.If<HeldRelease>(known => known.Stamp, Comparison.Equal, held.Stamp);
}
