namespace Syndication.Hosting.Keys;

/// <summary>What a key may do. "admin" may do everything.</summary>
public static class Scopes
{
    public const string Ingest = "ingest";
    public const string Desk = "desk";
    public const string Partner = "partner";
    public const string Admin = "admin";

    /// <summary>Another service of this installation; not given to keys.</summary>
    public const string Internal = "internal";

    /// <summary>Those that a key can be given.</summary>
    public static IReadOnlyList<string> All { get; } = [Ingest, Desk, Partner, Admin];
}
