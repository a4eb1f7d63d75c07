using Syndication.Storage;

namespace Syndication.Ingestion.Offices;

/// <summary>The directories of offices, one a source.</summary>
internal sealed class DirectoryStore([FromKeyedServices(IngestionModule.ServiceName)] IDocumentStore store)
{
    private readonly IDocumentCollection<OfficeDirectory> _directories =
        store.Collection(new CollectionDefinition<OfficeDirectory>("office-directories", directory => directory.Id));

    public Task<OfficeDirectory?> FindAsync(string source, CancellationToken cancellationToken) => _directories.GetAsync(source, cancellationToken);

    public Task SaveAsync(OfficeDirectory directory, CancellationToken cancellationToken) => _directories.UpsertAsync(directory, cancellationToken: cancellationToken);
}
