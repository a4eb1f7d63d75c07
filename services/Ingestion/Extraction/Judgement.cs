using System.Globalization;
using System.Text.RegularExpressions;
using Syndication.Contracts;
using Syndication.Text;

namespace Syndication.Ingestion.Extraction;

/// <summary>Something that speaks against an extraction.</summary>
/// <param name="Weight">How likely it makes it wrong, 0 to 1; by itself, 0.5 is enough for a person to have to look.</param>
/// <param name="Sentence">For that person: what it is and what to do.</param>
internal readonly record struct Doubt(double Weight, string Sentence);

/// <summary>How far what extraction made of a page is to be trusted, and why not further.</summary>
/// <param name="Confidence">0 to 1: what is left when every doubt has taken its share.</param>
/// <param name="Doubts">The heaviest first.</param>
internal sealed partial record Judgement(double Confidence, IReadOnlyList<string> Doubts)
{
    private const double LeastConfidence = 0.5;
    private const double Certain = 1;

    private const int ShortestBody = 80;
    private const int ShortBody = 800;
    private const int LongestWall = 1_200;
    private const double MostGarbage = 0.05;
    private const double LeastLetters = 0.5;
    private const int FewestWords = 4;

    // A page that shows no more than headline and text has nothing that could have been taken for it.
    private const int LeastAround = 40;
    private const int FewestPages = 5;

    public bool NeedsAPerson => Confidence <= LeastConfidence;

    public static Judgement Of(Draft draft, PageContent content, DecodedPage page, EmbargoMoment? embargo, SourceProfile profile)
    {
        var body = BlockText.RenderText(draft.Body);
        List<Doubt> doubts =
        [
            .. When(draft.Kind == ReleaseKind.Reference, Certain, "The page reads like a reference page (a directory or a list of entries without date or contact), not like a release: check whether it should be published at all."),
            .. When(draft.Headline is null, Certain, "No headline was found: give one, or discard the page."),
            .. When(IsSiteName(draft.Headline, content.Metadata.SiteName), Certain, $"The headline is the site's name (\"{draft.Headline}\"): give the release's own headline."),
            .. When(draft.Body.Count == 0, Certain, "No body was found: check whether the page holds a release, and paste its text."),
            .. EmbargoDoubts(embargo),
            .. When(page.Garbage > MostGarbage || Letters(body) < LeastLetters, Certain, "The page is mostly characters that are no text: it may have been damaged or decoded wrongly; fetch it again."),
            .. When(draft.Language is null && body.Length > 0, Certain, "The language could not be told: give it."),
        ];
        if (draft.Body.Count > 0 && draft.Headline is not null)
        {
            doubts.AddRange(BodyDoubts(draft, body, content, profile));
        }

        doubts.Sort((one, other) => other.Weight.CompareTo(one.Weight));
        return new Judgement(Math.Round(doubts.Aggregate(1.0, (confidence, doubt) => confidence * (1 - doubt.Weight)), 2), [.. doubts.Select(doubt => doubt.Sentence)]);
    }

    /// <summary>The page says at its head that it corrects what was published.</summary>
    public static bool IsCorrection(Draft draft)
    {
        var first = draft.Body.Count > 0 ? BlockText.Render(draft.Body[0]) : "";
        return IsCorrectionNote(draft.Headline ?? "") || IsCorrectionNote(draft.Subheading ?? "") || IsCorrectionNote(first);
    }

    public static bool IsCorrectionNote(string text) => Correction().IsMatch(text);

    private static IEnumerable<Doubt> BodyDoubts(Draft draft, string body, PageContent content, SourceProfile profile) =>
    [
        .. When(body.Length < ShortestBody, Certain, "The body is very short: check whether the whole text was found."),
        .. When(MostlyLabels(draft.Body), Certain, "What is left of the page is mostly short lines, as menus have: check what is body and what is the site's."),
        .. When(Linked(draft.Body) * 2 > body.Length, 0.6, "Most of the body is links: check what is body and what is the site's."),
        .. When(body.Length < LongestWall && SiteWords.IsWall(body), 0.6, "What was found reads like a notice of the site (a wall, a consent dialog, an error), not like a release: fetch the page again."),
        .. ContentDoubts(draft, body, content),
        .. ShapeDoubts(draft.Body, body, content.PageText.Length),
        .. When(content.IsGiven && body.Length < ShortBody, 0.5, "The page shows no text itself, and what it gives to machines is short: check whether the whole text was found."),
        .. When(content.Metadata.Body is { } given && given.Length > body.Length * 2, 0.6, "The page gives machines a text twice as long as the one that was found: check whether the whole text was found."),
        .. When(body.Length < ShortBody && content.Metadata.Description is { } description && body.Length < description.Length * 2, 0.2, "The body is hardly longer than the page's own summary: check whether the whole text was found."),
        .. When(body.Length < ShortBody && IsCutOff(body), 0.3, "The text ends in the middle of a sentence: check whether the whole text was found."),
        .. When(content.LinkedProse > Math.Max(content.Prose, body.Length) * 2, 0.5, "Whole sentences of the page are links, more than were found as text: check what is body and what is the site's."),
        .. ElsewhereDoubts(body, content.Prose),
        .. UnlikeDoubts(body, profile),
    ];

