using Syndication.Ingestion.Extraction;
using Syndication.Storage;

namespace Syndication.Ingestion.Intake;

/// <summary>What was learnt of each source.</summary>
internal sealed class SourceProfileStore([FromKeyedServices(IngestionModule.ServiceName)] IDocumentStore store)
{
    private readonly IDocumentCollection<SourceProfile> _profiles =
        store.Collection(new CollectionDefinition<SourceProfile>("source-profiles", profile => profile.Id));

    public async Task<SourceProfile> GetAsync(string source, CancellationToken cancellationToken) =>
        await _profiles.GetAsync(source, cancellationToken) ?? new SourceProfile { Id = source };

    /// <summary>Keeps a profile. Two pages that are learnt at the same moment may lose one count: the next page makes it up.</summary>
    public Task SaveAsync(SourceProfile profile, CancellationToken cancellationToken) =>
        _profiles.UpsertAsync(profile, cancellationToken: cancellationToken);
}
