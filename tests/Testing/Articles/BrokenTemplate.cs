using System.Text;
using System.Text.RegularExpressions;

namespace Syndication.Testing.Articles;

/// <summary>
/// What happens to pages when a site's template breaks or changes, done to a page's HTML: some do no harm, some cost the
/// extraction its text. Which did is for a score to say.
/// </summary>
public sealed partial class BrokenTemplate
{
    private BrokenTemplate(string name, Func<string, Random, string> apply)
    {
        Name = name;
        Apply = apply;
    }

    public string Name { get; }

    public Func<string, Random, string> Apply { get; }

    public static IReadOnlyList<BrokenTemplate> All { get; } =
    [
        new("more boxes around everything", (html, _) => Body(html, body => $"<div class=\"layout-v2\"><div class=\"shell\"><div>{body}</div></div></div>")),
        new("other names on everything", (html, random) => Class().Replace(html, match => $"class=\"c{random.Next(100_000)}\"")),
        new("a banner and a longer footer", (html, _) => Body(html, body => $"<div role=\"dialog\"><p>We have changed our terms of use. Please read them before you go on.</p></div>{body}<footer><p>{Filler(3)}</p></footer>")),
        new("paragraphs are divisions", (html, _) => Paragraph().Replace(html, match => match.Value.StartsWith("</", StringComparison.Ordinal) ? "</div>" : "<div>")),
        new("scripts fill the text in", (html, _) => WithoutParagraphs(html, 40, _ => "")),
        new("pictures of the text", (html, _) => WithoutParagraphs(html, 40, _ => "<p><img src=\"/t.png\" alt=\"\"></p>")),
        new("a wall instead of the text", (html, _) => WithoutParagraphs(html, 40, first => first ? "<p>Subscribe to continue reading. Already a subscriber? Sign in to your account.</p>" : "")),
        new("an error instead of the page", (html, _) => Body(html, _ => "<h1>Something went wrong</h1><p>The page that you asked for could not be found or is not available at the moment. Please try again later, or go back to the home page.</p><p>Error 503. Reference: 8f2c-11aa.</p>")),
        new("robots are turned away", (html, _) => Body(html, _ => "<h1>Please verify that you are human</h1><p>We have detected unusual traffic from your network. Enable JavaScript and cookies to continue.</p>")),
        new("another page's text", (html, _) => WithoutParagraphs(html, 40, first => first ? string.Concat(Enumerable.Range(1, 5).Select(i => $"<p>{Filler(i)}</p>")) : "")),
        new("only the consent dialog", (html, _) => Body(html, _ => $"<div><h2>We value your privacy</h2><p>{Consent}</p><p>You can change your choice at any time. Our partners and we process data to show personalised content, and to measure how it is used.</p></div>")),
        new("the text is hidden", (html, _) => Paragraph().Replace(html, match => match.Value.StartsWith("</", StringComparison.Ordinal) ? "</p></div>" : "<div style=\"display: none\"><p>")),
        new("the text is in a noscript", (html, _) => WithoutParagraphs(html, 40, _ => "<noscript><p>This text needs JavaScript.</p></noscript>")),
        new("lorem ipsum", (html, _) => WithoutParagraphs(html, 40, first => first ? "<p>Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore magna aliqua.</p><p>Ut enim ad minim veniam, quis nostrud exercitation ullamco laboris nisi ut aliquip ex ea commodo consequat.</p>" : "")),
        new("only the first paragraph", (html, _) => Seen(html, 1)),
        new("an unclosed template", (html, _) => Body(html, body => body.Length < 400 ? body : body.Insert(FirstParagraph(body), "<template>"))),
        new("everything is a link", (html, _) => Paragraph().Replace(html, match => match.Value.StartsWith("</", StringComparison.Ordinal) ? "</a></p>" : "<p><a href=\"/home\">")),
    ];

    private const string Consent =
        "We and our 143 partners store and access information on a device, such as cookies, and process personal data, such as unique identifiers and standard information sent by a device, for the purposes described below.";

    private static string Body(string html, Func<string, string> change)
    {
        var open = BodyTag().Match(html);
        var close = html.LastIndexOf("</body", StringComparison.OrdinalIgnoreCase);
        var start = open.Success ? open.Index + open.Length : 0;
        var end = close > start ? close : html.Length;
        return html[..start] + change(html[start..end]) + html[end..];
    }

    /// <summary>Every paragraph that has so many characters, replaced.</summary>
    private static string WithoutParagraphs(string html, int shortest, Func<bool, string> replacement)
    {
        var isFirst = true;
        return Body(html, body => LongParagraph().Replace(body, match =>
        {
            if (Tags().Replace(match.Value, "").Length < shortest)
            {
                return match.Value;
            }

            var replaced = replacement(isFirst);
            isFirst = false;
            return replaced;
        }));
    }

    private static string Seen(string html, int paragraphs)
    {
        var seen = 0;
        return Body(html, body => LongParagraph().Replace(body, match => Tags().Replace(match.Value, "").Length < 80 || ++seen <= paragraphs ? match.Value : ""));
    }

    private static int FirstParagraph(string body) => Paragraph().Match(body) is { Success: true } match ? match.Index : 0;

    private static string Filler(int seed)
    {
        string[] subjects = ["The committee", "A spokeswoman", "The regional office", "Our readers", "The new schedule"];
        string[] verbs = ["will publish", "has postponed", "is looking for", "thanks everybody for", "cannot confirm"];
        string[] objects = ["the results of the competition", "a list of opening hours", "volunteers for the summer fair", "the renewal of the licence", "the parking arrangements"];
        var text = new StringBuilder();
        for (var i = 0; i < 4; i++)
        {
            text.Append(subjects[(seed + i) % 5]).Append(' ').Append(verbs[(seed * 2 + i) % 5]).Append(' ').Append(objects[(seed * 3 + i) % 5]).Append(" on the usual day of the month. ");
        }

        return text.ToString();
    }

    [GeneratedRegex(@"class\s*=\s*(?:""[^""]*""|'[^']*')", RegexOptions.IgnoreCase)]
    private static partial Regex Class();

    [GeneratedRegex(@"<body\b[^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex BodyTag();

    [GeneratedRegex(@"</?p(?:\s[^>]*)?>", RegexOptions.IgnoreCase)]
    private static partial Regex Paragraph();

    [GeneratedRegex(@"<p(?:\s[^>]*)?>.*?</p>", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex LongParagraph();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();
}
