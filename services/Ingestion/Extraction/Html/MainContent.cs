using AngleSharp.Dom;

namespace Syndication.Ingestion.Extraction.Html;

/// <summary>
/// Where a page's own text stands. Every line of prose counts for the elements that hold it, every label or link against
/// them; from the one whose own paragraphs are worth most it grows outwards as long as that pays. So a first paragraph in
/// a box of its own is worth the climb, a list of other stories beside the text or a blurb at the foot of the page is not.
/// </summary>
internal sealed class MainContent
{
    // What a paragraph is worth that is marked as one, or an item of a list, though it is short.
    private const int ShortParagraph = 1;
    private const int LongestTail = 4_000;

    /// <summary>
    /// How much an element has to add to what stands inside it, by how many levels away it is: a box beside the text is
    /// part of it, one at the other end of the page only where it holds more than the text itself.
    /// </summary>
    private static readonly double[] LeastGain = [0, 0, 0.02, 0.06, 0.15, 0.4];
    private const double FarGain = 2;
    private const double LeastBelow = 0.25;

    private readonly TextWeights _weights;
    private readonly Furniture _furniture;
    private readonly Dictionary<IElement, int> _worths = [];
    private IElement _nucleus;
    private int _densest;

    private MainContent(IElement body, TextWeights weights, Furniture furniture)
    {
        _weights = weights;
        _furniture = furniture;
        _nucleus = body;
        Weigh(body, Place.Text);
        Root = Grown(_nucleus, body);
    }

    private enum Place
    {
        Text,
        Paragraph,
        Item,
        Heading,
        Cell,
    }

    /// <summary>What holds the text; the whole body where nothing reads like prose.</summary>
    public IElement Root { get; }

    /// <summary>Below it, up to the end of its article: the sections about the organisation and whom to call.</summary>
    public IEnumerable<IElement> Tail => Ancestry(Root).SelectMany(Following).Where(element => !Elements.IsDropped(element) && !_furniture.Holds(element) && IsTail(element));

    public static MainContent Of(IElement body, TextWeights weights, Furniture furniture) => new(body, weights, furniture);

    /// <summary>From the element whose own paragraphs are worth most, up as long as what is added is worth the distance.</summary>
    private IElement Grown(IElement nucleus, IElement body)
    {
        var root = nucleus;
        int levels = 0, below = 0;
        for (var at = nucleus; at != body && at.ParentElement is { } parent; at = parent)
        {
            var worth = _worths.GetValueOrDefault(root);
            below += parent.Children.SkipWhile(child => child != at).Skip(1).Sum(element => _worths.GetValueOrDefault(element));

            // Little text above may be the first paragraph; little text below is a site's notices.
            var gain = _worths.GetValueOrDefault(parent) - worth - (below > 0 && below < worth * LeastBelow ? below : 0);
            if (gain > 0 && gain >= worth * (levels < LeastGain.Length ? LeastGain[levels] : FarGain))
            {
                root = parent;
                levels = below = 0;
            }
            else
            {
                levels++;
            }
        }

        return root;
    }

    /// <summary>The worth of what the element holds; the nucleus is noted on the way, the deepest of equals.</summary>
    private int Weigh(IElement element, Place place)
    {
        int worth = 0, own = 0;
        var line = default(Line);
        Weigh(element, place, ref line, ref worth, ref own);
        worth += Worth(line, place);
        own += Worth(line, place);
        _worths[element] = worth;
        if (own > _densest && Elements.IsBlock(element) && !IsPart(element))
        {
            _densest = own;
            _nucleus = element;
        }

        return worth;
    }

    /// <summary>It belongs to the text of what holds it.</summary>
    private static bool IsPart(IElement element) =>
        element.LocalName is "p" or "li" or "ul" or "ol" or "dl" or "dd" or "dt" or "blockquote" or "pre" or "tr" or "tbody";

    private void Weigh(IElement element, Place place, ref Line line, ref int worth, ref int own)
    {
        foreach (var node in element.ChildNodes)
        {
            if (node is IText words)
            {
                line.Add(words.Data, inLink: false);
            }
            else if (node is IElement child && _weights.IsShown(child) && !_furniture.Holds(child))
            {
                if (!_weights.IsContainer(child) && child.LocalName != "br")
                {
                    line.Add(_weights[child], _weights.LastOf(child));
                    continue;
                }

                worth += Worth(line, place);
                own += Worth(line, place);
                line = default;
                if (Elements.IsBlock(child))
                {
                    var held = Weigh(child, PlaceOf(child, place));
                    worth += held;
                    own += IsPart(child) ? held : 0;
                }
                else
                {
                    Weigh(child, place, ref line, ref worth, ref own);
                }
            }
        }
    }

    private static int Worth(Line line, Place place)
    {
        if (line.Length == 0 || place == Place.Heading)
        {
            return 0;
        }

        if (TextWeights.IsProse(line.Length, line.Linked, line.Last))
        {
            return line.Length;
        }

        if (line.Linked * 2 >= line.Length)
        {
            return -line.Length / 2;
        }

        return place switch
        {
            Place.Paragraph => ShortParagraph,
            Place.Item or Place.Cell => 0,
            _ => -line.Length / 2,
        };
    }

    private static Place PlaceOf(IElement element, Place around) => element.LocalName switch
    {
        "p" or "blockquote" or "pre" => Place.Paragraph,
        "li" or "dd" or "dt" => Place.Item,
        "td" or "th" => Place.Cell,
        _ when Elements.HeadingLevel(element) > 0 => Place.Heading,
        _ => around is Place.Item ? around : Place.Text,
    };

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
        if (_weights[element].Text is 0 or > LongestTail)
        {
            return false;
        }

        var opening = element.QuerySelectorAll("h2, h3, h4, h5, h6, p, strong, b, dt").Prepend(element).Take(3);
        return opening.Select(part => LineShape.Folded(part.TextContent.Replace('\n', ' '))).Any(text => AboutReader.IsAbout(text) || ContactReader.IsLeadIn(text));
    }
}
