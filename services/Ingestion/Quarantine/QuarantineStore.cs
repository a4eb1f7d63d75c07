using Syndication.Storage;

namespace Syndication.Ingestion.Quarantine;

/// <summary>Pages that wait for a person.</summary>
internal sealed class QuarantineStore([FromKeyedServices(IngestionModule.ServiceName)] IDocumentStore store)
{
    private readonly IDocumentCollection<QuarantinedPage> _pages = store.Collection(QuarantinedPage.Collection);

    public Task<bool> InsertAsync(QuarantinedPage page, CancellationToken cancellationToken) => _pages.InsertAsync(page, cancellationToken);

    public Task<QuarantinedPage?> FindAsync(string id, CancellationToken cancellationToken) => _pages.GetAsync(id, cancellationToken);

    public async Task<QuarantinedPage?> FindByRequestAsync(string requestKey, CancellationToken cancellationToken)
    {
        var found = await _pages.QueryAsync(new Query<QuarantinedPage>("request-key").Where(page => page.RequestKey, requestKey).Take(1), cancellationToken);
        return found.Items.Count == 0 ? null : found.Items[0];
    }

    /// <summary>What waits under a release's id.</summary>
    public async Task<QuarantinedPage?> FindByReleaseAsync(Guid release, CancellationToken cancellationToken)
    {
        var found = await _pages.QueryAsync(new Query<QuarantinedPage>("release").Where(page => page.Release, release.ToString()).Take(1), cancellationToken);
        return found.Items.Count == 0 ? null : found.Items[0];
    }

    /// <summary>Newest first.</summary>
    public Task<Page<QuarantinedPage>> ListAsync(int pageSize, string? after, CancellationToken cancellationToken) =>
        _pages.QueryAsync(new Query<QuarantinedPage>("quarantined-at").Descending().Take(pageSize).After(after), cancellationToken);

    public Task<long?> CountAsync(CancellationToken cancellationToken) =>
        _pages.CountAsync(new Query<QuarantinedPage>("quarantined-at"), cancellationToken);

    public Task<bool> DeleteAsync(string id, CancellationToken cancellationToken) => _pages.DeleteAsync(id, cancellationToken: cancellationToken);
}
