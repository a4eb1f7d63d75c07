using System.Collections.Frozen;
using System.Text;

namespace Syndication.Ingestion.Extraction.Html;

/// <summary>
/// A linear look at a page's tags before they are parsed: a tree builder takes minutes over 100,000 nested elements or
/// unclosed formatting elements (AngleSharp: 50 s over 100,000 <c>div</c>), so such pages are refused first.
/// </summary>
internal static class HtmlGuard
{
    public const int MaxDepth = 512;

    /// <summary>Tables, quotations, figures and lists within their like: each is looked through at every level.</summary>
    public const int MaxLike = 32;

    public const int MaxTags = 50_000;
    public const int MaxAttributes = 1_000;

    // Each one left open is made anew in every paragraph after it.
    public const int MaxOpenFormatting = 256;

    private static readonly FrozenSet<string> Void = Set("area base br col embed frame hr img input link meta param source track wbr keygen basefont bgsound command image");
    private static readonly FrozenSet<string> Raw = Set("script style textarea title xmp iframe noembed noframes");
    private static readonly FrozenSet<string> Formatting = Set("a b big code em font i nobr s small strike strong tt u");
    private static readonly FrozenSet<string> Nests = Set("table blockquote figure ul ol menu dir");
    private static readonly FrozenSet<string> Scopes = Set("table td th caption html template object applet marquee button");
    private static readonly FrozenSet<string> ClosesParagraph =
        Set("address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr main menu nav ol p pre section summary table ul li dd dt");

    /// <summary>The page without what its scripts and styles say: nobody reads that, and a parser would.</summary>
    /// <exception cref="UnreadablePageException">Nested too deeply, or too many elements.</exception>
    public static string Checked(string html)
    {
        var kept = new StringBuilder(html.Length);
        var from = 0;
        var open = new List<string>();
        var formatting = new Dictionary<string, int>();
        var unclosed = 0;
        var names = new Dictionary<string, string>().GetAlternateLookup<ReadOnlySpan<char>>();
        var tags = 0;
        Span<char> lower = stackalloc char[40];
        for (var i = 0; (i = html.IndexOf('<', i)) >= 0 && i + 1 < html.Length;)
        {
            if (html.AsSpan(i).StartsWith("<!--", StringComparison.Ordinal))
            {
                var end = html.IndexOf("-->", i + 4, StringComparison.Ordinal);
                i = end < 0 ? html.Length : end + 3;
                tags++;
            }
            else if (html[i + 1] is '!' or '?')
            {
                i = Past(html, '>', i);
                tags++;
            }
            else if (html[i + 1] == '/' || char.IsAsciiLetter(html[i + 1]))
            {
                tags++;
                var closing = html[i + 1] == '/';
                var start = i + (closing ? 2 : 1);
                var stop = start;
                while (stop < html.Length && stop - start < 40 && !char.IsWhiteSpace(html[stop]) && html[stop] is not ('>' or '/'))
                {
                    stop++;
                }

                var length = html.AsSpan(start, stop - start).ToLowerInvariant(lower);
                if (!names.TryGetValue(lower[..length], out var name))
                {
                    name = lower[..length].ToString();
                    names[name] = name;
                }

                i = EndOfTag(html, stop);
                if (closing)
                {
                    Close(open, name);
                    if (formatting.GetValueOrDefault(name) > 0)
                    {
                        formatting[name]--;
                        unclosed--;
                    }
                }
                else if (!Void.Contains(name))
                {
                    Open(open, name);
                    if (Formatting.Contains(name))
                    {
                        formatting[name] = formatting.GetValueOrDefault(name) + 1;
                        unclosed++;
                    }

                    if (Raw.Contains(name))
                    {
                        var tag = html.AsSpan(start, i - start);
                        var end = EndOfRaw(html, name, i);
                        if (name is "script" or "style" && !tag.Contains("ld+json", StringComparison.OrdinalIgnoreCase) && i < html.Length)
                        {
                            kept.Append(html, from, i - from);
                            from = ContentEnd(html, name, i);
                        }

                        i = end;
                        Close(open, name);
                    }
                }
            }
            else
            {
                i++;
            }

            if (open.Count > MaxDepth)
            {
                throw new UnreadablePageException(422, $"The page's HTML is nested deeper than {MaxDepth} elements, which no written page is. Send the page as its server sent it, or its text.");
            }

            if (open.Count > MaxLike && open.Count(Nests.Contains) > MaxLike)
            {
                throw new UnreadablePageException(422, $"The page's HTML nests more than {MaxLike} tables, quotations or figures in one another. Mend the page, or send its text.");
            }

            if (tags > MaxTags)
            {
                throw new UnreadablePageException(422, $"The page's HTML has more than {MaxTags} tags. Send the page of the release alone, or its text.");
            }

            if (unclosed > MaxOpenFormatting)
            {
                throw new UnreadablePageException(422, $"The page's HTML opens more than {MaxOpenFormatting} formatting elements (a, b, i, font and the like) without closing them. Mend the page, or send its text.");
            }
        }

        return from == 0 ? html : kept.Append(html, from, html.Length - from).ToString();
    }

