using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Syndication.Ingestion.Extraction.Html;

/// <summary>
/// Where a page's own text stands: the deepest element that holds most of its prose, once what HTML's elements, roles
/// and customary class names say is navigation has been left out.
/// </summary>
internal sealed partial class MainContent
{
    private const double MostLinked = 0.5;
    private const double Much = 0.4;
    private const double Share = 0.72;
    private const int ShortestProse = 25;
    private const int LongestHeader = 600;
    private const int FullWeight = 80;
    private const int LongestTail = 4_000;

    private readonly Dictionary<IElement, (int Text, int Linked)> _lengths = [];
    private readonly Dictionary<IElement, double> _allProse = [];
    private readonly Dictionary<IElement, double> _prose = [];

    private MainContent(IElement body)
    {
        Body = body;
        Measure(body, inLink: false);
        Weigh(body, _allProse, _ => false);
        Weigh(body, _prose, IsFurniture);
        Root = Deepest(body);
    }

    public IElement Root { get; }

    /// <summary>Below it, up to the end of its article: the sections about the organisation and whom to call.</summary>
    public IEnumerable<IElement> Tail => Ancestry(Root).SelectMany(element => Following(element)).Where(element => !Elements.IsDropped(element) && !IsFurniture(element) && IsTail(element));

    private IElement Body { get; }

    public static MainContent Of(IElement body) => new(body);

    /// <summary>Navigation, asides, forms, sharing buttons: none of the page's own text, however long.</summary>
    public bool IsFurniture(IElement element)
    {
        if (element.LocalName is "nav" or "footer" or "aside" or "form" or "fieldset" || IsNamedFurniture(element))
        {
            return !HoldsMost(element);
        }

        return element.LocalName == "header" && element != Root && _lengths.GetValueOrDefault(element).Text < LongestHeader && element.QuerySelector("p") is null;
    }

    /// <summary>How much of an element's text is linked, 0 to 1.</summary>
    public double LinkDensity(IElement element) =>
        _lengths.TryGetValue(element, out var lengths) && lengths.Text > 0 ? (double)lengths.Linked / lengths.Text : 0;

    /// <summary>A name or a tag says less than prose does: sites call their very text "pagination" or put it in a form.</summary>
    private bool HoldsMost(IElement element) =>
        _allProse.GetValueOrDefault(element) > _allProse[Body] * Much && !IsComments(element);

    private static bool IsComments(IElement element) =>
        $"{element.GetAttribute("class")} {element.Id}".Contains("comment", StringComparison.OrdinalIgnoreCase);

    private static bool IsNamedFurniture(IElement element)
    {
        if (element.LocalName is "body" or "html" or "article" or "main" or "p" or "h1" or "strong" or "em")
        {
            return false;
        }

        if (element.GetAttribute("role") is "navigation" or "banner" or "contentinfo" or "complementary" or "search" or "dialog" or "alertdialog" or "menu" or "menubar" or "toolbar" or "tablist")
        {
            return true;
        }

        var name = $"{element.GetAttribute("class")} {element.Id}";
        return name.Length is > 1 and < 500 && FurnitureName().IsMatch(name);
    }

    private void Measure(IElement element, bool inLink)
    {
        int text = 0, linked = 0;
        foreach (var node in element.ChildNodes)
        {
            if (node is IText words)
            {
                var length = Visible(words.Data);
                text += length;
                linked += inLink ? length : 0;
            }
            else if (node is IElement child && !Elements.IsDropped(child))
            {
                Measure(child, inLink || child.LocalName == "a");
                text += _lengths[child].Text;
                linked += _lengths[child].Linked;
            }
        }

        _lengths[element] = (text, linked);
    }

    /// <summary>Prose below each element: text that stands directly in it or in its inline elements, little of it linked.</summary>
    private double Weigh(IElement element, Dictionary<IElement, double> prose, Func<IElement, bool> skips)
    {
        var total = 0.0;
        var direct = 0;
        foreach (var node in element.ChildNodes)
        {
            if (node is IText text)
            {
                direct += Visible(text.Data);
            }
            else if (node is IElement child && _lengths.ContainsKey(child) && !skips(child))
            {
                if (Elements.IsBlock(child))
                {
                    total += Weigh(child, prose, skips);
                }
                else
                {
                    direct += _lengths[child].Text - _lengths[child].Linked;
                    total += child.Children.Any(Elements.IsBlock) ? Weigh(child, prose, skips) : 0;
                }
            }
        }

        if (direct >= ShortestProse && LinkDensity(element) < MostLinked && Elements.HeadingLevel(element) == 0)
        {
            total += direct >= FullWeight ? direct : direct / 2.0;
        }

        prose[element] = total;
        return total;
    }

    private IElement Deepest(IElement body)
    {
        var all = _prose[body];
        var root = body;
        while (root.Children.FirstOrDefault(child => _prose.GetValueOrDefault(child) >= all * Share && all > 0) is { } child && Elements.IsBlock(child) && child.LocalName is not "p")
        {
            root = child;
        }

        return root;
    }

    /// <summary>The element and what holds it, below the article; without an article only itself.</summary>
    private static IEnumerable<IElement> Ancestry(IElement element)
    {
        var article = element.Closest("article") ?? element.ParentElement;
        for (var at = element; at is not null && at != article && at.ParentElement is not null; at = at.ParentElement)
        {
            yield return at;
        }
    }

    private static IEnumerable<IElement> Following(IElement element)
    {
        for (var at = element.NextElementSibling; at is not null; at = at.NextElementSibling)
        {
            yield return at;
        }
    }

    private bool IsTail(IElement element)
    {
        if (_lengths.GetValueOrDefault(element).Text is 0 or > LongestTail)
        {
            return false;
        }

        var opening = element.QuerySelectorAll("h2, h3, h4, h5, h6, p, strong, b, dt").Prepend(element).Take(3);
        return opening.Select(part => LineShape.Folded(part.TextContent.Replace('\n', ' '))).Any(text => AboutReader.IsAbout(text) || ContactReader.IsLeadIn(text));
    }

    private static int Visible(string text)
    {
        var length = 0;
        var space = true;
        foreach (var c in text)
        {
            var isSpace = char.IsWhiteSpace(c);
            length += isSpace && space ? 0 : 1;
            space = isSpace;
        }

        return length == 1 && space ? 0 : length;
    }

    [GeneratedRegex(
        @"(?:^|[\s_-])(?:nav|navbar|navigation|menu|menus|submenu|breadcrumbs?|sidebar|side-bar|footer|cookies?|consent|gdpr|share|sharing|sharebar|sharedaddy|social|socials|related|recommended|recommendations?|newsletters?|subscribe|subscription|signup|sign-up|promo|promos|promotion|advert|advertisement|advertising|ads?|adsense|sponsored|sponsor|comments?|disqus|popup|modal|toolbar|pagination|pager|skip-link|login|paywall|outbrain|taboola|trending|popular|most-read|read-more|readmore|more-stories|teaser|teasers|tags|taglist|meta-tags|masthead|copyright|credits?|print-only|screen-reader-text|sr-only|visually-hidden|hidden)(?:$|[\s_-])",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex FurnitureName();
}
