using System.Diagnostics;
using Syndication.Contracts;
using Syndication.Ingestion.ReleaseLog;
using Syndication.Text;

namespace Syndication.Ingestion.Releases;

/// <summary>
/// The way of a translation into the log: under the release that it belongs to, never over a newer one, a machine's never
/// over a person's, none where the release is retracted.
/// </summary>
internal sealed partial class TranslationJoining(LogStore log, LogAppender appender, AliasStore aliases, WindowStore windows, TimeProvider time, ILogger<TranslationJoining> logger)
{
    /// <summary>A text that Translation has finished. Sent twice, it is logged once.</summary>
    public async Task AppendAsync(TranslationCompleted completed, CancellationToken cancellationToken)
    {
        var text = completed.Text;
        var original = (await log.CurrentAsync(text.Id, cancellationToken))?.Fact.Release;
        var before = (await log.CurrentAsync(text.Id, cancellationToken, text.Language))?.Fact.Release;
        if (RefusalOf(text, original, before) is { } refusal)
        {
            LogRefused(logger, text.Id, text.Language, refusal);
            return;
        }

        var silent = await IsSilentAsync(text, original!, before, completed.Significance, cancellationToken);
        var fact = Fact(text, original!, before, completed.Significance, completed.Note, silent) with { Actor = completed.Actor, Via = Via.Translation };
        await appender.AppendAsync(new Proposal(fact), cancellationToken);
    }

    /// <summary>The release that a text names as another language of itself, where the same source published it.</summary>
    public async Task<Guid?> FindOriginalAsync(Draft draft, string? source, CancellationToken cancellationToken)
    {
        foreach (var alternate in draft.Translations.Where(version => version.Language != draft.Language && Uri.IsWellFormedUriString(version.CanonicalUrl, UriKind.Absolute)))
        {
            if (await aliases.FindAsync([Alias.OfUrl(alternate.CanonicalUrl!)], cancellationToken) is [var alias, ..]
                && await log.CurrentAsync(alias.Release, cancellationToken) is { Fact.Release: var release }
                && release.Language == alternate.Language
                && release.Source == source)
            {
                return release.Id;
            }
        }

        return null;
    }

    /// <summary>A version in another language that the office gives us itself; the same again changes nothing.</summary>
    /// <param name="isUnchanged">It came before and was taken; what a person made of it since stands.</param>
    public async Task<Outcome> JoinAsync(Guid release, Submission submission, Caller caller, CancellationToken cancellationToken, bool isUnchanged = false)
    {
        if (await log.CurrentAsync(release, cancellationToken) is not { Fact.Release: var original })
        {
            return new Outcome.Unknown();
        }

        if (!caller.MayWrite(original.Source))
        {
            return new Outcome.Forbidden();
        }

        var draft = submission.Draft;
        if (submission.DueAt > time.GetUtcNow())
        {
            return new Outcome.Conflict("A language version can't wait for a time of its own: it joins a release that is published.", original);
        }

        if (original.Retraction is not null)
        {
            return new Outcome.Conflict("The release is retracted: take the retraction back before you add a language to it.", original) { IsPassing = true };
        }

        if (draft.Language == original.Language)
        {
            return new Outcome.Conflict($"The release is in \"{original.Language}\" itself: change it with PUT and If-Match.", original);
        }

        var known = await log.CurrentAsync(release, cancellationToken, draft.Language);
        var given = Drafting.HashOf(draft, submission.Source);
        if (known is not null && (isUnchanged || known.GivenHash == given))
        {
            return new Outcome.Unchanged(known.Fact.Release);
        }

        var before = known?.Fact.Release;
        var version = TranslationStanding.TextVersion(original);
        var text = Drafting.Edition(draft, original, submission.Source) with
        {
            SourceVersion = version,
            Revision = before?.SourceVersion == version ? before.Revision + 1 : 1,
            Translation = new TranslationInfo(TranslationState.Current, null, time.GetUtcNow()),
        };
        var significance = before is null ? Significance.Initial : submission.Significance;
        var silent = submission.Notify is { } notify ? !notify : await IsSilentAsync(text, original, before, significance, cancellationToken);
        var fact = Fact(text, original, before, significance, submission.ChangeNote, silent) with { Actor = caller.Actor, Via = caller.Via, Urgent = submission.Urgent };
        var appended = await appender.AppendAsync(new Proposal(fact, caller.RequestKey, caller.RequestHash, given), cancellationToken);
        if (before is not null)
        {
            // Nobody is sent the text before it once this is answered.
            await windows.CloseAsync();
        }

        return appended switch
        {
            AppendResult.Appended added when before is null => new Outcome.Created(added.Entry.Fact),
            AppendResult.Appended changed => new Outcome.Changed(changed.Entry.Fact),
            AppendResult.Replayed replayed => Publisher.Replay(replayed.Entry, caller),
            AppendResult.Conflicting conflicting when conflicting.Current.GivenHash == given => new Outcome.Unchanged(conflicting.Current.Fact.Release),
            AppendResult.Conflicting conflicting => new Outcome.Conflict("Somebody else changed this language meanwhile.", conflicting.Current.Fact.Release) { IsPassing = true },
            var result => throw new InvalidOperationException($"{result} is no result of appending."),
        };
    }

