using MassTransit;
using Syndication.Contracts;
using Syndication.Hosting.Log;

namespace Syndication.Hosting;

/// <summary>The consumers of a process without the broker between: what is read from the log needs none.</summary>
public interface ILoopbackBus : IBus;

/// <summary>Sends an entry to one consumer of this process, through all that a delivery by the bus goes through.</summary>
internal sealed class Loopback(IBus bus, LogConsumers consumers)
{
    public async Task SendAsync(LogConsumer consumer, ReleaseFact entry, string header, CancellationToken cancellationToken)
    {
        var endpoint = await bus.GetSendEndpoint(new Uri($"queue:{consumers.QueueOf(consumer)}"));
        await endpoint.Send(entry, entry.GetType(), Pipe.Execute<SendContext>(context => context.Headers.Set(header, "yes")), cancellationToken);
    }
}
