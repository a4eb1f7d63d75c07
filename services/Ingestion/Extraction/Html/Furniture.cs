using AngleSharp.Dom;

namespace Syndication.Ingestion.Extraction.Html;

/// <summary>What of a page is its site's and not its text's, as far as elements tell: by tag, role, name, links and shape.</summary>
internal sealed class Furniture(IElement body, TextWeights weights, Uri? url)
{
    // A tag or a name says less than prose does: sites call their very text "pagination" or put it in a form.
    private const double Much = 0.4;
    private const double Nearly = 0.8;

    // Boxes of links are no longer than this; a longer text is one, however many links it has.
    private const int LongestLinks = 2_000;
    private const double MostLinked = 0.5;
    private const int MostLinks = 40;
    private const int ShortestSentence = 30;

    private const int LongestTeaser = 700;
    private const int LongestCaption = 1_000;
    private const int LongestCentred = 200;
    private const int LongestCall = 600;

    private readonly int _allProse = weights[body].Prose;
    private readonly Dictionary<IElement, bool> _known = [];

    /// <summary>The element is furniture, with all that it holds.</summary>
    public bool Holds(IElement element)
    {
        if (!_known.TryGetValue(element, out var isFurniture))
        {
            isFurniture = Judge(element);
            _known[element] = isFurniture;
        }

        return isFurniture;
    }

    private bool Judge(IElement element)
    {
        if (element == body || element.LocalName is "html" or "main" or "h1" or "strong" or "em" or "b" or "i" or "br")
        {
            return false;
        }

        var purpose = ElementNames.Of(element);
        var weight = weights[element];
        if (purpose == Purpose.Comments && element.LocalName is not ("article" or "p"))
        {
            return true;
        }

        if (weight.Text == 0 || HoldsMost(element, weight) || IsWithinProse(element, weight))
        {
            return false;
        }

        return IsByTag(element, weight)
            || purpose is Purpose.Furniture or Purpose.Byline or Purpose.Standfirst
            || (purpose == Purpose.Caption && weight.Text < LongestCaption)
            || element.LocalName is "figcaption" or "time"
            || IsEmptyFigure(element)
            || IsBelowPicture(element, weight)
            || IsCall(element, weight)
            || IsLinks(element, weight)
            || IsTeaser(element, weight);
    }

    /// <summary>The page's text, whatever its box is called: but a foot full of links is none for a short page's sake.</summary>
    private bool HoldsMost(IElement element, TextWeight weight) =>
        weight.Prose > _allProse * Much && (weight.LinkDensity < MostLinked || weight.Prose > _allProse * Nearly || element.QuerySelector("h1") is not null);

    /// <summary>A few words of a paragraph: what they are called is a matter of looks.</summary>
    private bool IsWithinProse(IElement element, TextWeight weight) =>
        !weights.IsContainer(element) && element.ParentElement is { } parent && weight.Text * 3 < weights[parent].Text && parent.LocalName is "p" or "li" or "td" or "a" or "span";

    private static bool IsByTag(IElement element, TextWeight weight) => element.LocalName switch
    {
        "nav" or "footer" or "aside" or "form" or "fieldset" or "address" => true,
        "header" => true,
        _ => element.GetAttribute("role") is "navigation" or "banner" or "contentinfo" or "complementary" or "search" or "dialog" or "alertdialog" or "menu" or "menubar" or "toolbar" or "tablist",
    };

    /// <summary>A figure that shows nothing is a box that sites put between paragraphs: a form, an appeal.</summary>
    private static bool IsEmptyFigure(IElement element) =>
        element.LocalName == "figure" && element.QuerySelector("img, picture, table, pre, blockquote, ul, ol") is null;

    /// <summary>A centred line right below a picture that stands alone, in a text that is not centred.</summary>
    private static bool IsBelowPicture(IElement element, TextWeight weight) =>
        element.LocalName is "p" or "div" && weight.Text < LongestCentred && IsCentred(element)
        && element.NextElementSibling is { } below && !IsCentred(below)
        && element.PreviousElementSibling is { } above && above.TextContent.AsSpan().IsWhiteSpace() && above.QuerySelector("img") is not null;

    /// <summary>A box of a few sentences with a button of its own: "Subscribe", "S'inscrire".</summary>
    private bool IsCall(IElement element, TextWeight weight) =>
        element.LocalName is "div" or "section" && weight is { Prose: > 0, Text: < LongestCall } && weights.IsContainer(element)
        && element.QuerySelectorAll("a, button").Any(button => !IsInLine(button) && SiteWords.IsCall(button.TextContent));

    private static bool IsInLine(IElement link) => link.ParentElement!.LocalName is "p" && link.ParentElement.ChildNodes.Any(node => node is IText && !node.TextContent.AsSpan().IsWhiteSpace());

    private static bool IsCentred(IElement element) =>
        element.GetAttribute("align") is "center"
        || (element.GetAttribute("style") is { } style && style.Contains("text-align", StringComparison.OrdinalIgnoreCase) && style.Contains("center", StringComparison.OrdinalIgnoreCase));

    /// <summary>A box that is mostly links to pages of the same site: a menu, a list of other stories.</summary>
    private bool IsLinks(IElement element, TextWeight weight) =>
        Elements.IsBlock(element) && Elements.HeadingLevel(element) == 0
        && weight.LinkDensity > MostLinked && weight.Text < LongestLinks && weight.Prose == 0
        && !(element.LocalName == "p" && IsSentence(weight))
        && !LeadsElsewhere(element);

    /// <summary>A sentence that has a long link in it.</summary>
    private static bool IsSentence(TextWeight weight) => weight.Text - weight.Linked >= ShortestSentence && weight.Text >= 2 * ShortestSentence;

    /// <summary>Most of its links leave the site: sources, shops, documents of others, which belong to the text.</summary>
    private bool LeadsElsewhere(IElement element)
    {
        if (url is null || element.LocalName is not ("p" or "li" or "ul" or "ol"))
        {
            return false;
        }

        int elsewhere = 0, links = 0;
        foreach (var link in element.QuerySelectorAll("a[href]").Take(MostLinks))
        {
            links++;
            elsewhere += Uri.TryCreate(url, link.GetAttribute("href"), out var target) && target.Scheme is "http" or "https" && !IsSameSite(target.Host, url.Host) && !Networks.IsOne(target) ? 1 : 0;
        }

        return elsewhere * 2 > links;
    }

    private static bool IsSameSite(string one, string other) => Site(one) == Site(other);

    // The last two labels; for "co.uk" and its like three.
    private static string Site(string host)
    {
        var labels = host.Split('.');
        return string.Join('.', labels[^Math.Min(labels.Length, labels is [.., { Length: <= 3 }, { Length: 2 }] ? 3 : 2)..]);
    }

    /// <summary>The card of another story: its headline is a link, its first words stand below.</summary>
    private static bool IsTeaser(IElement element, TextWeight weight) =>
        element.LocalName is "li" or "article" or "div" or "section" or "a" && weight.Text < LongestTeaser
        && weight.Linked > 0
        && element.QuerySelector("h2, h3, h4, h5, h6") is { } heading
        && (heading.QuerySelector("a[href]") is { } link ? link.TextContent.Trim().Length * 10 > heading.TextContent.Trim().Length * 9 : heading.Closest("a") is not null);
}
