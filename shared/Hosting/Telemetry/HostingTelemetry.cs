using System.Diagnostics;
using System.Diagnostics.Metrics;
using Syndication.Contracts;
using Syndication.Hosting.Log;

namespace Syndication.Hosting;

/// <summary>What every service measures: how far its consumers are, what they applied and what they parked.</summary>
public sealed class HostingTelemetry : IDisposable
{
    public const string Name = "Syndication.Hosting";

    private readonly ActivitySource _source = new(Name);
    private readonly Meter _meter;
    private readonly Counter<long> _delivered;
    private readonly Counter<long> _parked;
    private long _head;

    public HostingTelemetry(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        _meter = meters.Create(Name);
        _delivered = _meter.CreateCounter<long>("syndication.log.delivered", "{entry}", "Log entries that a consumer applied.");
        _parked = _meter.CreateCounter<long>("syndication.log.parked", "{entry}", "Log entries that a consumer parked.");
    }

    /// <summary>The highest sequence of the log that this process has heard of.</summary>
    public long LastHead => Interlocked.Read(ref _head);

    internal void Head(long head)
    {
        long known;
        while (head > (known = Interlocked.Read(ref _head)) && Interlocked.CompareExchange(ref _head, head, known) != known)
        {
        }
    }

    /// <summary>Counts an entry that a consumer applied.</summary>
    public void Delivered(LogConsumer consumer)
    {
        ArgumentNullException.ThrowIfNull(consumer);
        _delivered.Add(1, Tag(consumer));
    }

    internal void Parked(LogConsumer consumer) => _parked.Add(1, Tag(consumer));

    /// <summary>Continues the trace of the request that caused a fact.</summary>
    public Activity? StartDelivery(string name, ReleaseFact fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        Head(fact.Sequence);
        return ActivityContext.TryParse(fact.TraceParent, null, isRemote: true, out var parent)
            ? _source.StartActivity(name, ActivityKind.Internal, parent, [new("syndication.sequence", fact.Sequence)])
            : _source.StartActivity(name, ActivityKind.Internal);
    }

    /// <summary>Publishes lag and pending of the consumers whenever somebody collects.</summary>
    internal void Observe(LogConsumers consumers)
    {
        _meter.CreateObservableGauge("syndication.log.lag", () => consumers.All.Select(Lag), "{entry}", "Head of the log minus through.");
        _meter.CreateObservableGauge("syndication.log.pending", () => consumers.All.Select(Pending), "{entry}", "Entries not applied yet, holes included.");
    }

    public void Dispose()
    {
        _source.Dispose();
        _meter.Dispose();
    }

    private Measurement<long> Lag(ConsumerProgress progress) =>
        new(Math.Max(0, LastHead - progress.Applied.Through), Tag(progress.Consumer));

    private Measurement<long> Pending(ConsumerProgress progress)
    {
        var applied = progress.Applied;
        var done = applied.Through + applied.Above.Sum(range => range.To - range.From + 1);
        return new(Math.Max(0, LastHead - done), Tag(progress.Consumer));
    }

    private static KeyValuePair<string, object?> Tag(LogConsumer consumer) => new("syndication.consumer", consumer.Name);
}
