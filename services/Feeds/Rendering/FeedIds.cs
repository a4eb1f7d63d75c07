using Syndication.Text;

namespace Syndication.Feeds.Rendering;

/// <summary>
/// Ids that readers remember for ever. An entry's is the UUIDv5 of its language in the namespace of the release's id:
/// unlike for each language, and independent of headline, address, host, format and of which language is the original.
/// A feed's is the UUIDv5 of its canonical selection.
/// </summary>
internal static class FeedIds
{
    private static readonly Guid Feeds = new("6f0c8a52-3f0e-5b0c-9d57-4a1f1f0f6c11");

    public static string OfEntry(Guid release, string language) => Urn(NamedGuid.Create(release, language));

    /// <param name="selection">"fr?topic=climate": language and filters, as <see cref="Selecting.FeedAddress"/> sorts them.</param>
    public static string OfFeed(string selection) => Urn(NamedGuid.Create(Feeds, selection));

    private static string Urn(Guid id) => $"urn:uuid:{id}";
}
