using System.Collections.Concurrent;

namespace Syndication.Digest.Composition;

/// <summary>Digest documents that this process has seen. They never change, so what is here is right.</summary>
internal sealed class DigestShelf(DigestStore store)
{
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<string, DigestDocument> _known = new();

    public async ValueTask<DigestDocument?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(id, out var known))
        {
            return known;
        }

        var found = await store.FindAsync(id, cancellationToken);
        return found is null ? null : Keep(found);
    }

    /// <summary>Keeps a document, durably unless it has been already.</summary>
    public async ValueTask SaveAsync(DigestDocument digest, CancellationToken cancellationToken)
    {
        if (!_known.ContainsKey(digest.Id))
        {
            await store.SaveAsync(digest, cancellationToken);
            Keep(digest);
        }
    }

    private DigestDocument Keep(DigestDocument digest)
    {
        if (_known.Count >= Most)
        {
            _known.Clear();
        }

        return _known[digest.Id] = digest;
    }
}