    /// <summary>What the page says of itself in its summary and headline has to be found in its text.</summary>
    private static IEnumerable<Doubt> ContentDoubts(Draft draft, string body, PageContent content)
    {
        var description = content.Metadata.Description;
        // What stands below the headline word for word tells nothing of the text.
        description = FoldedText.Of(description) is { Length: > 0 } folded && FoldedText.Of(draft.Subheading).Contains(folded, StringComparison.Ordinal) ? null : description;
        var words = ContentWords.Of(body, draft.Language);
        var headline = Covered(ContentWords.Of(draft.Headline, draft.Language), words);
        words.UnionWith(ContentWords.Of(draft.Subheading, draft.Language));
        var summary = Covered(ContentWords.Of(description, draft.Language), words);
        return
        [
            .. When(summary < 0.15, 0.6, "The text that was found does not say what the page says it is about: the page's layout may have changed."),
            .. When(summary is >= 0.15 and < 0.5, 0.4, "The text that was found says little of what the page says it is about: check that it is the release's own."),
            .. When(headline < 0.1, description is null && content.PageText.Length > body.Length + draft.Headline!.Length + LeastAround ? 0.55 : 0.3, "The text that was found has hardly a word of the headline: check that it is the release's own."),
            .. When(headline is >= 0.1 and < 0.35, 0.2, "The text that was found has few words of the headline: check that it is the release's own."),
        ];
    }

    private static IEnumerable<Doubt> ShapeDoubts(IReadOnlyList<Block> blocks, string body, int page)
    {
        var prose = blocks.OfType<Paragraph>().Select(paragraph => BlockText.Render(paragraph).Length).Where(length => length >= ShortestBody).ToList();
        return
        [
            .. When(prose.Sum() * 10 < body.Length && page > body.Length * 1.5, 0.4, "What was found is headings, lists and short lines, hardly a paragraph: check whether the whole text was found."),
            .. When(prose.Count <= 1 && body.Length < ShortBody && page > body.Length * 2, 0.5, "The text is a single paragraph of a longer page: check whether the whole text was found."),
        ];
    }

    private static Doubt[] ElsewhereDoubts(string body, int prose) =>
        When(body.Length < prose * 0.3, body.Length < prose * 0.15 ? 0.15 : 0.1, "The page has much more text elsewhere than in what was found.");

    /// <summary>Where the source's pages are known, one that is unlike them is suspicious.</summary>
    private static Doubt[] UnlikeDoubts(string body, SourceProfile profile)
    {
        if (profile.Lengths.Count < FewestPages)
        {
            return [];
        }

        var lengths = profile.Lengths.Order().ToList();
        var (usual, least) = (lengths[lengths.Count / 2], lengths[lengths.Count / 10]);
        var weight = body.Length * 4 < least ? 0.5 : body.Length * 4 < usual && usual < least * 2.5 ? 0.4 : 0;
        return When(weight > 0, weight, $"The source's pages usually have some {usual} characters of text, this one has {body.Length}: check whether the whole text was found.");
    }

    private static Doubt[] EmbargoDoubts(EmbargoMoment? embargo) => embargo switch
    {
        null => [],
        { Until: { } until, Doubt: null } => [new Doubt(Certain, $"The page carries an embargo until {until.UtcDateTime.ToString("dddd d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture)} UTC: accepted, it is held until then.")],
        { Doubt: { } doubt } => [new Doubt(Certain, $"The page carries an embargo: check until when it has to wait, and set that time before it is published. {doubt}")],
        _ => [new Doubt(Certain, "The page carries an embargo: check until when it has to wait, and set that time before it is published.")],
    };

    private static Doubt[] When(bool holds, double weight, string sentence) => holds ? [new Doubt(weight, sentence)] : [];

    private static bool IsSiteName(string? headline, string? siteName) =>
        FoldedText.Of(headline) is { Length: > 0 } name && name == FoldedText.Of(siteName);

    private static bool MostlyLabels(IReadOnlyList<Block> body)
    {
        var paragraphs = body.OfType<Paragraph>().Select(p => BlockText.Render(p)).ToList();
        return paragraphs.Count >= 6 && paragraphs.Where(LineShape.IsLabel).Sum(text => text.Length) * 3 > paragraphs.Sum(text => text.Length) * 2;
    }

    private static int Linked(IReadOnlyList<Block> body) => body
        .SelectMany(block => block switch
        {
            Paragraph paragraph => paragraph.Runs,
            ListBlock list => list.Items.SelectMany(item => item.Runs),
            _ => [],
        })
        .Where(run => run.Href is { } href && !href.StartsWith("mailto:", StringComparison.Ordinal))
        .Sum(run => run.Text.Length);

    /// <summary>How many of the words the body has, 0 to 1; 1 where they are too few to tell.</summary>
    private static double Covered(HashSet<string> words, HashSet<string> body) =>
        words.Count < FewestWords ? 1 : (double)words.Count(body.Contains) / words.Count;

    private static bool IsCutOff(string body) => body.TrimEnd() is [.., '…'] || body.TrimEnd().EndsWith("...", StringComparison.Ordinal);

    private static double Letters(string text) =>
        text.Length == 0 ? 1 : (double)text.Count(c => char.IsLetterOrDigit(c) || char.IsWhiteSpace(c)) / text.Length;

    [GeneratedRegex(@"^\W*(?:correction|corrected|corrigendum|rectificatif|rectification|corrección|corregido|fe\s+de\s+erratas?|erratum|errata)\b\s*(?:[:\-–—)\]]|$|\d|de\s|to\s|du\s|au\s|of\s)|\(\s*(?:corrected|correction|corrigé|rectificatif|corregido|corrección)\s*\)", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Correction();
}
