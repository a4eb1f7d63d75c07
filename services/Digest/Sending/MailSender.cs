using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Syndication.Hosting;
using Syndication.Hosting.Clock;
using Syndication.Hosting.Sending;
using Syndication.Mail;

namespace Syndication.Digest.Sending;

/// <summary>Claims mails that are due, some at a time, for the lanes that send them. What is claimed when the process stops is given back.</summary>
internal sealed partial class MailSender(
    MailStore mails,
    MailPreparation preparation,
    MailSettling settling,
    Relay relay,
    IMailTransport transport,
    HoldWatcher holds,
    ClockWatch clock,
    Bell<MailSender> bell,
    IOptions<MailOptions> options,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<MailSender> logger) : BackgroundService
{
    private const int AheadOfEachLane = 8;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a mail waits behind another to the same reader.</summary>
    private static readonly TimeSpan Behind = TimeSpan.FromMilliseconds(200);

    /// <summary>By subscriber: what one mail says depends on what the others said, so they go one after the other.</summary>
    private readonly ConcurrentDictionary<string, string> _inHand = new();

    private int Most => options.Value.Connections * AheadOfEachLane;

    /// <summary>So that more are claimed while the lanes still have some, and many at once.</summary>
    private bool HasRoom => _inHand.Count <= Most / 2;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.StartedAsync(stoppingToken);
        var claimed = Channel.CreateBounded<MailRow>(Most);
        var lanes = Enumerable.Range(0, options.Value.Connections)
            .Select(_ => new MailLane(claimed.Reader, transport, mails, preparation, settling, relay, Done, LogFault, time, stoppingToken).RunAsync())
            .ToList();
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                if (!HasRoom || await ClaimAsync(claimed.Writer, Most - _inHand.Count, stoppingToken) == 0)
                {
                    await bell.WaitAsync(Poll, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is in hand is finished or given back.
        }
        finally
        {
            claimed.Writer.Complete();
            await Task.WhenAll(lanes);
        }
    }

    private async Task<int> ClaimAsync(ChannelWriter<MailRow> claimed, int most, CancellationToken cancellationToken)
    {
        if (!clock.IsTrusted || holds.IsHeld(OutgoingChannels.Mail) || relay.Rest > TimeSpan.Zero)
        {
            return 0;
        }

        try
        {
            var rows = await mails.ClaimAsync(most, MailInHand.Lease, cancellationToken);

            foreach (var row in rows)
            {
                if (_inHand.TryAdd(row.Subscriber, row.Id))
                {
                    await claimed.WriteAsync(row, CancellationToken.None);
                }
                else if (_inHand.GetValueOrDefault(row.Subscriber) != row.Id)
                {
                    await settling.WithholdAsync(MailPreparation.Aside(row, time.GetUtcNow() + Behind));
                }

                // Else its lease ran out while it was in hand: whoever has it finds that out.
            }

            return rows.Count;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogFault(exception);
            return 0;
        }
    }

    private void Done(MailRow row)
    {
        _inHand.TryRemove(row.Subscriber, out _);
        if (HasRoom)
        {
            bell.Ring();
        }
    }

    private void LogFault(Exception exception) => LogWaits(logger, exception);

    [LoggerMessage(LogLevel.Warning, "Mails can't be sent now")]
    private static partial void LogWaits(ILogger logger, Exception exception);
}