    private static string? RefusalOf(Release text, Release? original, Release? before)
    {
        if (original is null)
        {
            return "there is no such release";
        }

        if (text.SourceVersion is not >= 1 || text.SourceVersion > original.Version || text.Revision is not >= 1 || text.Language == original.Language)
        {
            return "it is no translation of that release";
        }

        if (original.Retraction is not null)
        {
            return "the release is retracted";
        }

        if (before is not null && (text.SourceVersion, text.Revision.Value).CompareTo((before.SourceVersion ?? 0, before.Revision ?? 0)) <= 0)
        {
            return "the log has this revision, or a newer one";
        }

        // A person's text, and what a person takes back however old it is.
        if (text.Origin == Origin.Human || text.Translation?.State == TranslationState.Withdrawn)
        {
            return null;
        }

        return text.SourceVersion < TranslationStanding.TextVersion(original) ? "the original has a newer text"
            : before?.Origin == Origin.Human ? "a person's text is there"
            : original.Translations.Any(version => version.Language == text.Language) ? "the office publishes this language itself"
            : null;
    }

    /// <summary>
    /// A translation is as silent as the version that it renders, one that brings a change as the original's changes that it
    /// brings. A change of the translation alone concerns whoever has it.
    /// </summary>
    private async Task<bool> IsSilentAsync(Release text, Release original, Release? before, Significance significance, CancellationToken cancellationToken)
    {
        if (significance is Significance.Initial or Significance.Minor)
        {
            return await IsSilentAsync(text.Id, text.SourceVersion!.Value, cancellationToken);
        }

        var brought = original.History.Where(entry =>
            entry.Language is null && entry.Significance == significance && entry.Version > (before?.SourceVersion ?? 0) && entry.Version <= text.SourceVersion).ToList();
        foreach (var entry in brought)
        {
            if (!await IsSilentAsync(text.Id, entry.Version, cancellationToken))
            {
                return false;
            }
        }

        return brought.Count > 0;
    }

    private async Task<bool> IsSilentAsync(Guid release, int version, CancellationToken cancellationToken) =>
        (await log.FindByChangeAsync(Proposal.ChangeOf(release, version), cancellationToken))?.Fact.Silent ?? false;

    private ReleaseTranslated Fact(Release text, Release original, Release? before, Significance significance, string? note, bool silent)
    {
        var now = time.GetUtcNow();
        var (version, revision) = (text.SourceVersion!.Value, text.Revision!.Value);
        var own = (before?.History ?? []).Where(entry => entry.Language == text.Language);
        return new ReleaseTranslated
        {
            EventId = Proposal.EventIdOf(text.Id, version, text.Language, revision),
            Sequence = 0,
            At = now,
            Silent = silent,
            TraceParent = Activity.Current?.Id,
            Release = text with
            {
                Version = original.Version,
                History = [.. original.History.Concat(own).OrderBy(entry => entry.At), new HistoryEntry(version, now, significance, note, text.Language, revision)],
                RecordedAt = before?.RecordedAt ?? now,
                UpdatedAt = before is null || significance is Significance.Correction or Significance.Rewrite or Significance.Reinstatement ? now : before.UpdatedAt,
                Retraction = null,
            },
        };
    }

    [LoggerMessage(LogLevel.Information, "The translation of {Release} into {Language} is not logged: {Refusal}")]
    private static partial void LogRefused(ILogger logger, Guid release, string language, string refusal);
}
