using Microsoft.Extensions.Options;
using Syndication.Storage;

namespace Syndication.Hosting.Log;

/// <summary>The consumers of the log in this process, and how far each is.</summary>
public sealed class LogConsumers : IDisposable
{
    /// <summary>A consumer that has not advanced for this long holds nobody else up.</summary>
    private static readonly TimeSpan Advancing = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, ConsumerProgress> _byName;
    private readonly string _prefix;

    public LogConsumers(IEnumerable<LogConsumer> consumers, IServiceProvider services, IOptions<BusOptions> bus, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(bus);
        _prefix = bus.Value.Prefix.Length == 0 ? "" : bus.Value.Prefix + "-";
        _byName = consumers.ToDictionary(
            consumer => consumer.Name,
            consumer => new ConsumerProgress(consumer, services.GetRequiredKeyedService<IDocumentStore>(consumer.Service), time));
    }

    public IReadOnlyCollection<ConsumerProgress> All => _byName.Values;

    public ConsumerProgress? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The queue of a consumer on the bus.</summary>
    public string QueueOf(LogConsumer consumer)
    {
        ArgumentNullException.ThrowIfNull(consumer);
        return _prefix + consumer.Name;
    }

    /// <summary>The consumer behind an endpoint's address, if it follows the log.</summary>
    internal ConsumerProgress? FindByAddress(Uri address)
    {
        var queue = address.Segments[^1];
        return queue.StartsWith(_prefix, StringComparison.Ordinal) ? Find(queue[_prefix.Length..]) : null;
    }

    public void Dispose()
    {
        foreach (var progress in All)
        {
            progress.Dispose();
        }
    }

    /// <summary>How far the slowest consumer is among those that still move; null where none does.</summary>
    public long? SlowestAdvancing() =>
        All.Where(progress => progress.SinceAdvance < Advancing)
            .Select(progress => (long?)progress.Applied.Through)
            .Min();
}
