namespace Syndication.Feeds.Selecting;

/// <summary>One condition of a feed's address.</summary>
/// <param name="Name">The query parameter; for all but "origin" and "country" also the facet.</param>
internal readonly record struct FeedFilter(string Name, string Value) : IComparable<FeedFilter>
{
    public int CompareTo(FeedFilter other) =>
        string.CompareOrdinal(Name, other.Name) is var byName and not 0 ? byName : string.CompareOrdinal(Value, other.Value);

    public static bool operator <(FeedFilter left, FeedFilter right) => left.CompareTo(right) < 0;
    public static bool operator >(FeedFilter left, FeedFilter right) => left.CompareTo(right) > 0;
    public static bool operator <=(FeedFilter left, FeedFilter right) => left.CompareTo(right) <= 0;
    public static bool operator >=(FeedFilter left, FeedFilter right) => left.CompareTo(right) >= 0;
}
