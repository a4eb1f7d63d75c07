using AngleSharp.Dom;

namespace Syndication.Ingestion.Extraction.Html;

/// <summary>What stands between a page's heading and its first paragraph: who wrote it, when, and the sentence below the headline.</summary>
/// <param name="PublishedAt">Of a <c>time</c> element.</param>
/// <param name="Day">Of a date that is written out.</param>
internal sealed record Byline(string? Author, DateTimeOffset? PublishedAt, DateOnly? Day, string? Standfirst)
{
    private const int LongestAuthor = 80;
    private const int LongestDate = 90;
    private const int LongestStandfirst = 400;

    private static readonly string[] By = ["by ", "par ", "por ", "von ", "di ", "de "];

    /// <param name="root">What holds the text.</param>
    public static Byline Read(IElement body, IElement root, TextWeights weights)
    {
        string? author = null, standfirst = null;
        DateTimeOffset? at = null;
        DateOnly? day = null, above = null;
        var heading = body.QuerySelector("h1");
        var isBelowHeading = heading is null;

        // Above a heading may stand when it was published, in a box that they share, or on top of the page what day it is today.
        var boxes = heading is null || heading.QuerySelector("a") is not null ? [] : heading.Ancestors().OfType<IElement>().TakeWhile(box => box != body).ToHashSet();
        foreach (var element in Elements(body, weights))
        {
            if (element.LocalName == "h1" && !isBelowHeading)
            {
                isBelowHeading = true;
                continue;
            }

            if (IsFirstParagraph(element, root, weights) && isBelowHeading)
            {
                break;
            }

            if (!isBelowHeading)
            {
                above ??= boxes.Contains(element.ParentElement!) && IsNamedDate(element) && !IsNamedChange(element) && weights[element].Text <= LongestDate ? DateReader.Find(LineShape.OneLine(element.TextContent))?.Day : null;
                continue;
            }

            if (weights[element].Text is 0 or > LongestStandfirst || weights.IsContainer(element) && element.Children.Length > 0 && ElementNames.Of(element) is not (Purpose.Byline or Purpose.Standfirst) && !IsNamedDate(element))
            {
                continue;
            }

            var purpose = ElementNames.Of(element);
            var isOfChange = IsNamedChange(element);
            if (element.LocalName == "time" && !isOfChange)
            {
                at ??= MetadataReader.Instant(element.GetAttribute("datetime"));
            }

            var text = LineShape.OneLine(element.TextContent);
            if (text.Length is > 0 and <= LongestDate && !isOfChange && (element.LocalName == "time" || purpose == Purpose.Byline || IsNamedDate(element)))
            {
                day ??= DateReader.Find(text)?.Day;
            }

            if (purpose == Purpose.Byline && element.LocalName != "time" && IsNamedAuthor(element))
            {
                author ??= Named(text);
            }

            if (purpose == Purpose.Standfirst || (element.LocalName is "h2" or "h3" && text.Length > 25))
            {
                standfirst ??= text;
            }
        }

        return new Byline(author, at, day ?? above, standfirst);
    }

    /// <summary>In the order of the page; what other pages' texts stand in is passed over.</summary>
    private static IEnumerable<IElement> Elements(IElement parent, TextWeights weights)
    {
        foreach (var child in parent.Children)
        {
            if (!weights.IsShown(child) || child.LocalName is "nav" or "aside" or "footer")
            {
                continue;
            }

            yield return child;
            foreach (var below in Elements(child, weights))
            {
                yield return below;
            }
        }
    }

    private static bool IsFirstParagraph(IElement element, IElement root, TextWeights weights) =>
        element.LocalName is "p" or "div" or "td" && weights[element].Prose > 60 && weights[element].LinkDensity < 0.5
        && ElementNames.Of(element) is not (Purpose.Standfirst or Purpose.Byline or Purpose.Caption)
        && (element == root || element.Ancestors().Contains(root)) && !element.Children.Any(child => weights.IsContainer(child));

    private static bool IsNamedDate(IElement element) =>
        $"{element.ClassName} {element.Id}" is var name
        && (Says(name, "date") || Says(name, "publish") || Says(name, "created"));

    /// <summary>When it was changed is not when it was published.</summary>
    private static bool IsNamedChange(IElement element) =>
        $"{element.ClassName} {element.Id}" is var name && (Says(name, "updat") || Says(name, "modif")) && !Says(name, "publi");

    private static bool Says(string name, string word) => name.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static bool IsNamedAuthor(IElement element) =>
        $"{element.ClassName} {element.Id} {element.GetAttribute("rel")} {element.GetAttribute("itemprop")}" is var name
        && (Says(name, "author") || Says(name, "byline"));

    private static string? Named(string text)
    {
        var opening = By.FirstOrDefault(word => text.StartsWith(word, StringComparison.OrdinalIgnoreCase));
        var name = opening is null ? text : text[opening.Length..].Trim();
        var end = name.IndexOfAny(['|', '·', '•', ',', '(']);
        name = (end > 0 ? name[..end] : name).Trim();
        return name.Length is > 2 and <= LongestAuthor && char.IsUpper(name[0]) && !name.Any(char.IsDigit) ? name : null;
    }
}
