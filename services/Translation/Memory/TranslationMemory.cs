using System.Collections.Concurrent;
using Syndication.Storage;

namespace Syndication.Translation.Memory;

/// <summary>Sentences that were translated before; and those that are being translated just now, so that two releases with one sentence ask for it once.</summary>
internal sealed class TranslationMemory([FromKeyedServices(TranslationModule.ServiceName)] IDocumentStore store)
{
    private readonly IDocumentCollection<MemorySegment> _segments = store.Collection(MemorySegment.Collection);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<MemorySegment?>> _underWay = new();

    public async Task<IReadOnlyDictionary<string, MemorySegment>> FindAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, MemorySegment>();
        foreach (var chunk in ids.Distinct().Chunk(200))
        {
            foreach (var segment in await _segments.GetManyAsync(chunk, cancellationToken))
            {
                found[segment.Id] = segment;
            }
        }

        return found;
    }

    public Task RememberAsync(IReadOnlyList<MemorySegment> segments, CancellationToken cancellationToken) =>
        segments.Count == 0 ? Task.CompletedTask : _segments.UpsertManyAsync(segments, cancellationToken);

    /// <summary>Whether the caller is to translate it; else what to wait for, which ends with null where that failed.</summary>
    public bool TryBegin(string id, out Task<MemorySegment?> underWay)
    {
        var mine = new TaskCompletionSource<MemorySegment?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var whose = _underWay.GetOrAdd(id, mine);
        underWay = whose.Task;
        return ReferenceEquals(whose, mine);
    }

    public void End(string id, MemorySegment? segment)
    {
        if (_underWay.TryRemove(id, out var waiting))
        {
            waiting.TrySetResult(segment);
        }
    }

    /// <summary>All sentences of a pair, a page at a time.</summary>
    public async IAsyncEnumerable<MemorySegment> AllAsync(LanguagePair pair, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var query = new Query<MemorySegment>("pair").Where(segment => segment.Pair, pair.ToString()).Take(500);
        Page<MemorySegment> page;
        do
        {
            page = await _segments.QueryAsync(query, cancellationToken);
            foreach (var segment in page.Items)
            {
                yield return segment;
            }

            query = query.After(page.Next);
        }
        while (page.Next is not null);
    }
}
