using Syndication.Contracts;
using Syndication.Text;

namespace Syndication.Search.Indexing;

/// <summary>What of an edition is searched and shown in snippets: not the standing paragraphs about the organisation, which every release repeats.</summary>
internal static class SearchableText
{
    public static string Body(Release edition)
    {
        string?[] parts = [edition.Subheading, edition.Dateline?.Place, BlockText.Render(edition.Body)];
        return string.Join("\n\n", parts.Where(part => !string.IsNullOrWhiteSpace(part)));
    }
}
