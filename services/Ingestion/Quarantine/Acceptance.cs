using Syndication.Contracts;
using Syndication.Ingestion.ReleaseLog;
using Syndication.Ingestion.Releases;

namespace Syndication.Ingestion.Quarantine;

/// <summary>What a person decides about a page in doubt.</summary>
internal sealed class Acceptance(QuarantineStore quarantine, Publisher publisher, AliasStore aliases, LogStore log, TimeProvider time)
{
    /// <summary>Publishes a page as it is or as corrected; doing it twice publishes once.</summary>
    public async Task<Outcome> AcceptAsync(QuarantinedPage page, Submission submission, string actor, CancellationToken cancellationToken)
    {
        var id = Guid.Parse(page.Release);
        var caller = new Caller(actor, Via.Desk, page.RequestKey, page.Content);
        var now = time.GetUtcNow();
        var current = await log.CurrentAsync(id, cancellationToken);
        var given = Drafting.HashOf(page.Submission.Draft, page.Submission.Source);
        var outcome = current is null
            ? submission.DueAt > now
                ? await publisher.HoldAsync(id, page.Aliases, submission, caller, given, page.Content, cancellationToken)
                : await publisher.CreateAsync(id, page.Aliases, submission, caller, now, given, isGiven: false, page.Content, cancellationToken)
            : current.RequestKey == page.RequestKey
                ? new Outcome.Unchanged(current.Fact.Release)
                : await ChangeAsync(current.Fact.Release, submission, caller, given, now, cancellationToken);
        if (outcome is Outcome.Created or Outcome.Changed or Outcome.Unchanged or Outcome.Waiting)
        {
            var version = outcome is Outcome.Changed changed ? changed.Fact.Release.Version : 1;
            await aliases.RememberAsync(page.Aliases, id, page.Content, given, version, CancellationToken.None);
            await quarantine.DeleteAsync(page.Id, CancellationToken.None);
        }

        return outcome;
    }

    /// <summary>Takes a page out without publishing it. It comes back only once it has changed.</summary>
    public Task<bool> DiscardAsync(string id, CancellationToken cancellationToken) => quarantine.DeleteAsync(id, cancellationToken);

    private async Task<Outcome> ChangeAsync(Release release, Submission submission, Caller caller, string given, DateTimeOffset now, CancellationToken cancellationToken) =>
        release.Retraction is null
            ? await publisher.ChangeAsync(Drafting.Update(release, submission, caller, now), caller, given, null, cancellationToken)
            : new Outcome.Conflict("The release is retracted: take the retraction back before you change it.", release);
}
