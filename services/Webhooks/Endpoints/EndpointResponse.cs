using Syndication.Text;

namespace Syndication.Webhooks.Endpoints;

/// <summary>An endpoint as its owner sees it.</summary>
/// <param name="Secret">Shown once: when it is registered.</param>
/// <param name="PendingUrl">To be proved by a challenge.</param>
/// <param name="Secrets">Since when each signs, and until when; the newest first.</param>
internal sealed record EndpointResponse(
    string Id,
    string? Secret,
    EndpointKind Kind,
    EndpointState State,
    string? Url,
    string? PendingUrl,
    string Contact,
    string? Description,
    Selection Selection,
    IReadOnlyList<string> Events,
    PayloadForm Payload,
    int BackfillDays,
    DisablementResponse? Disabled,
    DateTimeOffset? FailingSince,
    IReadOnlyList<SecretResponse> Secrets,
    DateTimeOffset CreatedAt,
    string Owner)
{
    public static EndpointResponse Of(WebhookEndpoint endpoint, string? secret = null) => new(
        endpoint.Id,
        secret,
        endpoint.Kind,
        endpoint.State,
        endpoint.Url,
        endpoint.PendingUrl,
        endpoint.Contact,
        endpoint.Description,
        endpoint.Selection,
        endpoint.Events,
        endpoint.Payload,
        endpoint.BackfillDays,
        endpoint.Disabled is { } disabled ? new DisablementResponse(At(disabled.At), disabled.By, disabled.Reason) : null,
        endpoint.FailingSince is { } since ? At(since) : null,
        [.. endpoint.Secrets.Select(one => new SecretResponse(At(one.Since), one.Until is { } until ? At(until) : null))],
        At(endpoint.CreatedAt),
        endpoint.Owner);

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}

/// <param name="By">"failures", "gone" or the id of a key.</param>
internal sealed record DisablementResponse(DateTimeOffset At, string By, string Reason);

internal sealed record SecretResponse(DateTimeOffset Since, DateTimeOffset? Until);
