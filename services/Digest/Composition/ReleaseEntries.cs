using Syndication.Contracts;
using Syndication.Digest.Composition.Words;
using Syndication.Hosting.Projection;
using Syndication.Mail.Mime;
using Syndication.Text;

namespace Syndication.Digest.Composition;

/// <summary>Makes entries of a mail out of releases, in our words and the office's.</summary>
/// <param name="baseUrl">Of our own pages.</param>
internal sealed class ReleaseEntries(string baseUrl, Wording words)
{
    private const int LongestHeadline = 300;
    private const int LongestText = 600;

    /// <summary>A release that is new to the reader.</summary>
    public MailEntry Of(ProjectedRelease row, string language)
    {
        var (edition, original) = (EditionOf(row, language), row.Original!);
        return new MailEntry
        {
            Headline = Headline(edition),
            Url = PageOf(row, edition),
            Marks = [.. Marks(row, edition)],
            Text = [.. Summary(edition)],
            Links = edition.Origin == Origin.Machine || IsStale(edition) ? [new MailLink(words.Digest.Original, PageOf(row, original))] : [],
        };
    }

    /// <summary>A release that the reader has in an older version.</summary>
    public MailEntry Of(ProjectedRelease row, DigestChange change) => change.Kind switch
    {
        ChangeKind.Withdrawal when row.Retraction is { Kind: RetractionKind.Kill } retraction => Killed(row, retraction),
        ChangeKind.Withdrawal when row.Retraction is { } retraction => Withdrawn(row, change, retraction),
        ChangeKind.Withdrawal => new MailEntry
        {
            Label = words.Change.TranslationWithdrawn,
            Headline = Headline(TextOf(row, change.Had.Language)),
            Marks = [.. Origins(row)],
            Text = [Ours(words.Change.TranslationWithdrawnText)],
            Links = [new MailLink(words.Digest.Original, PageOf(row, row.Original!))],
        },
        ChangeKind.Reinstatement when change.Had.IsTranslationWithdrawn =>
            Current(row, change) with { Label = words.Change.TranslationReinstated, Text = [Ours(words.Change.TranslationReinstatedText), .. Notes(row, change)] },
        ChangeKind.Reinstatement => Current(row, change) with { Label = words.Change.Reinstated, Text = [Ours(words.Change.ReinstatedText), .. Notes(row, change)] },
        _ => Corrected(row, change),
    };

    private MailEntry Corrected(ProjectedRelease row, DigestChange change)
    {
        var isRewritten = Changes.Entries(row, change.Had).All(entry => entry.Significance == Significance.Rewrite);
        var edition = EditionOf(row, change.Had.Language);
        var isBehind = edition.SourceVersion < TranslationStanding.TextVersion(row.Original!);
        var current = Current(row, change);
        return current with
        {
            Label = isRewritten ? words.Change.Rewrite : words.Change.Correction,
            Text =
            [
                Ours(isRewritten ? words.Change.RewriteText : words.Change.CorrectionText),
                .. Notes(row, change),
                .. isBehind ? [Ours(words.Change.TranslationBehind)] : current.Text,
            ],
        };
    }

    /// <summary>What the office says that it changed, in the language that it says it in: a machine's rendering of that is left out.</summary>
    private IEnumerable<Passage> Notes(ProjectedRelease row, DigestChange change)
    {
        var text = row.Translations.FirstOrDefault(text => text.Language == change.Had.Language);
        foreach (var entry in Changes.Entries(row, change.Had))
        {
            var translated = text?.Origin == Origin.Human
                ? text.History.FirstOrDefault(own => own.Language == text.Language && own.Version == entry.Version && !string.IsNullOrWhiteSpace(own.Note) && own.Revision >= (entry.Revision ?? 1))
                : null;
            var (note, language) = entry.Language is null && translated is not null ? (translated.Note, text!.Language)
                : entry.Language is null ? (entry.Note, row.Original!.Language)
                : text?.Origin == Origin.Human ? (entry.Note, entry.Language)
                : (null, "");
            if (Line(note, LongestText) is { Length: > 0 } line)
            {
                yield return new Passage(line, language, $"{words.Change.What} · {words.Date(entry.At)}");
            }
        }
    }

    private MailEntry Current(ProjectedRelease row, DigestChange change)
    {
        var edition = EditionOf(row, change.Had.Language);
        return new MailEntry
        {
            Headline = Headline(edition),
            Url = PageOf(row, edition),
            Marks = [.. Marks(row, edition)],
            Text = [.. Summary(edition)],
            Links = [new MailLink(words.Change.Read, PageOf(row, edition)), .. edition.Origin == Origin.Machine || IsStale(edition) ? [new MailLink(words.Digest.Original, PageOf(row, row.Original!))] : Array.Empty<MailLink>()],
        };
    }

