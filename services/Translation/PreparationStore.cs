using Syndication.Storage;
using Syndication.Translation.Memory;

namespace Syndication.Translation;

/// <summary>
/// Sentences of releases that are held, translated ahead of their time: no memory, export or list has them until the log
/// brings the release.
/// </summary>
internal sealed class PreparationStore([FromKeyedServices(TranslationModule.ServiceName)] IDocumentStore store, TranslationMemory memory)
{
    private readonly IDocumentCollection<Preparation> _preparations = store.Collection(Preparation.Collection);

    public Task SaveAsync(string release, string language, IReadOnlyCollection<MemorySegment> segments, CancellationToken cancellationToken) =>
        _preparations.UpsertAsync(new Preparation(IdOf(release, language), [.. segments]), cancellationToken: cancellationToken);

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

    private sealed record Preparation(string Id, IReadOnlyList<MemorySegment> Segments)
    {
        public static CollectionDefinition<Preparation> Collection { get; } = new("preparations", preparation => preparation.Id);
    }
}
