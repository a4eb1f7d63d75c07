using Syndication.Contracts.Subscribing;
using Syndication.Digest.Composition;
using Syndication.Digest.Sending;

namespace Syndication.Digest.Subscriptions;

/// <summary>All that is kept of somebody, for themselves (GDPR, article 15 and 20).</summary>
/// <param name="State">"requested", "active", "left" or "unreachable".</param>
internal sealed record SubscriptionExport(
    string Address,
    string State,
    bool IsPaused,
    SubscriptionForm Wishes,
    SubscriptionForm? Wanted,
    string? NewAddress,
    string? ConsentSource,
    DateTimeOffset? ConsentAt,
    DateTimeOffset CreatedAt,
    IReadOnlyList<ExportedMail> Mails);

/// <summary>A mail that was sent, or is to be.</summary>
/// <param name="Releases">By id, in the version that was told.</param>
internal sealed record ExportedMail(string MessageId, string Kind, string State, DateTimeOffset PlannedAt, DateTimeOffset? SentAt, IReadOnlyList<ExportedRelease> Releases);

/// <param name="Language">In which it was sent.</param>
internal sealed record ExportedRelease(string Id, string Language, int Version);

/// <summary>Collects it.</summary>
internal sealed class SubscriptionExporter(MailStore mails, DigestShelf digests)
{
    public async Task<SubscriptionExport> ExportAsync(Subscription subscription, CancellationToken cancellationToken)
    {
        var sent = new List<ExportedMail>();
        await foreach (var row in mails.OfAsync(subscription.Id, cancellationToken))
        {
            var document = row.Digest is { } id ? await digests.FindAsync(id, cancellationToken) : null;
            sent.Add(new ExportedMail(
                row.Id,
                Name(row.Kind),
                Name(row.State),
                DateTimeOffset.FromUnixTimeMilliseconds(row.PlannedAt),
                row.State == MailState.Sent ? DateTimeOffset.FromUnixTimeMilliseconds(row.SettledAt) : null,
                [.. document?.Releases.Select(release => (Release: release, Told: document.ToldOf(release)!)).Select(one => new ExportedRelease(one.Release, one.Told.Language, one.Told.Version)) ?? []]));
        }

        return new SubscriptionExport(
            subscription.Address,
            Name(subscription.State),
            subscription.IsPaused,
            Wishes.Write(subscription.Preferences, null),
            subscription.Wanted is { } wanted ? Wishes.Write(wanted, null) : null,
            subscription.NewAddress,
            subscription.ConsentSource,
            subscription.ConsentAt,
            subscription.CreatedAt,
            [.. sent.OrderBy(mail => mail.PlannedAt)]);
    }

    private static string Name<T>(T value) where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
