using Syndication.Storage;

namespace Syndication.Ingestion.Releases;

/// <summary>Looks releases up by the names that they are known under; the first one makes the id.</summary>
internal sealed class AliasStore([FromKeyedServices(IngestionModule.ServiceName)] IDocumentStore store)
{
    private readonly IDocumentCollection<Alias> _aliases = store.Collection(Alias.Collection);

    /// <summary>
    /// The release of these aliases, made where none is known, and every alias given tied to it. An alias that belongs to
    /// another release already keeps it: the first in the order given decides.
    /// </summary>
    public async Task<(Guid Release, IReadOnlyList<Alias> Known)> IdentifyAsync(IReadOnlyList<string> aliases, CancellationToken cancellationToken) =>
        await IdentifyAsync(aliases, await FindAsync(aliases, cancellationToken), cancellationToken);

    /// <summary>The same where those that are known have been found already.</summary>
    public async Task<(Guid Release, IReadOnlyList<Alias> Known)> IdentifyAsync(IReadOnlyList<string> aliases, IReadOnlyList<Alias> known, CancellationToken cancellationToken)
    {
        if (aliases.Count == 0)
        {
            return (Guid.CreateVersion7(), []);
        }

        var release = known.Count > 0 ? known[0].Release : Alias.MakeId(aliases[0]);
        foreach (var alias in aliases.Except(known.Select(alias => alias.Id)))
        {
            if (!await _aliases.InsertAsync(new Alias { Id = alias, Release = release }, cancellationToken))
            {
                // Somebody else tied it at the same moment: theirs counts.
                return await IdentifyAsync(aliases, cancellationToken);
            }
        }

        return (release, known);
    }

    /// <summary>Ties another name to a release, unless it is another's.</summary>
    public Task TieAsync(string alias, Guid release, CancellationToken cancellationToken) => _aliases.InsertAsync(new Alias { Id = alias, Release = release }, cancellationToken);

    /// <summary>Those that are known, in the order given.</summary>
    public async Task<IReadOnlyList<Alias>> FindAsync(IReadOnlyList<string> aliases, CancellationToken cancellationToken)
    {
        if (aliases.Count == 0)
        {
            return [];
        }

        var found = await _aliases.GetManyAsync([.. aliases], cancellationToken);
        return [.. aliases.Select(id => found.FirstOrDefault(alias => alias.Id == id)).OfType<Alias>()];
    }

    /// <summary>Remembers what was given under these aliases.</summary>
    public Task RememberAsync(IReadOnlyList<string> aliases, Guid release, string? content, string draft, int version, CancellationToken cancellationToken) =>
        _aliases.UpsertManyAsync(
            [.. aliases.Select(alias => new Alias { Id = alias, Release = release, LastContent = content, LastDraft = draft, LastVersion = version })],
            cancellationToken);
}
