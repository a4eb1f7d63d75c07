using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Nodes;
using Syndication.Contracts;
using Syndication.Contracts.Subscribing;
using Syndication.Hosting.Http;
using Syndication.Newsroom.Desk.Watching;

namespace Syndication.Newsroom.Subscribing;

/// <summary>What the desk asks Digest of subscribers, with the rights of the person at the desk. Addresses travel in bodies.</summary>
internal sealed class SubscriberDesk(ServiceCalls calls, ServiceAddresses addresses)
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(5);

    /// <summary>A list of a hundred thousand lines, or a store that is written anew to forget somebody.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(2);

    private Uri Digest => addresses.Of("digest");

    /// <summary>Null where Digest does not answer.</summary>
    public Task<SubscriberCounts?> CountAsync(ClaimsPrincipal person, CancellationToken cancellationToken) =>
        calls.GetAsync<SubscriberCounts>(Digest, "/api/subscriptions/counts", person, cancellationToken);

    /// <summary>Who has an address.</summary>
    public async Task<(CallOutcome Outcome, FoundSubscriber? Found)> FindAsync(string? address, ClaimsPrincipal person, CancellationToken cancellationToken)
    {
        var (outcome, text) = await PostAsync("find", address, Usual, person, cancellationToken);
        return (outcome, text is null ? null : JsonSerializer.Deserialize<FoundSubscriber>(text, SyndicationJson.Options));
    }

    /// <summary>All that is kept of an address, as a document to hand over.</summary>
    public async Task<(CallOutcome Outcome, string? Document)> ExportAsync(string? address, ClaimsPrincipal person, CancellationToken cancellationToken)
    {
        var (outcome, text) = await PostAsync("find", address, Usual, person, cancellationToken);
        return (outcome, text is null ? null : JsonNode.Parse(text)?["subscription"]?.ToJsonString(SyndicationJson.Options));
    }

    public async Task<CallOutcome> EraseAsync(string? address, ClaimsPrincipal person, CancellationToken cancellationToken) =>
        (await PostAsync("erase", address, Long, person, cancellationToken)).Outcome;

    /// <summary>Takes an address off the suppression list.</summary>
    public async Task<CallOutcome> ReleaseAsync(string? address, ClaimsPrincipal person, CancellationToken cancellationToken) =>
        (await PostAsync("release", address, Usual, person, cancellationToken)).Outcome;

    /// <param name="table">CSV.</param>
    public async Task<(CallOutcome Outcome, ImportedList? Result)> ImportAsync(Stream table, ClaimsPrincipal person, CancellationToken cancellationToken)
    {
        using var content = new StreamContent(table) { Headers = { { "Content-Type", "text/csv" } } };
        var (outcome, text) = await calls.PostAsync(Digest, "/api/subscriptions/import", content, person, Long, cancellationToken);
        return (outcome, text is null ? null : JsonSerializer.Deserialize<ImportedList>(text, SyndicationJson.Options));
    }

    private async Task<(CallOutcome Outcome, string? Text)> PostAsync(string act, string? address, TimeSpan patience, ClaimsPrincipal person, CancellationToken cancellationToken)
    {
        using var content = JsonContent.Create(new { address });
        await content.LoadIntoBufferAsync(cancellationToken);
        return await calls.PostAsync(Digest, $"/api/subscriptions/{act}", content, person, patience, cancellationToken);
    }
}

/// <summary>Subscribers by state; null for more than can be counted.</summary>
internal sealed record SubscriberCounts(long? Active, long? Requested, long? Left, long? Unreachable);

/// <summary>Who has an address, and whether it is on the suppression list.</summary>
internal sealed record FoundSubscriber(string? Id, KeptSubscription? Subscription, KeptSuppression? Suppression);

internal sealed record KeptSubscription(
    string Address,
    string State,
    bool IsPaused,
    SubscriptionForm Wishes,
    string? ConsentSource,
    DateTimeOffset? ConsentAt,
    DateTimeOffset CreatedAt,
    IReadOnlyList<KeptMail> Mails);

internal sealed record KeptMail(string Kind, string State, DateTimeOffset? SentAt);

internal sealed record KeptSuppression(string Reason, DateTimeOffset At);

/// <summary>What became of a list.</summary>
internal sealed record ImportedList(int Imported, int Known, int Suppressed, int Wrong, IReadOnlyList<ImportedFault> Faults);

internal sealed record ImportedFault(int Line, string Reason);