    private static void Open(List<string> open, string name)
    {
        if (ClosesParagraph.Contains(name))
        {
            Close(open, "p");
        }

        switch (name)
        {
            case "li":
                CloseWithin(open, ["li"], ["ul", "ol", "menu", "dir"]);
                break;
            case "dd" or "dt":
                CloseWithin(open, ["dd", "dt"], ["dl"]);
                break;
            case "td" or "th":
                CloseWithin(open, ["td", "th"], ["tr", "table"]);
                break;
            case "tr":
                CloseWithin(open, ["tr"], ["table"]);
                break;
            case "tbody" or "thead" or "tfoot":
                CloseWithin(open, ["tbody", "thead", "tfoot"], ["table"]);
                break;
            case "option" or "optgroup":
                CloseWithin(open, ["option"], ["select"]);
                break;
            case "a":
                Close(open, "a");
                break;
        }

        open.Add(name);
    }

    private static void Close(List<string> open, string name)
    {
        for (var i = open.Count - 1; i >= 0; i--)
        {
            if (open[i] == name)
            {
                open.RemoveRange(i, open.Count - i);
                return;
            }

            if (Scopes.Contains(open[i]) && name is not ("table" or "html" or "tr" or "tbody" or "thead" or "tfoot"))
            {
                return;
            }
        }
    }

    private static void CloseWithin(List<string> open, ReadOnlySpan<string> names, ReadOnlySpan<string> parents)
    {
        for (var i = open.Count - 1; i >= 0 && !parents.Contains(open[i]); i--)
        {
            if (names.Contains(open[i]))
            {
                open.RemoveRange(i, open.Count - i);
                return;
            }
        }
    }

    private static int Past(string html, char c, int from)
    {
        var at = from < html.Length ? html.IndexOf(c, from) : -1;
        return at < 0 ? html.Length : at + 1;
    }

    // Quoted values may hold ">"; attributes are counted by their "=" or by white space before a name.
    private static int EndOfTag(string html, int from)
    {
        // Nearly every tag is short, and what its quotes hold ends before it does.
        var tag = html.AsSpan(from, Math.Min(MaxAttributes, html.Length - from));
        if (tag.IndexOf('>') is >= 0 and var close && (tag[..close].Count('"') & 1) == 0 && !tag[..close].Contains('\''))
        {
            return from + close + 1;
        }

        var attributes = 0;
        for (var i = from; i < html.Length; i++)
        {
            switch (html[i])
            {
                case '>':
                    return i + 1;
                case '=' when i + 1 < html.Length:
                    var value = i + 1;
                    while (value < html.Length && char.IsWhiteSpace(html[value]))
                    {
                        value++;
                    }

                    if (value < html.Length && html[value] is '"' or '\'')
                    {
                        var end = html.IndexOf(html[value], value + 1);
                        i = end < 0 ? html.Length : end;
                    }

                    break;
                case var c when (char.IsWhiteSpace(c) || c == '/') && i + 1 < html.Length && !char.IsWhiteSpace(html[i + 1]) && html[i + 1] is not ('>' or '='):
                    if (++attributes > MaxAttributes)
                    {
                        throw new UnreadablePageException(422, $"A tag of the page's HTML has more than {MaxAttributes} attributes. Mend the page, or send its text.");
                    }

                    break;
            }
        }

        return html.Length;
    }

    private static int EndOfRaw(string html, string name, int from) => Past(html, '>', ContentEnd(html, name, from));

    private static int ContentEnd(string html, string name, int from)
    {
        var end = html.IndexOf("</" + name, from, StringComparison.OrdinalIgnoreCase);
        return end < 0 ? html.Length : end;
    }

    private static FrozenSet<string> Set(string names) => names.Split(' ').ToFrozenSet();
}
