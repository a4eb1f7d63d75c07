using AngleSharp.Html.Parser;
using Syndication.Contracts;
using Syndication.Ingestion.Extraction.Html;

namespace Syndication.Ingestion.Extraction;

/// <summary>HTML as blocks.</summary>
public static class HtmlBlocks
{
    /// <summary>Everything but scripts, forms and what is hidden; safe because blocks hold no markup.</summary>
    /// <param name="baseUrl">What relative links are resolved against.</param>
    /// <exception cref="UnreadablePageException">Nested too deeply, or too many elements.</exception>
    public static IReadOnlyList<Block> Parse(string html, Uri? baseUrl)
    {
        ArgumentNullException.ThrowIfNull(html);
        var document = new HtmlParser().ParseDocument(HtmlGuard.Checked(html));
        return document.Body is null ? [] : TextRepair.Words(BlockBuilder.Build(document.Body, baseUrl, _ => false));
    }
}
