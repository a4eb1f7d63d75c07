using Syndication.Storage;
using Syndication.Translation.Memory;

namespace Syndication.Translation;

/// <summary>
/// Sentences of releases that are held, translated ahead of their time: no memory, export or list has them until the log
/// brings the release. Those of a release that never comes are forgotten after 90 days.
/// </summary>
internal sealed class PreparationStore([FromKeyedServices(TranslationModule.ServiceName)] IDocumentStore store, TranslationMemory memory, TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    private readonly IDocumentCollection<Preparation> _preparations = store.Collection(Preparation.Collection);

    public async Task SaveAsync(string release, string language, IReadOnlyCollection<MemorySegment> segments, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await _preparations.UpsertAsync(new Preparation(IdOf(release, language), now.ToUnixTimeMilliseconds(), [.. segments]), cancellationToken: cancellationToken);
        var old = new Query<Preparation>("at").Where(preparation => preparation.At, Comparison.Less, (now - Kept).ToUnixTimeMilliseconds());
        foreach (var forgotten in (await _preparations.QueryAsync(old, cancellationToken)).Items)
        {
            await _preparations.DeleteAsync(forgotten.Id, cancellationToken: cancellationToken);
        }
    }

    /// <summary>What was prepared before, by id; empty where nothing was.</summary>
    public async Task<Dictionary<string, MemorySegment>> FindAsync(string release, string language, CancellationToken cancellationToken) =>
        (await _preparations.GetAsync(IdOf(release, language), cancellationToken))?.Segments.ToDictionary(segment => segment.Id) ?? [];

    /// <summary>The release is published: what was prepared for it is a memory like any other.</summary>
    public async Task AdoptAsync(string release, string language, CancellationToken cancellationToken)
    {
        if (await _preparations.GetAsync(IdOf(release, language), cancellationToken) is { } preparation)
        {
            await memory.RememberAsync(preparation.Segments, cancellationToken);
        }
    }

    public Task ForgetAsync(string release, string language, CancellationToken cancellationToken) =>
        _preparations.DeleteAsync(IdOf(release, language), cancellationToken: cancellationToken);

    private static string IdOf(string release, string language) => $"{release}:{language}";

    /// <param name="At">Unix milliseconds.</param>
    private sealed record Preparation(string Id, long At, IReadOnlyList<MemorySegment> Segments)
    {
        public static CollectionDefinition<Preparation> Collection { get; } =
            new CollectionDefinition<Preparation>("preparations", preparation => preparation.Id).Index("at", preparation => preparation.At);
    }
}
