using System.Text;
using Syndication.Contracts;
using Syndication.Newsroom.Words;
using Syndication.Text;

namespace Syndication.Newsroom.Releases;

/// <summary>A body as the page of its release shows it: what readers of feeds get, made fit for one document.</summary>
internal static class ReleaseBody
{
    /// <param name="imageHosts">Whose pictures are shown; others are links, so that no third party learns who reads what.</param>
    public static string Render(IReadOnlyList<Block> blocks, Wording words, IReadOnlyCollection<string> imageHosts)
    {
        var html = new StringBuilder();
        var level = 1;
        foreach (var block in blocks)
        {
            switch (block)
            {
                case Heading heading:
                    // No level is skipped on the way down: the headline is the first.
                    level = Math.Min(Math.Clamp(heading.Level, 2, 6), level + 1);
                    html.Append(BlockHtml.Render([heading with { Level = level }]));
                    break;
                case TableBlock table:
                    // Wide ones scroll in themselves, by keyboard too.
                    html.Append("<section class=\"wide\" tabindex=\"0\" aria-label=\"")
                        .Append(BlockHtml.Escape(table.Caption is { Length: > 0 } caption ? caption : words.Release.Table))
                        .Append("\">").Append(BlockHtml.Render([table])).Append("</section>\n");
                    break;
                case ImageBlock image when !IsShown(image, imageHosts):
                    AppendLink(html, image, words);
                    break;
                default:
                    html.Append(BlockHtml.Render([block]));
                    break;
            }
        }

        return html.ToString();
    }

    /// <summary>Whether the first words of the body tell the place already, as releases set as text do.</summary>
    public static bool BeginsWithDateline(Release edition) =>
        edition is { Dateline.Place: { Length: > 0 } place, Body: [var first, ..] }
        && BlockText.Render(first) is var text && text.AsSpan(0, Math.Min(text.Length, 120)).Contains(place, StringComparison.OrdinalIgnoreCase);

    public static bool IsShown(ImageBlock image, IReadOnlyCollection<string> imageHosts) =>
        Uri.TryCreate(image.Url, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps && imageHosts.Contains(url.Host, StringComparer.OrdinalIgnoreCase);

    private static void AppendLink(StringBuilder html, ImageBlock image, Wording words)
    {
        if (ReleaseLinks.Web(image.Url) is not { } url)
        {
            return;
        }

        var text = new[] { image.Caption, image.Alt }.FirstOrDefault(text => !string.IsNullOrWhiteSpace(text));
        html.Append("<p class=\"picture\"><a href=\"").Append(BlockHtml.Escape(url)).Append("\">")
            .Append(BlockHtml.Escape(text is null ? words.Release.Picture : words.Release.Picture + words.Colon + text.Trim()))
            .Append("</a> <span class=\"host\">").Append(BlockHtml.Escape(new Uri(url).Host)).Append("</span></p>\n");
    }
}
