using System.Diagnostics;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Syndication.Hosting;

/// <summary>
/// Asks the broker every few seconds, over a connection of its own, to confirm a message that goes nowhere. A broker tells
/// only those who publish that it blocks them, and MassTransit's own check stays healthy then.
/// </summary>
internal sealed class BrokerWatch(IOptions<BusOptions> options, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    private volatile string? _blockedFor;
    private volatile BrokerState _state = new(false, "The broker has not been asked yet.", TimeSpan.Zero);

    public BrokerState State => _state;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await WatchAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested
                && exception is BrokerUnreachableException or OperationInterruptedException or AlreadyClosedException or IOException or OperationCanceledException or TimeoutException)
            {
                _state = _blockedFor is { } reason
                    ? BlockedFor(reason)
                    : new BrokerState(false, $"The broker can't be reached: {exception.Message}", TimeSpan.Zero);
            }

            await Task.Delay(Interval, time, stoppingToken);
        }
    }

    /// <summary>Until the connection fails, or a confirm is overdue.</summary>
    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        var factory = new ConnectionFactory
        {
            Uri = new Uri(options.Value.RabbitMq.Uri),
            RequestedHeartbeat = RabbitMqHost.Heartbeat,
            RequestedConnectionTimeout = Deadline,
            AutomaticRecoveryEnabled = false,
            ClientProvidedName = "syndication watch",
        };
        _blockedFor = null;
        await using var connection = await factory.CreateConnectionAsync(cancellationToken);
        connection.ConnectionBlockedAsync += OnBlockedAsync;
        connection.ConnectionUnblockedAsync += OnUnblockedAsync;
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellationToken);
        while (true)
        {
            await ProbeAsync(channel, cancellationToken);
            await Task.Delay(Interval, time, cancellationToken);
        }
    }

    private async Task ProbeAsync(IChannel channel, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Deadline);
        var start = Stopwatch.GetTimestamp();

        // To the default exchange under a name that no queue has: dropped, and confirmed.
        await channel.BasicPublishAsync("", "syndication.watch", ReadOnlyMemory<byte>.Empty, deadline.Token).AsTask().WaitAsync(deadline.Token);
        var took = Stopwatch.GetElapsedTime(start);
        _state = new BrokerState(true, $"Confirms within {took.TotalMilliseconds:F1} ms.", took);
    }

    private Task OnBlockedAsync(object sender, ConnectionBlockedEventArgs blocked)
    {
        _blockedFor = blocked.Reason;
        _state = BlockedFor(blocked.Reason);
        return Task.CompletedTask;
    }

    private Task OnUnblockedAsync(object sender, AsyncEventArgs unblocked)
    {
        _blockedFor = null;
        return Task.CompletedTask;
    }

    private static BrokerState BlockedFor(string reason) =>
        new(false, $"The broker blocks publishers ({reason}): what is published is kept in the log and dispatched later.", TimeSpan.Zero);
}

/// <param name="Confirmed">How long the last confirm took.</param>
internal sealed record BrokerState(bool IsConfirming, string Description, TimeSpan Confirmed);
