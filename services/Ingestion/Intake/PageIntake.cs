using Syndication.Contracts;
using Syndication.Ingestion.Extraction;
using Syndication.Ingestion.Held;
using Syndication.Ingestion.Offices;
using Syndication.Ingestion.Quarantine;
using Syndication.Ingestion.ReleaseLog;
using Syndication.Ingestion.Releases;
using Syndication.Text;

namespace Syndication.Ingestion.Intake;

/// <summary>
/// The way of a page into the log. It is compared with what came last under the same name, never with the current
/// version, so that an edit at the desk is not undone by a page that did not change.
/// </summary>
internal sealed class PageIntake(
    Publisher publisher,
    AliasStore aliases,
    LogStore log,
    HeldStore held,
    QuarantineStore quarantine,
    TranslationJoining joining,
    DirectoryStore directories,
    TimeProvider time)
{
    /// <summary>How many of a release's newest entries are looked at for edits of the desk.</summary>
    private const int RecentEntries = 50;

    private const int LongestPageText = 200_000;

    public async Task<Outcome> SubmitAsync(Incoming incoming, Caller caller, CancellationToken cancellationToken)
    {
        if (await publisher.FindReplayAsync(caller, cancellationToken) is { } replay)
        {
            return replay;
        }

        if (await directories.FindAsync(incoming.Source, cancellationToken) is { } directory)
        {
            var page = incoming.Page;
            incoming = incoming with { Page = page with { Draft = OfficeReader.Complete(page.Draft with { Office = null }, directory) } };
        }

        var (id, known) = await aliases.IdentifyAsync(incoming.Names, cancellationToken);
        var given = Drafting.HashOf(incoming.Page.Draft, incoming.Source);
        var current = await log.CurrentAsync(id, cancellationToken);
        return current is null
            ? await FirstAsync(id, known, incoming, given, caller, cancellationToken)
            : await AgainAsync(current, known, incoming, given, caller, cancellationToken);
    }

    private async Task<Outcome> FirstAsync(Guid id, IReadOnlyList<Alias> known, Incoming incoming, string given, Caller caller, CancellationToken cancellationToken)
    {
        var isUnchanged = known.Any(alias => IsUnchanged(alias, incoming, given));
        if (incoming.Page.Reasons.Count == 0 && await joining.FindOriginalAsync(incoming.Page.Draft, incoming.Source, cancellationToken) is { } original)
        {
            var joined = await joining.JoinAsync(original, AsSubmission(incoming, Significance.Minor, null), caller, cancellationToken, isUnchanged);
            if (joined is Outcome.Created or Outcome.Changed or Outcome.Unchanged)
            {
                await aliases.RememberAsync(incoming.Names, id, incoming.Content, given, 1, CancellationToken.None);
            }

            return joined;
        }

        if (await held.FindAsync(id, cancellationToken) is { } later)
        {
            return !caller.MayWrite(later.Submission.Source) ? new Outcome.Forbidden()
                : isUnchanged ? new Outcome.Waiting(later)
                : new Outcome.Conflict("A release is held under this page's name: it is published when its time comes.", null) { IsPassing = true };
        }

        if (isUnchanged)
        {
            return await quarantine.FindByReleaseAsync(id, cancellationToken) is { } waiting ? new Outcome.InDoubt(waiting)
                : await JoinedAsync(incoming, cancellationToken) is { } text ? new Outcome.Unchanged(text)
                : new Outcome.Conflict("A person discarded this very page: it is not looked at again until it changes.", null);
        }

        return incoming.Page.Reasons.Count > 0
            ? await QuarantineAsync(id, isNew: true, incoming, incoming.Page.Reasons, given, caller, cancellationToken)
            : await publisher.CreateAsync(id, incoming.Names, AsSubmission(incoming, Significance.Minor, null), caller, time.GetUtcNow(), given, isGiven: false, incoming.Content, cancellationToken);
    }

    /// <summary>The text of a page that a person accepted as another language of a release.</summary>
    private async Task<Release?> JoinedAsync(Incoming incoming, CancellationToken cancellationToken) =>
        await joining.FindOriginalAsync(incoming.Page.Draft, incoming.Source, cancellationToken) is { } original
            ? (await log.CurrentAsync(original, cancellationToken, incoming.Page.Draft.Language))?.Fact.Release
            : null;

    private async Task<Outcome> AgainAsync(LogEntry current, IReadOnlyList<Alias> known, Incoming incoming, string given, Caller caller, CancellationToken cancellationToken)
    {
        var release = current.Fact.Release;
        if (!caller.MayWrite(release.Source))
        {
            return new Outcome.Forbidden();
        }

        if (current.GivenHash == given || known.Any(alias => IsUnchanged(alias, incoming, given)))
        {
            return await quarantine.FindByReleaseAsync(release.Id, cancellationToken) is { } waiting && waiting.Content == incoming.Content
                ? new Outcome.InDoubt(waiting)
                : new Outcome.Unchanged(release);
        }

        if (release.Retraction is not null)
        {
            return new Outcome.Conflict("The release of this page is retracted: a page does not bring it back, the desk does.", release) { IsPassing = true };
        }

        var reasons = await DoubtsAsync(release, known, incoming, cancellationToken);
        if (reasons.Count > 0)
        {
            return await QuarantineAsync(release.Id, isNew: false, incoming, reasons, given, caller, cancellationToken);
        }

        var significance = incoming.Page.IsCorrection ? Significance.Correction : Significance.Minor;
        var submission = AsSubmission(incoming, significance, incoming.Page.IsCorrection ? NoteOf(incoming.Page) : null);
        var outcome = await publisher.ChangeAsync(release, submission, caller, given, cancellationToken);
        if (outcome is Outcome.Changed changed)
        {
            await aliases.RememberAsync(incoming.Names, release.Id, incoming.Content, given, changed.Fact.Release.Version, CancellationToken.None);
        }

        return outcome;
    }

    private async Task<IReadOnlyList<string>> DoubtsAsync(Release release, IReadOnlyList<Alias> known, Incoming incoming, CancellationToken cancellationToken)
    {
        var reasons = new List<string>(incoming.Page.Reasons);
        if (!incoming.Page.IsCorrection && IsOtherRelease(release, incoming.Page.Draft))
        {
            reasons.Add("same-name-other-release: this file or address held another release before; its headline and most paragraphs differ. Accept it only if it really replaces that release.");
        }

        var seen = known.Where(alias => alias.Release == release.Id).Select(alias => alias.LastVersion).DefaultIfEmpty(0).Max();
        var since = await log.NewestAsync(release.Id, null, RecentEntries, cancellationToken);
        if (since.Any(entry => entry.Fact.Release.Version > seen && entry.Fact.Via == Via.Desk))
        {
            reasons.Add("both-changed: the page changed after the desk had edited the release. Decide which text stands.");
        }

        return reasons;
    }

    private async Task<Outcome> QuarantineAsync(
        Guid release,
        bool isNew,
        Incoming incoming,
        IReadOnlyList<string> reasons,
        string given,
        Caller caller,
        CancellationToken cancellationToken)
    {
        var page = new QuarantinedPage
        {
            Id = (isNew ? release : Guid.CreateVersion7()).ToString(),
            Release = release.ToString(),
            RequestKey = caller.RequestKey ?? Drafting.HashOf(System.Text.Encoding.UTF8.GetBytes($"{incoming.Names[0]}\n{incoming.Content}")),
            Reasons = reasons,
            Confidence = incoming.Page.Confidence,
            Submission = AsSubmission(incoming, Significance.Minor, null),
            Aliases = incoming.Names,
            Content = incoming.Content,
            BodyText = incoming.Page.BodyText,
            PageText = incoming.Original is { } original ? Beginning(PageDecoder.Decode(original).Text) : null,
            QuarantinedAt = time.GetUtcNow().ToUnixTimeMilliseconds(),
            Actor = caller.Actor,
            Via = caller.Via,
        };
        if (!await quarantine.InsertAsync(page, cancellationToken))
        {
            // The same page is there already, or another state of it, which a newer one replaces.
            if (await quarantine.FindByRequestAsync(page.RequestKey, cancellationToken) is { } same)
            {
                return new Outcome.InDoubt(same);
            }

            await quarantine.DeleteAsync(page.Id, cancellationToken);
            await quarantine.InsertAsync(page, cancellationToken);
        }

        await aliases.RememberAsync(incoming.Names, release, incoming.Content, given, 0, CancellationToken.None);
        return new Outcome.InDoubt(page);
    }

    /// <summary>A page may have 10 MiB; nobody reads that far.</summary>
    private static string Beginning(string text) =>
        text.Length <= LongestPageText ? text : text[..(char.IsHighSurrogate(text[LongestPageText - 1]) ? LongestPageText - 1 : LongestPageText)];

    private static bool IsUnchanged(Alias alias, Incoming incoming, string given) =>
        alias.LastContent == incoming.Content || alias.LastDraft == given;

    private static bool IsOtherRelease(Release release, Draft draft)
    {
        if (string.Equals(release.Headline, draft.Headline, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var before = release.Body.Select(BlockText.Render).ToHashSet(StringComparer.Ordinal);
        var kept = draft.Body.Count(block => before.Contains(BlockText.Render(block)));
        return kept * 2 < draft.Body.Count;
    }

    /// <summary>What the page itself says about its correction: the sentence at its head, as an editor wrote it.</summary>
    private static string NoteOf(ExtractedPage page)
    {
        var first = page.Draft.Body.OfType<Paragraph>().Select(paragraph => BlockText.Render(paragraph.Runs)).FirstOrDefault() ?? "";
        return first.Length is > 0 and <= 500 ? first : "The office corrected its page.";
    }

    private static Submission AsSubmission(Incoming incoming, Significance significance, string? note) => new()
    {
        Draft = incoming.Page.Draft,
        Source = incoming.Source,
        Significance = significance,
        ChangeNote = note,
        Notify = incoming.Notify,
        EmbargoUntil = incoming.Page.EmbargoUntil,
    };
}
