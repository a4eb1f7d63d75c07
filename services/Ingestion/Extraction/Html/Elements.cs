using System.Collections.Frozen;
using AngleSharp.Dom;

namespace Syndication.Ingestion.Extraction.Html;

/// <summary>What HTML's elements are to a reader of prose.</summary>
internal static class Elements
{
    private static readonly FrozenSet<string> Dropped = Set(
        "script style noscript template iframe object embed applet svg math canvas audio video map select option button input textarea datalist dialog head title link meta frame frameset noframes portal");

    private static readonly FrozenSet<string> Blocks = Set(
        "address article aside blockquote body center dd details dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul caption legend");

    /// <summary>Never prose, or never shown.</summary>
    public static bool IsDropped(IElement element) =>
        Dropped.Contains(element.LocalName)
        || element.HasAttribute("hidden")
        || element.GetAttribute("aria-hidden") is "true"
        || (element.GetAttribute("style") is { } style && IsHiddenStyle(style));

    public static bool IsBlock(INode node) => node is IElement element && Blocks.Contains(element.LocalName);

    public static int HeadingLevel(IElement element) => element.LocalName is ['h', >= '1' and <= '6'] name ? name[1] - '0' : 0;

    private static bool IsHiddenStyle(string style)
    {
        var compact = style.Replace(" ", "", StringComparison.Ordinal);
        return compact.Contains("display:none", StringComparison.OrdinalIgnoreCase) || compact.Contains("visibility:hidden", StringComparison.OrdinalIgnoreCase);
    }

    private static FrozenSet<string> Set(string names) => names.Split(' ').ToFrozenSet();
}