    private MailEntry Withdrawn(ProjectedRelease row, DigestChange change, Retraction retraction)
    {
        var isReplaced = retraction is { Kind: RetractionKind.Redirect, RedirectTo: not null };
        return new MailEntry
        {
            Label = isReplaced ? words.Change.Replaced : words.Change.Withdrawn,
            Headline = Headline(TextOf(row, change.Had.Language)),
            Marks = [.. Origins(row)],
            Text =
            [
                Ours(Wording.Fill(isReplaced ? words.Change.ReplacedText : words.Change.WithdrawnText, words.Date(retraction.At))),
                .. Notice(row, retraction),
            ],
            Links = isReplaced ? [new MailLink(words.Change.ReplacedBy, $"{baseUrl}/releases/{retraction.RedirectTo}")] : [],
        };
    }

    /// <summary>Nothing of a killed release is shown; the mail is an answer to the one that it was in.</summary>
    private MailEntry Killed(ProjectedRelease row, Retraction retraction) => new()
    {
        Headline = Ours(words.Change.Killed),
        Marks = [.. Origins(row)],
        Text =
        [
            Ours(Wording.Fill(words.Change.KilledText, words.Date(retraction.At))),
            .. Notice(row, retraction),
            Ours($"{words.Change.KilledWhich}{words.Colon}{baseUrl}/releases/{row.Id}"),
        ],
    };

    private IEnumerable<Passage> Notice(ProjectedRelease row, Retraction retraction) =>
        Line(retraction.Notice, LongestText) is { Length: > 0 } notice ? [new Passage(notice, row.Original!.Language, words.Change.Reason)] : [];

    /// <summary>When and by whom it was published.</summary>
    private IEnumerable<Passage> Origins(ProjectedRelease row)
    {
        var original = row.Original!;
        yield return Ours(original.PublishedAt is { } at ? words.Date(at) : original.Dateline?.Date is { } day ? words.Date(day) : words.Digest.DateUnknown);
        if (Line(original.Office, 100) is { Length: > 0 } office)
        {
            yield return new Passage(office, original.Language);
        }
    }

    private IEnumerable<Passage> Marks(ProjectedRelease row, Release edition)
    {
        foreach (var origin in Origins(row))
        {
            yield return origin;
        }

        if (edition.Language.Split('-')[0] != words.Language)
        {
            yield return new Passage(Wording.NameOf(edition.Language), edition.Language);
        }

        if (edition.Origin == Origin.Machine)
        {
            yield return Ours(words.Digest.Machine);
        }

        if (IsStale(edition))
        {
            yield return Ours(words.Digest.Stale);
        }
    }

    private static IEnumerable<Passage> Summary(Release edition)
    {
        var text = edition.Summary ?? edition.Body.Select(BlockText.Render).FirstOrDefault(block => block.Length > 0) ?? "";
        return Line(text, LongestText) is { Length: > 0 } line ? [new Passage(line, edition.Language)] : [];
    }

    private Passage Headline(Release edition) =>
        Line(edition.Headline, LongestHeadline) is { Length: > 0 } line ? new Passage(line, edition.Language) : Ours(words.Digest.Untitled);

    private static string Line(string? text, int most) => HeaderText.Line(text ?? "", most, keepsNoBreakSpaces: true);

    private Passage Ours(string text) => new(text, words.Language);

    private static bool IsStale(Release edition) => edition.Translation?.State == TranslationState.Stale;

    /// <summary>What readers of a language may see now.</summary>
    private static Release EditionOf(ProjectedRelease row, string language) => row.Edition(language) ?? row.Original!;

    /// <summary>What readers of a language had, whether they still may see it or not.</summary>
    private static Release TextOf(ProjectedRelease row, string language) =>
        row.Original!.Language == language ? row.Original : row.Translations.FirstOrDefault(text => text.Language == language) ?? row.Original;

    /// <summary>The office's own page where there is one, else ours.</summary>
    private string PageOf(ProjectedRelease row, Release edition) =>
        WebUrl.Parse(edition.CanonicalUrl) is { UserInfo: "" } url ? url.AbsoluteUri
        : edition.Language == row.Original!.Language ? $"{baseUrl}/releases/{row.Id}"
        : $"{baseUrl}/releases/{row.Id}?lang={Uri.EscapeDataString(edition.Language)}";
}
