using System.Security.Claims;
using System.Text;
using Syndication.Hosting.Keys;
using Syndication.Ingestion.ReleaseLog;
using Syndication.Ingestion.Releases;

namespace Syndication.Ingestion.Quarantine;

/// <summary>What a person decides about a page in doubt.</summary>
internal sealed class Acceptance(QuarantineStore quarantine, Publisher publisher, TranslationJoining joining, AliasStore aliases, LogStore log, TimeProvider time)
{
    /// <summary>Publishes a page as it is or as corrected; doing it twice publishes once.</summary>
    public async Task<Outcome> AcceptAsync(QuarantinedPage page, Submission submission, ClaimsPrincipal person, CancellationToken cancellationToken)
    {
        var id = Guid.Parse(page.Release);

        // Of this stay in quarantine: a page may come back with a text that was accepted before.
        var caller = new Caller(person.Actor(), Via.Desk, Drafting.HashOf(Encoding.UTF8.GetBytes($"{page.RequestKey}\n{page.Id}")), page.Content) { User = person };
        var now = time.GetUtcNow();
        var current = await log.CurrentAsync(id, cancellationToken);
        if (!caller.MayWrite(current is null ? page.Submission.Source : current.Fact.Release.Source) || (current is null && !caller.MayWrite(submission.Source)))
        {
            return new Outcome.Forbidden();
        }

        var given = Drafting.HashOf(page.Submission.Draft, page.Submission.Source);
        var original = current is null ? await joining.FindOriginalAsync(submission.Draft, submission.Source, cancellationToken) : null;
        var outcome = original is { } other ? await joining.JoinAsync(other, submission, caller, cancellationToken)
            : current is null
                ? submission.DueAt > now
                    ? await publisher.HoldAsync(id, page.Aliases, submission, caller, given, page.Content, cancellationToken)
                    : await publisher.CreateAsync(id, page.Aliases, submission, caller, now, given, isGiven: false, page.Content, cancellationToken)
            : current.RequestKey == caller.RequestKey
                ? new Outcome.Unchanged(current.Fact.Release)
                : await publisher.ChangeAsync(current.Fact.Release, submission, caller, given, cancellationToken);
        if (outcome is Outcome.Created or Outcome.Changed or Outcome.Unchanged or Outcome.Waiting)
        {
            var version = outcome is Outcome.Changed changed ? changed.Fact.Release.Version : 1;
            await aliases.RememberAsync(page.Aliases, id, page.Content, given, version, CancellationToken.None);
            await quarantine.DeleteAsync(page.Id, CancellationToken.None);
        }

        return outcome;
    }

    /// <summary>Takes a page out without publishing it. It comes back only once it has changed.</summary>
    public async Task<Outcome> DiscardAsync(string id, ClaimsPrincipal person, CancellationToken cancellationToken) =>
        await quarantine.FindAsync(id, cancellationToken) is not { } page ? new Outcome.Unknown()
        : !person.MayWrite(page.Submission.Source) ? new Outcome.Forbidden()
        : await quarantine.DeleteAsync(id, cancellationToken) ? new Outcome.Cancelled()
        : new Outcome.Unknown();
}
