using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using Syndication.Contracts;
using Syndication.Ingestion.ReleaseLog;

namespace Syndication.Ingestion.Releases;

/// <summary>Turns drafts into the facts that the log takes: pure, but for the trace that it notes.</summary>
internal static class Drafting
{
    /// <summary>Pages and files older than this at first sight are archive: nobody is told.</summary>
    public static readonly TimeSpan NewsAge = TimeSpan.FromDays(14);

    /// <summary>What tells one draft from another: a hash over all of it.</summary>
    public static string HashOf(Draft draft, string? source = null) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { draft, source }, SyndicationJson.Options)));

    public static string HashOf(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>The first version of a release.</summary>
    /// <param name="now">The instant of its log entry.</param>
    /// <param name="isGiven">The office gives it to us now: without a date of its own, it is published now.</param>
    public static ReleaseCreated Create(Guid id, Submission submission, Caller caller, DateTimeOffset now, bool isGiven)
    {
        var draft = submission.Draft;
        var release = Apply(draft, new Release
        {
            Id = id,
            Version = 1,
            Language = draft.Language ?? "und",
            Headline = draft.Headline ?? "",
            History = [new HistoryEntry(1, now, Significance.Initial)],
            RecordedAt = now,
            UpdatedAt = now,
            Source = submission.Source,
        });
        if (isGiven && release.PublishedAt is null)
        {
            release = release with { PublishedAt = now, PublishedAtSource = PublishedAtSource.Given };
        }

        return new ReleaseCreated
        {
            EventId = Proposal.EventIdOf(id, 1),
            Sequence = 0,
            At = now,
            Silent = submission.Notify is { } notify ? !notify : !isGiven && IsArchive(release, now),
            Actor = caller.Actor,
            Via = caller.Via,
            TraceParent = Activity.Current?.Id,
            Release = release,
        };
    }

    /// <summary>The next version of a release, by a draft that replaces what it said.</summary>
    public static ReleaseUpdated Update(Release current, Submission submission, Caller caller, DateTimeOffset now)
    {
        var draft = submission.Draft;
        var next = Next(current, submission.Significance, submission.ChangeNote, now);
        return new ReleaseUpdated
        {
            EventId = Proposal.EventIdOf(current.Id, next.Version),
            Sequence = 0,
            At = now,
            Silent = submission.Notify is { } notify ? !notify : submission.Significance == Significance.Republish,
            Urgent = submission.Urgent,
            Actor = caller.Actor,
            Via = caller.Via,
            TraceParent = Activity.Current?.Id,
            Release = Apply(
                draft.Keeping(current.PublishedAt, current.PublishedAtSource, current.CanonicalUrl),
                next with { Language = draft.Language ?? current.Language, Headline = draft.Headline ?? current.Headline }),
        };
    }

    /// <summary>The next version of a release: taken back.</summary>
    public static ReleaseRetracted Retract(Release current, RetractionKind kind, string? notice, Guid? redirectTo, Caller caller, DateTimeOffset now)
    {
        var next = Next(current, Significance.Retraction, notice, now);
        return new ReleaseRetracted
        {
            EventId = Proposal.EventIdOf(current.Id, next.Version),
            Sequence = 0,
            At = now,
            Actor = caller.Actor,
            Via = caller.Via,
            TraceParent = Activity.Current?.Id,
            Release = next with { Retraction = new Retraction(kind, now, notice, redirectTo) },
        };
    }

    /// <summary>The next version of a release: no longer taken back.</summary>
    public static ReleaseUpdated Reinstate(Release current, Caller caller, DateTimeOffset now)
    {
        var next = Next(current, Significance.Reinstatement, null, now);
        return new ReleaseUpdated
        {
            EventId = Proposal.EventIdOf(current.Id, next.Version),
            Sequence = 0,
            At = now,
            Actor = caller.Actor,
            Via = caller.Via,
            TraceParent = Activity.Current?.Id,
            Release = next with { Retraction = null },
        };
    }

    /// <summary>What a draft says, as a person's text of a release in another language.</summary>
    public static Release Edition(Draft draft, Release original, string? source) => Apply(
        draft with
        {
            PublishedAt = original.PublishedAt,
            PublishedAtSource = original.PublishedAtSource,
            Topics = draft.Topics.Count > 0 ? draft.Topics : original.Topics,
            Countries = draft.Countries.Count > 0 ? draft.Countries : original.Countries,
            Organisations = draft.Organisations.Count > 0 ? draft.Organisations : original.Organisations,
            Office = draft.Office ?? original.Office,
        },
        original with
        {
            Language = draft.Language ?? "und",
            Headline = draft.Headline ?? "",
            Source = source ?? original.Source,
            Origin = Origin.Human,
        });

    private static Release Next(Release current, Significance significance, string? note, DateTimeOffset now)
    {
        var version = current.Version + 1;
        return current with
        {
            Version = version,
            History = [.. current.History, new HistoryEntry(version, now, significance, note)],
            UpdatedAt = significance is Significance.Minor or Significance.Republish ? current.UpdatedAt : now,
        };
    }

    private static Release Apply(Draft draft, Release release) => release with
    {
        Kind = draft.Kind,
        Subheading = draft.Subheading,
        Summary = draft.Summary,
        Byline = draft.Byline,
        Section = draft.Section,
        Image = draft.Image,
        Body = draft.Body,
        Quotes = draft.Quotes,
        Dateline = draft.Dateline,
        PublishedAt = draft.PublishedAt,
        PublishedAtSource = draft.PublishedAtSource,
        CanonicalUrl = draft.CanonicalUrl,
        Office = draft.Office,
        RegionalOffice = draft.RegionalOffice,
        Translations = draft.Translations,
        Contacts = draft.Contacts,
        About = draft.About,
        Topics = draft.Topics,
        Countries = draft.Countries,
        Organisations = draft.Organisations,
        Attachments = draft.Attachments,
        Rights = draft.Rights,
    };

    // Undated at first sight counts as old: nobody is told of what may be ten years old.
    private static bool IsArchive(Release release, DateTimeOffset now) =>
        release.PublishedAt is not { } publishedAt || now - publishedAt > NewsAge;
}
