namespace Syndication.Storage.Sqlite;

/// <summary>A document as it is stored.</summary>
/// <param name="Document">JSON in UTF-8.</param>
internal readonly record struct SqliteRow(string Id, byte[] Document);
