using Syndication.Storage;
using Syndication.Storage.Sqlite;

namespace Syndication.Digest.Tests.Running;

/// <summary>A store that no process has open.</summary>
internal static class Sqlite
{
    /// <summary>Empties collections, as a rebuild does.</summary>
    public static async Task EmptyAsync(string file, params string[] collections)
    {
        await using var store = SqliteDocumentStore.Open(file, TimeProvider.System);
        foreach (var name in collections)
        {
            var collection = store.Collection(new CollectionDefinition<Any>(name, any => any.Id));
            Page<Any> page;
            do
            {
                page = await collection.QueryAsync(new Query<Any>("id").Take(500));
                foreach (var any in page.Items)
                {
                    await collection.DeleteAsync(any.Id);
                }
            }
            while (page.Items.Count > 0);
        }
    }

    private sealed record Any(string Id);
}
