using Syndication.Storage;

namespace Syndication.Ingestion.ReleaseLog;

/// <summary>The release log as it is stored.</summary>
internal sealed class LogStore([FromKeyedServices(IngestionModule.ServiceName)] IDocumentStore store)
{
    private readonly IDocumentCollection<LogEntry> _entries = store.Collection(LogEntry.Collection);

    /// <summary>The highest sequence; 0 for an empty log.</summary>
    public async Task<long> HeadAsync(CancellationToken cancellationToken)
    {
        var newest = await _entries.QueryAsync(new Query<LogEntry>("sequence").Descending().Take(1), cancellationToken);
        return newest.Items.Count == 0 ? 0 : newest.Items[0].Sequence;
    }

    public async Task<IReadOnlyList<LogEntry>> ReadAsync(long after, int limit, CancellationToken cancellationToken) =>
        (await _entries.QueryAsync(
            new Query<LogEntry>("sequence").Where(entry => entry.Sequence, Comparison.Greater, after).Take(limit),
            cancellationToken)).Items;

    /// <summary>The newest entries of a release, or of one language of its translations, newest first.</summary>
    public async Task<IReadOnlyList<LogEntry>> NewestAsync(Guid release, string? language, int limit, CancellationToken cancellationToken) =>
        (await _entries.QueryAsync(
            new Query<LogEntry>("track").Where(entry => entry.Track, LogEntry.TrackOf(release, language)).Descending().Take(limit),
            cancellationToken)).Items;

    /// <summary>What a release, or one language of its translations, is now; null where it was never logged.</summary>
    public async Task<LogEntry?> CurrentAsync(Guid release, CancellationToken cancellationToken, string? language = null)
    {
        var newest = await NewestAsync(release, language, 1, cancellationToken);
        return newest.Count == 0 ? null : newest[0];
    }

    public async Task<LogEntry?> FindByRequestAsync(string requestKey, CancellationToken cancellationToken)
    {
        var found = await _entries.QueryAsync(new Query<LogEntry>("request-key").Where(entry => entry.RequestKey, requestKey).Take(1), cancellationToken);
        return found.Items.Count == 0 ? null : found.Items[0];
    }

    public async Task<LogEntry?> FindByChangeAsync(string change, CancellationToken cancellationToken)
    {
        var found = await _entries.QueryAsync(new Query<LogEntry>("change").Where(entry => entry.Change, change).Take(1), cancellationToken);
        return found.Items.Count == 0 ? null : found.Items[0];
    }

    /// <summary>Inserts in order; how many were, the next one being taken.</summary>
    public Task<int> InsertAsync(IReadOnlyList<LogEntry> entries, CancellationToken cancellationToken) =>
        _entries.InsertManyAsync(entries, cancellationToken);
}
