using Microsoft.Extensions.Options;
using Syndication.Hosting;
using Syndication.Hosting.Sending;
using Syndication.Mail;
using Syndication.Mail.Mime;
using Syndication.Webhooks.Endpoints;

namespace Syndication.Webhooks.Joining;

/// <summary>Tells an endpoint's contact by mail that nothing is sent to it any more, and what to do.</summary>
internal sealed partial class DisabledNotice(
    IMailTransport transport,
    MailIdentity identity,
    HoldWatcher holds,
    EndpointStore endpoints,
    IOptions<SyndicationOptions> installation,
    ILogger<DisabledNotice> logger)
{
    /// <summary>Whoever has an endpoint disabled again and again does not fill somebody's mailbox with it.</summary>
    private static readonly TimeSpan AtMostEvery = TimeSpan.FromDays(1);

    /// <summary>A relay that takes nothing for so long is not asked again for this mail.</summary>
    private static readonly TimeSpan GivesUpAfter = TimeSpan.FromDays(4);

    private enum Fate { Sent, Dropped, Waits }

    /// <summary>Sends it and notes that; false where it has to be tried again later.</summary>
    public async Task<bool> TrySendAsync(WebhookEndpoint endpoint, CancellationToken cancellationToken)
    {
        var fate = await SendAsync(endpoint, cancellationToken);
        if (fate != Fate.Waits)
        {
            await endpoints.ChangeAsync(endpoint.Id, known => known with { IsNoticeDue = false, NoticedAt = fate == Fate.Sent ? endpoints.Now : known.NoticedAt }, cancellationToken);
        }

        return fate != Fate.Waits;
    }

    private async Task<Fate> SendAsync(WebhookEndpoint endpoint, CancellationToken cancellationToken)
    {
        if (endpoint.Disabled is not { } disabled || endpoints.Now - endpoint.NoticedAt < AtMostEvery.TotalMilliseconds)
        {
            return Fate.Dropped;
        }

        if (holds.IsHeld(OutgoingChannels.Mail))
        {
            return Fate.Waits;
        }

        try
        {
            var result = (await transport.SendAsync(Compose(endpoint, disabled), cancellationToken))[0];
            if (result.Outcome == MailOutcome.Accepted)
            {
                return Fate.Sent;
            }

            LogNotTaken(logger, endpoint.Id, $"{result.Reply.Code} {result.Reply.Text}");
            return result.Outcome == MailOutcome.Refused || IsTooLate(disabled) ? Fate.Dropped : Fate.Waits;
        }
        catch (MailTransportException exception)
        {
            LogNotTaken(logger, endpoint.Id, exception.Message);
            return IsTooLate(disabled) ? Fate.Dropped : Fate.Waits;
        }
    }

    private bool IsTooLate(Disablement disabled) => endpoints.Now - disabled.At > GivesUpAfter.TotalMilliseconds;

    /// <summary>The same however often it is made, its Message-ID too: a mail that goes twice is one for its reader's program.</summary>
    private ComposedMail Compose(WebhookEndpoint endpoint, Disablement disabled)
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(disabled.At);
        var address = $"{installation.Value.PublicUrl}/api/webhooks/{endpoint.Id}";
        var text = $"""
            {installation.Value.Name} sends nothing to your webhook endpoint any more.

            Endpoint: {endpoint.Name}
            Since: {at:yyyy-MM-dd HH:mm} UTC
            Why: {disabled.Reason}

            What failed, attempt by attempt:
            GET {address}/deliveries?state=failed

            Once your server answers again, enable it with your key:
            POST {address}/enable

            Retractions and corrections of what you were sent follow by themselves then. For the rest, ask for it:
            POST {address}/resend
            {"{"}"since": "{at - TimeSpan.FromDays(5):yyyy-MM-dd'T'HH:mm:ss'Z'}", "missedOnly": true{"}"}

            You get this mail because your address was given as the contact of this endpoint.

            """;
        var draft = new MailDraft
        {
            From = identity.From,
            ReplyTo = identity.ReplyTo,
            Subject = $"Your webhook endpoint is disabled: {endpoint.Name}",
            Language = "en",
            Text = new SlottedText().Append(text),

            // RFC 3834: no answering machine is to answer it.
            Headers = [new("Auto-Submitted", "auto-generated")],
        };
        return new MailTemplate(draft, identity.Signer).Write(new MailCopy
        {
            Id = $"endpoint-{endpoint.Id}-{disabled.At}",
            To = new Mailbox(EmailAddress.Parse(endpoint.Contact)!),
            Date = at,
        });
    }

    [LoggerMessage(LogLevel.Warning, "The contact of endpoint {Id} could not be told that it is disabled: {Reason}")]
    private static partial void LogNotTaken(ILogger logger, string id, string reason);
}
