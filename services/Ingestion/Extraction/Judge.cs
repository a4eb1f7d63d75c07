using System.Text.RegularExpressions;
using Syndication.Contracts;
using Syndication.Text;

namespace Syndication.Ingestion.Extraction;

/// <summary>Why a person has to look at what extraction made of a page.</summary>
internal static partial class Judge
{
    private const int ShortestBody = 80;
    private const double MostGarbage = 0.05;
    private const double LeastLetters = 0.5;

    public static IReadOnlyList<string> Reasons(Draft draft, PageContent content, DecodedPage page)
    {
        var body = BlockText.Render(draft.Body);
        return
        [
            .. When(draft.Kind == ReleaseKind.Reference, "The page reads like a reference page (a directory or a list of entries without date or contact), not like a release: check whether it should be published at all."),
            .. When(draft.Headline is null, "No headline was found: give one, or discard the page."),
            .. When(IsSiteName(draft.Headline, content.Metadata.SiteName), $"The headline is the site's name (\"{draft.Headline}\"): give the release's own headline."),
            .. When(draft.Body.Count == 0, "No body was found: check whether the page holds a release, and paste its text."),
            .. When(draft.Body.Count > 0 && body.Length < ShortestBody && draft.Headline is not null, "The body is very short: check whether the whole text was found."),
            .. When(MostlyLabels(draft.Body), "What is left of the page is mostly short lines, as menus have: check what is body and what is the site's."),
            .. When(Embargo.IsStated(content.PageLines), "The page carries an embargo: check until when it has to wait, and set that time before it is published."),
            .. When(page.Garbage > MostGarbage || Letters(body) < LeastLetters, "The page is mostly characters that are no text: it may have been damaged or decoded wrongly; fetch it again."),
            .. When(draft.Language is null && body.Length > 0, "The language could not be told: give it."),
        ];
    }

    /// <summary>The page says at its head that it corrects what was published.</summary>
    public static bool IsCorrection(PageContent content)
    {
        var first = content.Blocks.Count > 0 ? BlockText.Render(content.Blocks[0]) : "";
        return IsCorrectionNote(content.Headline ?? "") || IsCorrectionNote(content.Subheading ?? "") || IsCorrectionNote(first);
    }

    public static bool IsCorrectionNote(string text) => Correction().IsMatch(text);

    private static string[] When(bool holds, string reason) => holds ? [reason] : [];

    private static bool IsSiteName(string? headline, string? siteName) =>
        headline is not null && siteName is not null && Slug.Of(headline) == Slug.Of(siteName);

    private static bool MostlyLabels(IReadOnlyList<Block> body)
    {
        var paragraphs = body.OfType<Paragraph>().Select(p => BlockText.Render(p)).ToList();
        return paragraphs.Count >= 6 && paragraphs.Where(LineShape.IsLabel).Sum(text => text.Length) * 2 > paragraphs.Sum(text => text.Length);
    }

    private static double Letters(string text) =>
        text.Length == 0 ? 1 : (double)text.Count(c => char.IsLetterOrDigit(c) || char.IsWhiteSpace(c)) / text.Length;

    [GeneratedRegex(@"^\W*(?:correction|corrected|corrigendum|rectificatif|rectification|corrección|corregido|fe\s+de\s+erratas?|erratum|errata)\b\s*(?:[:\-–—)\]]|$|\d|de\s|to\s|du\s|au\s|of\s)|\(\s*(?:corrected|correction|corrigé|rectificatif|corregido|corrección)\s*\)", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Correction();
}
