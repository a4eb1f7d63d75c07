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
    private volatile BrokerState _state = new(false, "The broker has not been asked yet.");

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
                _state = new BrokerState(false, $"The broker can't be reached: {exception.Message}");
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
        var connection = await factory.CreateConnectionAsync(cancellationToken);
        try
        {
            connection.ConnectionBlockedAsync += OnBlockedAsync;
            connection.ConnectionUnblockedAsync += OnUnblockedAsync;
            var confirms = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);
            var channel = await connection.CreateChannelAsync(confirms, cancellationToken);
            while (connection.IsOpen)
            {
                await ProbeAsync(channel, cancellationToken);
                await Task.Delay(Interval, time, cancellationToken);
            }
        }
        finally
        {
            // A connection that is blocked would take half a minute to close politely.
            await connection.AbortAsync(TimeSpan.FromSeconds(1));
            connection.Dispose();
        }
    }

    private async Task ProbeAsync(IChannel channel, CancellationToken cancellationToken)
    {
        if (_blockedFor is not null)
        {
            return;
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Deadline);
        var start = Stopwatch.GetTimestamp();
        try
        {
            // To the default exchange under a name that no queue has: dropped, and confirmed.
            await channel.BasicPublishAsync("", "syndication.watch", ReadOnlyMemory<byte>.Empty, deadline.Token).AsTask().WaitAsync(deadline.Token);
        }
        catch (OperationCanceledException) when (_blockedFor is not null && !cancellationToken.IsCancellationRequested)
        {
            return;
        }

        // The message that makes the broker say that it blocks may be confirmed yet.
        if (_blockedFor is null)
        {
            _state = new BrokerState(true, $"Confirms within {Stopwatch.GetElapsedTime(start).TotalMilliseconds:F1} ms.");
        }
    }

    private Task OnBlockedAsync(object sender, ConnectionBlockedEventArgs blocked)
    {
        _blockedFor = blocked.Reason;
        _state = new BrokerState(false, $"The broker blocks publishers ({blocked.Reason}): what is published is kept in the log and dispatched later.");
        return Task.CompletedTask;
    }

    private Task OnUnblockedAsync(object sender, AsyncEventArgs unblocked)
    {
        _blockedFor = null;
        return Task.CompletedTask;
    }
}

/// <summary>Whether the broker takes what is published, and a sentence about it.</summary>
internal sealed record BrokerState(bool IsConfirming, string Description);
