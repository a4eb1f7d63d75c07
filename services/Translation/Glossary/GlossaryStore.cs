using Microsoft.Extensions.Options;
using Syndication.Storage;

namespace Syndication.Translation.Glossary;

/// <summary>The glossary in force: what ships, a file of the installation's, and what the desk has imported, the later over the earlier.</summary>
internal sealed class GlossaryStore([FromKeyedServices(TranslationModule.ServiceName)] IDocumentStore store, IOptions<TranslationOptions> options)
{
    private const string Only = "desk";

    private readonly IDocumentCollection<ImportedGlossary> _imported = store.Collection(ImportedGlossary.Collection);
    private readonly Lock _lock = new();
    private readonly Lazy<IReadOnlyList<GlossaryTerm>> _base = new(() => ReadBase(options.Value.GlossaryFile));
    private (long Stamp, GlossaryTerms Terms)? _last;

    public async Task<GlossaryTerms> CurrentAsync(CancellationToken cancellationToken)
    {
        var imported = await _imported.GetAsync(Only, cancellationToken);
        lock (_lock)
        {
            if (_last is { } last && last.Stamp == (imported?.Stamp ?? 0))
            {
                return last.Terms;
            }

            var terms = new GlossaryTerms([.. imported?.Terms ?? [], .. _base.Value]);
            _last = (imported?.Stamp ?? 0, terms);
            return terms;
        }
    }

    /// <summary>Puts the desk's terms before all others.</summary>
    public async Task ImportAsync(IReadOnlyList<GlossaryTerm> terms, CancellationToken cancellationToken)
    {
        while (true)
        {
            var known = await _imported.GetAsync(Only, cancellationToken);
            var next = new ImportedGlossary(Only, (known?.Stamp ?? 0) + 1, terms);
            var isSaved = known is null
                ? await _imported.InsertAsync(next, cancellationToken)
                : await _imported.ReplaceAsync(next, Query.If<ImportedGlossary>(stored => stored.Stamp, Comparison.Equal, known.Stamp), cancellationToken);
            if (isSaved)
            {
                return;
            }
        }
    }

    private static IReadOnlyList<GlossaryTerm> ReadBase(string? file) =>
        file is null ? GlossaryFile.Shipped : [.. GlossaryFile.Read(File.ReadAllText(file)), .. GlossaryFile.Shipped];

    private sealed record ImportedGlossary(string Id, long Stamp, IReadOnlyList<GlossaryTerm> Terms)
    {
        public static CollectionDefinition<ImportedGlossary> Collection { get; } = new("glossary", glossary => glossary.Id);
    }
}
