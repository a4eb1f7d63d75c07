namespace Syndication.Storage;
public static class SqliteDocumentStore { public static IDocumentStore Open(string path, TimeProvider? time = null) => throw new NotSupportedException(path + time); }
