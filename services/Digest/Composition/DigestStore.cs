using Syndication.Storage;

namespace Syndication.Digest.Composition;

/// <summary>Digest documents: immutable, each once.</summary>
internal sealed class DigestStore([FromKeyedServices(DigestModule.ServiceName)] IDocumentStore store)
{
    private const int MostAtOnce = 1_000;

    private readonly IDocumentCollection<DigestDocument> _digests = store.Collection(DigestDocument.Collection);

    public Task<DigestDocument?> FindAsync(string id, CancellationToken cancellationToken) => _digests.GetAsync(id, cancellationToken);

    public Task<IReadOnlyList<DigestDocument>> FindAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken) => _digests.GetManyAsync(ids, cancellationToken);

    /// <summary>Keeps a document, if it is not kept already.</summary>
    public Task SaveAsync(DigestDocument digest, CancellationToken cancellationToken) => _digests.InsertAsync(digest, cancellationToken);

    /// <summary>Keeps those that are not kept already.</summary>
    public Task SaveAsync(IReadOnlyList<DigestDocument> digests, CancellationToken cancellationToken) => _digests.InsertMissingAsync(digests, cancellationToken);

    /// <summary>Every document with a release in it.</summary>
    public async Task<IReadOnlyList<DigestDocument>> WithAsync(string release, CancellationToken cancellationToken)
    {
        var all = new List<DigestDocument>();
        var query = new Query<DigestDocument>("release").Where(digest => digest.Releases, release).Take(MostAtOnce);
        Page<DigestDocument> page;
        do
        {
            page = await _digests.QueryAsync(query, cancellationToken);
            all.AddRange(page.Items);
            query = query.After(page.Next);
        }
        while (page.Next is not null);

        return all;
    }
}
