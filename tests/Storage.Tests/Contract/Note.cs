namespace Syndication.Storage.Tests.Contract;

/// <summary>A document with every kind of member that indexes and conditions know.</summary>
public sealed record Note : ILeased
{
    public static CollectionDefinition<Note> Collection { get; } = new CollectionDefinition<Note>("notes", note => note.Id)
        .Unique("key", note => note.Key)
        .Index("rank", note => note.Rank)
        .Index("group", note => note.Group, note => note.Rank)
        .Index("open", note => note.IsOpen, note => note.Author!.Name)
        .Index("tags", note => note.Tags, note => note.Rank)
        .Index("label", note => note.Tags)
        .Partial("ranked", note => note.Rank)
        .Partial("ranked-tags", note => note.Tags, note => note.Rank);

    public required string Id { get; init; }
    public required string Key { get; init; }
    public long? Rank { get; init; }
    public string? Group { get; init; }
    public bool IsOpen { get; init; }
    public Person? Author { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];
    public string? Text { get; init; }
    public long Version { get; init; }
    public long LeasedUntil { get; init; }
    public string? LeasedBy { get; init; }
    public int Attempt { get; init; }

    public static Note Of(string id, long? rank = null, string? group = null, params string[] tags) =>
        new() { Id = id, Key = "key of " + id, Rank = rank, Group = group, Tags = tags };
}

public sealed record Person(string Name);
