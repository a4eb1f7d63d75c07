namespace Syndication.Storage.Tests.Contract;

/// <summary>A store of the adapter under test, for one test.</summary>
public abstract class StoreContract : IAsyncLifetime
{
    protected IDocumentStore Store { get; private set; } = null!;

    protected IDocumentCollection<Note> Notes { get; private set; } = null!;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Store = await OpenAsync();
        Notes = Store.Collection(Note.Collection);
    }

    public async ValueTask DisposeAsync()
    {
        if (Store is not null)
        {
            await Store.DisposeAsync();
        }

        await CleanUpAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A store of the same database each time it is called; skips the test where there is no server.</summary>
    protected abstract Task<IDocumentStore> OpenAsync();

    /// <summary>Returns when the store's clock has gone on by this much.</summary>
    protected abstract Task PassAsync(TimeSpan time);

    protected abstract Task CleanUpAsync();

    protected async Task InsertAsync(params Note[] notes) => Assert.Equal(notes.Length, await Notes.InsertManyAsync(notes, Cancel));

    protected async Task<string> IdsAsync(Query<Note> query) => Ids((await Notes.QueryAsync(query, Cancel)).Items);

    protected static string Ids(IEnumerable<Note> notes) => string.Join(' ', notes.Select(note => note.Id));

    /// <summary>All pages, and how many they were.</summary>
    protected async Task<(string Ids, int Pages)> PagesAsync(Query<Note> query)
    {
        var ids = new List<Note>();
        for (var pages = 1; ; pages++)
        {
            var page = await Notes.QueryAsync(query, Cancel);
            ids.AddRange(page.Items);
            if (page.Next is null)
            {
                return (Ids(ids), pages);
            }

            query = query.After(page.Next);
        }
    }
}
