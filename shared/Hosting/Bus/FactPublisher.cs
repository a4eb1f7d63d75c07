using MassTransit;

namespace Syndication.Hosting;

/// <summary>The bus that publishes, on RabbitMQ over a connection of its own.</summary>
public interface IPublishingBus : IBus;

/// <summary>Publishes on the bus, and gives up in time.</summary>
public sealed class FactPublisher(IBus bus)
{
    /// <summary>Without the broker's confirm after this long, a message counts as not sent.</summary>
    public static TimeSpan Deadline { get; } = TimeSpan.FromSeconds(10);

    /// <exception cref="TimeoutException">The broker did not confirm in time: it may have the message or not.</exception>
    public async Task PublishAsync(object message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Deadline);
        try
        {
            // Not the token alone: a connection that the broker blocks does not look at it.
            await bus.Publish(message, message.GetType(), deadline.Token).WaitAsync(deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The broker did not confirm within {Deadline.TotalSeconds} s: it is away, or it blocks publishers.");
        }
    }
}
