using AngleSharp.Dom;
using Syndication.Contracts;

namespace Syndication.Ingestion.Extraction.Html;

/// <summary>A tree of elements as blocks: only known structure and plain text pass, so nothing has to be sanitised.</summary>
/// <param name="drops">Elements that are left out with all they hold.</param>
internal sealed class BlockBuilder(LinkTargets links, Func<IElement, bool> drops)
{
    private const int MostColumns = 64;

    private readonly List<Block> _blocks = [];
    private readonly List<Run> _runs = [];

    /// <param name="root">Read with all that it holds.</param>
    /// <param name="baseUrl">What relative links are resolved against; without it they lose their target.</param>
    /// <param name="drops">Elements that are left out with all they hold.</param>
    public static IReadOnlyList<Block> Build(INode root, Uri? baseUrl, Func<IElement, bool> drops)
    {
        var builder = new BlockBuilder(new LinkTargets(baseUrl), drops);
        builder.Walk(root, default);
        builder.EndParagraph();
        return builder._blocks;
    }

    private void Walk(INode parent, TextStyle style)
    {
        foreach (var node in parent.ChildNodes)
        {
            switch (node)
            {
                case IText text:
                    Append(text.Data, style);
                    break;
                case IElement element when !Elements.IsDropped(element) && !drops(element):
                    Visit(element, style);
                    break;
            }
        }
    }

    private void Visit(IElement element, TextStyle style)
    {
        var level = Elements.HeadingLevel(element);
        switch (element.LocalName)
        {
            case "br":
                _runs.Add(new Run("\n"));
                break;
            case "img":
                AddImage(element, caption: null);
                break;
            case "figure":
                AddFigure(element);
                break;
            case "pre":
                EndParagraph();
                _blocks.AddRange(TextBlocks.Parse(element.TextContent));
                break;
            case "ul" or "ol" or "menu" or "dir" when !HoldsSections(element):
                AddList(element, element.LocalName == "ol");
                break;
            case "table" when IsData(element):
                AddTable(element);
                break;
            case "blockquote":
                AddQuote(element);
                break;
            case var _ when level > 0:
                EndParagraph();
                if (Inline(element) is { Count: > 0 } heading)
                {
                    _blocks.Add(new Heading(Math.Max(2, level), heading));
                }

                break;
            case var _ when Elements.IsBlock(element):
                EndParagraph();
                Walk(element, style);
                EndParagraph();
                break;
            default:
                Walk(element, style.Within(element, links.Of(element)));
                break;
        }
    }

    private void Append(string text, TextStyle style)
    {
        if (text.Length > 0)
        {
            _runs.Add(new Run(text.Replace('\n', ' '), style.Strong, style.Emphasis, style.Href));
        }
    }

    /// <summary>A blank line made of two line breaks parts paragraphs as a tag does.</summary>
    private void EndParagraph()
    {
        foreach (var runs in Runs.Paragraphs(_runs))
        {
            _blocks.Add(new Paragraph(runs));
        }

        _runs.Clear();
    }

    private void AddList(IElement element, bool ordered)
    {
        EndParagraph();
        var items = new List<ListItem>();
        AddItems(element, items);
        if (items.Count > 0)
        {
            _blocks.Add(new ListBlock(ordered, items));
        }
    }

    /// <summary>Its items have headings and paragraphs of their own, as the posts of a live report do.</summary>
    private static bool HoldsSections(IElement list) =>
        list.Children.Any(item => item.Children.Any(child => Elements.HeadingLevel(child) > 0) && item.QuerySelector("p") is not null);

    /// <summary>Nested lists follow their item: lists are one level deep.</summary>
    private void AddItems(IElement list, List<ListItem> items)
    {
        foreach (var child in list.Children.Where(child => !Elements.IsDropped(child) && !drops(child)))
        {
            if (child.LocalName is "ul" or "ol")
            {
                AddItems(child, items);
                continue;
            }

            if (Inline(child, skipLists: true) is { Count: > 0 } runs)
            {
                items.Add(new ListItem(runs));
            }

            foreach (var nested in child.Children.Where(nested => nested.LocalName is "ul" or "ol"))
            {
                AddItems(nested, items);
            }
        }
    }

    private void AddQuote(IElement element)
    {
        EndParagraph();
        var inner = new BlockBuilder(links, node => drops(node) || node.LocalName is "cite" or "footer");
        inner.Walk(element, default);
        inner.EndParagraph();
        var paragraphs = inner._blocks.OfType<Paragraph>().ToList();
        var attribution = LineShape.OneLine(element.QuerySelector("cite, footer")?.TextContent).TrimStart('—', '–', '-', ' ');
        if (paragraphs.Count > 0 && paragraphs.Count == inner._blocks.Count)
        {
            _blocks.Add(new QuoteBlock(paragraphs, attribution.Length == 0 ? null : attribution));
        }
        else
        {
            _blocks.AddRange(inner._blocks);
        }
    }

    private void AddFigure(IElement figure)
    {
        var caption = Line(figure.QuerySelector("figcaption")?.TextContent);
        if (figure.QuerySelector("img") is { } image)
        {
            AddImage(image, caption);
        }
        else
        {
            EndParagraph();
            Walk(figure, default);
            EndParagraph();
        }
    }

    private void AddImage(IElement image, string? caption)
    {
        var alt = Line(image.GetAttribute("alt"));
        if (links.Resolve(image.GetAttribute("src")) is { Scheme: "http" or "https" } url && (alt ?? caption) is not null)
        {
            EndParagraph();
            _blocks.Add(new ImageBlock(url.AbsoluteUri, alt, caption));
        }
    }

    /// <summary>A text on one line; null where nothing is left of it.</summary>
    private static string? Line(string? text) =>
        LineShape.OneLine(text) is { Length: > 0 } line ? line : null;

    /// <summary>Layout tables are walked through like any other element.</summary>
    private static bool IsData(IElement table) =>
        table.GetAttribute("role") is not "presentation"
        && table.QuerySelector("table, p, ul, ol, h1, h2, h3, div") is null
        && Rows(table).Any(row => row.Children.Length > 1);

    private void AddTable(IElement table)
    {
        EndParagraph();
        var rows = Rows(table).ToList();
        var caption = Line(table.QuerySelector("caption")?.TextContent);
        var cells = rows
            .Select(row => new TableRow([.. row.Children.Take(MostColumns).Select(cell => new TableCell(Inline(cell)))]))
            .Where(row => row.Cells.Count > 0)
            .ToList();
        if (cells.Count > 0)
        {
            _blocks.Add(new TableBlock(rows[0].Children.All(cell => cell.LocalName == "th"), cells, caption));
        }
    }

    private static IEnumerable<IElement> Rows(IElement table) => table.QuerySelectorAll("tr").Where(row => row.Children.Length > 0);

    private List<Run> Inline(IElement element, bool skipLists = false)
    {
        var inner = new BlockBuilder(links, node => drops(node) || (skipLists && node.LocalName is "ul" or "ol"));
        inner.Flatten(element, default);
        return Runs.Tidy(inner._runs);
    }

    private void Flatten(INode parent, TextStyle style)
    {
        foreach (var node in parent.ChildNodes)
        {
            if (node is IText text)
            {
                Append(text.Data, style);
            }
            else if (node is IElement element && !Elements.IsDropped(element) && !drops(element))
            {
                Append(element.LocalName == "br" || Elements.IsBlock(element) ? " " : "", style);
                Flatten(element, style.Within(element, links.Of(element)));
                Append(Elements.IsBlock(element) ? " " : "", style);
            }
        }
    }
}
