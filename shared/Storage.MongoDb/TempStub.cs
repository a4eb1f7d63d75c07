namespace Syndication.Storage.MongoDb;
public static class MongoDbStorage { public static Task<IDocumentStore> OpenAsync(string uri, string database) => throw new NotSupportedException(uri + database); }
