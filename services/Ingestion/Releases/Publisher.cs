using Syndication.Contracts;
using Syndication.Ingestion.Held;
using Syndication.Ingestion.Quarantine;
using Syndication.Ingestion.ReleaseLog;

namespace Syndication.Ingestion.Releases;

/// <summary>The way of a typed release into the log: who it is, whether it is known, whether its time has come.</summary>
internal sealed class Publisher(
    AliasStore aliases,
    LogStore log,
    LogAppender appender,
    HeldStore held,
    QuarantineStore quarantine,
    TranslationJoining joining,
    WindowStore windows,
    TimeProvider time)
{
    /// <summary>Publishes, or holds, a release that the office gives us as such.</summary>
    public async Task<Outcome> SubmitAsync(Submission submission, Caller caller, CancellationToken cancellationToken)
    {
        if (await FindReplayAsync(caller, cancellationToken) is { } replay)
        {
            return replay;
        }

        if (submission.TranslationOf is { } release)
        {
            return await FindReleaseAsync(release, cancellationToken) is { } original
                ? await joining.JoinAsync(original, submission, caller, cancellationToken)
                : new Outcome.Unknown();
        }

        var names = NamesOf(submission);
        var given = Drafting.HashOf(submission.Draft, submission.Source);

        var known = await aliases.FindAsync(names, cancellationToken);
        var met = known is [var named, ..] ? await ConfrontAsync(named.Release, given, caller, cancellationToken) : null;
        if (met is Outcome.Conflict or Outcome.Forbidden)
        {
            // What is refused ties no name: it may have been a wrong one.
            return met;
        }

        (var id, known) = await aliases.IdentifyAsync(names, known, cancellationToken);
        met ??= known.Count > 0 ? await ConfrontAsync(id, given, caller, cancellationToken) : null;
        if (met is not null)
        {
            return met;
        }

        var now = time.GetUtcNow();
        if (submission.DueAt > now)
        {
            return await HoldAsync(id, names, submission, caller, given, null, cancellationToken);
        }

        return await CreateAsync(id, names, submission, caller, now, given, isGiven: true, content: null, cancellationToken);
    }

    /// <summary>Logs the first version of a release and remembers it under its names.</summary>
    public async Task<Outcome> CreateAsync(
        Guid id,
        IReadOnlyList<string> names,
        Submission submission,
        Caller caller,
        DateTimeOffset now,
        string given,
        bool isGiven,
        string? content,
        CancellationToken cancellationToken)
    {
        var created = Drafting.Create(id, submission, caller, now, isGiven);
        var result = await appender.AppendAsync(new Proposal(created, caller.RequestKey, caller.RequestHash, given), cancellationToken);
        switch (result)
        {
            case AppendResult.Appended appended:
                if (names.Count > 0)
                {
                    await aliases.RememberAsync(names, id, content, given, 1, CancellationToken.None);
                }

                return new Outcome.Created(appended.Entry.Fact);
            case AppendResult.Replayed replayed:
                return Replay(replayed.Entry, caller);
            default:
                return Met(((AppendResult.Conflicting)result).Current, given);
        }
    }

    /// <summary>Keeps a release until its time.</summary>
    /// <param name="given">Hash of the draft that came in, which a person may have corrected since.</param>
    public async Task<Outcome> HoldAsync(
        Guid id,
        IReadOnlyList<string> names,
        Submission submission,
        Caller caller,
        string given,
        string? content,
        CancellationToken cancellationToken)
    {
        var waiting = new HeldRelease
        {
            Id = id.ToString(),
            RequestKey = caller.RequestKey ?? id.ToString(),
            RequestHash = caller.RequestHash,
            DueAt = submission.DueAt!.Value.ToUnixTimeMilliseconds(),
            Submission = submission,
            Aliases = names,
            Actor = caller.Actor,
            HeldAt = time.GetUtcNow(),
            GivenHash = given,
            Content = content,
        };
        if (await held.InsertAsync(waiting, cancellationToken))
        {
            return new Outcome.Waiting(waiting);
        }

        return await FindReplayAsync(caller, cancellationToken)
            ?? await ConfrontAsync(id, given, caller, cancellationToken)
            ?? new Outcome.Conflict("A release is held under this id already.", null);
    }

    /// <summary>Replaces what a release says. The version is the one that the editor saw.</summary>
    public async Task<Outcome> UpdateAsync(Guid id, int version, Submission submission, Caller caller, CancellationToken cancellationToken)
    {
        if (await FindReplayAsync(caller, cancellationToken) is { } replay)
        {
            return replay;
        }

        if (await log.CurrentAsync(id, cancellationToken) is not { } current)
        {
            return await EditHeldAsync(id, version, submission, caller, cancellationToken);
        }

        var release = current.Fact.Release;
        if (!caller.MayWrite(release.Source))
        {
            return new Outcome.Forbidden();
        }

        if (release.Version != version)
        {
            return new Outcome.Conflict($"The release is at version {release.Version}; you edited version {version}.", release);
        }

        var outcome = await ChangeAsync(release, submission, caller, Drafting.HashOf(submission.Draft, submission.Source), cancellationToken);
        if (outcome is Outcome.Changed && submission.Draft.CanonicalUrl is { Length: > 0 } url)
        {
            await aliases.TieAsync(Alias.OfUrl(url), id, CancellationToken.None);
        }

        return outcome;
    }

    /// <summary>Logs what a release that is published says from now on; a change of one can't wait for its time.</summary>
    public async Task<Outcome> ChangeAsync(Release release, Submission submission, Caller caller, string given, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return release.Retraction is not null ? new Outcome.Conflict("The release is retracted: take the retraction back before you change it.", release)
            : submission.DueAt > now ? new Outcome.Conflict($"The release is published, so a change of it can't wait until {submission.DueAt:O}: make it then, or leave publishAt and embargoUntil out to publish it now.", release)
            : await ChangeAsync(Drafting.Update(release, submission, caller, now), caller, given, null, cancellationToken);
    }

    private async Task<Outcome> EditHeldAsync(Guid id, int version, Submission submission, Caller caller, CancellationToken cancellationToken)
    {
        if (await held.FindAsync(id, cancellationToken) is not { } waiting)
        {
            return new Outcome.Unknown();
        }

        if (!caller.MayWrite(waiting.Submission.Source))
        {
            return new Outcome.Forbidden();
        }

        return waiting.Stamp == version && await held.ReplaceAsync(waiting, submission, cancellationToken) is { } edited
            ? new Outcome.Waiting(edited)
            : new Outcome.Conflict($"The held release was edited meanwhile: it is at version {waiting.Stamp}, or about to be published.", null);
    }

    /// <summary>Withdraws, kills or redirects a release; one that is held is cancelled. Saying the same again changes nothing.</summary>
    public async Task<Outcome> RetractAsync(Guid id, int? version, RetractionRequest request, Caller caller, CancellationToken cancellationToken)
    {
        if (await FindReplayAsync(caller, cancellationToken) is { } replay)
        {
            return replay;
        }

        if (await log.CurrentAsync(id, cancellationToken) is not { } current)
        {
            return await held.FindAsync(id, cancellationToken) is not { } waiting ? new Outcome.Unknown()
                : !caller.MayWrite(waiting.Submission.Source) ? new Outcome.Forbidden()
                : version is { } edited && waiting.Stamp != edited ? new Outcome.Conflict($"The held release is at version {waiting.Stamp}; you saw version {edited}.", null)
                : await held.CancelAsync(waiting, cancellationToken) ? new Outcome.Cancelled()
                : new Outcome.Conflict("The held release was edited meanwhile, or is about to be published: look at it again.", null);
        }

        var release = current.Fact.Release;
        if (!caller.MayWrite(release.Source))
        {
            return new Outcome.Forbidden();
        }

        if (version is { } seen && release.Version != seen)
        {
            return new Outcome.Conflict($"The release is at version {release.Version}; you saw version {seen}.", release);
        }

        if (release.Retraction is { } retraction
            && retraction.Kind == request.Kind && retraction.Notice == request.Notice && retraction.RedirectTo == request.RedirectTo)
        {
            return new Outcome.Unchanged(release);
        }

        var fact = Drafting.Retract(release, request.Kind, request.Notice, request.RedirectTo, caller, time.GetUtcNow());
        return await ChangeAsync(fact, caller, null, request.Reason, cancellationToken);
    }

    /// <summary>Takes a retraction back.</summary>
    public async Task<Outcome> ReinstateAsync(Guid id, int? version, Caller caller, CancellationToken cancellationToken)
    {
        if (await FindReplayAsync(caller, cancellationToken) is { } replay)
        {
            return replay;
        }

        if (await log.CurrentAsync(id, cancellationToken) is not { } current)
        {
            return new Outcome.Unknown();
        }

        var release = current.Fact.Release;
        if (!caller.MayWrite(release.Source))
        {
            return new Outcome.Forbidden();
        }

        if (version is { } seen && release.Version != seen)
        {
            return new Outcome.Conflict($"The release is at version {release.Version}; you saw version {seen}.", release);
        }

        return release.Retraction is null
            ? new Outcome.Unchanged(release)
            : await ChangeAsync(Drafting.Reinstate(release, caller, time.GetUtcNow()), caller, null, null, cancellationToken);
    }

    /// <summary>Logs a new version; loses to whoever logged that version first. Once it returns, nobody is sent an older one any more.</summary>
    public async Task<Outcome> ChangeAsync(ReleaseFact fact, Caller caller, string? given, string? reason, CancellationToken cancellationToken)
    {
        var result = await appender.AppendAsync(new Proposal(fact, caller.RequestKey, caller.RequestHash, given, reason), cancellationToken);
        await windows.CloseAsync();
        return result switch
        {
            AppendResult.Appended appended => new Outcome.Changed(appended.Entry.Fact),
            AppendResult.Replayed replayed => Replay(replayed.Entry, caller),
            AppendResult.Conflicting { Current: var current } => IsSame(current, caller, given)
                ? new Outcome.Unchanged(current.Fact.Release)
                : new Outcome.Conflict($"Somebody else made version {fact.Release.Version} meanwhile.", current.Fact.Release) { IsPassing = true },
            _ => throw new InvalidOperationException($"{result} is no result of appending."),
        };
    }

    /// <summary>Whether somebody else asked for the very same, and was faster.</summary>
    private static bool IsSame(LogEntry current, Caller caller, string? given) =>
        given is null ? current.RequestHash is not null && current.RequestHash == caller.RequestHash : current.GivenHash == given;

    /// <summary>What an earlier request with the same key led to, wherever that is; null for a new one.</summary>
    public async Task<Outcome?> FindReplayAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (caller.RequestKey is not { } key)
        {
            return null;
        }

        if (await log.FindByRequestAsync(key, cancellationToken) is { } entry)
        {
            // It may have been logged a moment ago, and the first answer be on its way.
            await windows.CloseAsync();
            return Replay(entry, caller);
        }

        if (await held.FindByRequestAsync(key, cancellationToken) is { } waiting)
        {
            return waiting.RequestHash == caller.RequestHash ? new Outcome.Waiting(waiting) : Misused(null);
        }

        return await quarantine.FindByRequestAsync(key, cancellationToken) is { } inDoubt ? new Outcome.InDoubt(inDoubt) : null;
    }

    /// <summary>A release by its id or by the URL of its page; null where neither is known.</summary>
    private async Task<Guid?> FindReleaseAsync(string idOrUrl, CancellationToken cancellationToken)
    {
        if (Guid.TryParse(idOrUrl, out var id))
        {
            return id;
        }

        return Uri.TryCreate(idOrUrl, UriKind.Absolute, out _) && await aliases.FindAsync([Alias.OfUrl(idOrUrl)], cancellationToken) is [var alias, ..]
            ? alias.Release
            : null;
    }

    private static List<string> NamesOf(Submission submission)
    {
        var names = new List<string>();
        if (submission.ExternalId is { Length: > 0 } externalId)
        {
            names.Add(Alias.OfExternalId(submission.Source, externalId));
        }

        if (submission.Draft.CanonicalUrl is { Length: > 0 } url)
        {
            names.Add(Alias.OfUrl(url));
        }

        return names;
    }

    /// <summary>What a request with a key is answered that was used before.</summary>
    public static Outcome Replay(LogEntry entry, Caller caller) =>
        entry.RequestHash == caller.RequestHash ? new Outcome.Unchanged(entry.Fact.Release) : Misused(entry.Fact.Release);

    private static Outcome.Conflict Misused(Release? current) =>
        new("This Idempotency-Key was used before, for another request: use a new key for a new request.", current);

    private static Outcome Met(LogEntry current, string given) =>
        current.GivenHash == given
            ? new Outcome.Unchanged(current.Fact.Release)
            : new Outcome.Conflict(
                "A release is known under this URL or external id already, with other content: change it with PUT and If-Match.",
                current.Fact.Release);

    /// <summary>What submitting a known id leads to; null where nothing was logged or held under it yet.</summary>
    private async Task<Outcome?> ConfrontAsync(Guid id, string given, Caller caller, CancellationToken cancellationToken)
    {
        if (await log.CurrentAsync(id, cancellationToken) is { } current)
        {
            return caller.MayWrite(current.Fact.Release.Source) ? Met(current, given) : new Outcome.Forbidden();
        }

        return await held.FindAsync(id, cancellationToken) is not { } waiting ? null
            : !caller.MayWrite(waiting.Submission.Source) ? new Outcome.Forbidden()
            : waiting.GivenHash == given ? new Outcome.Waiting(waiting)
            : new Outcome.Conflict("A release is held under this URL or external id already: change it with PUT and If-Match.", null);
    }
}

/// <summary>How a release is taken back.</summary>
/// <param name="Notice">For readers.</param>
/// <param name="Reason">For the desk alone.</param>
internal sealed record RetractionRequest(RetractionKind Kind, string? Notice, string? Reason, Guid? RedirectTo);
