using System.Diagnostics.Metrics;
using Syndication.Webhooks.Delivering;

namespace Syndication.Webhooks;

/// <summary>What this service measures: attempts by outcome, how long endpoints take, how much is under way.</summary>
internal sealed class WebhooksTelemetry : IDisposable
{
    public const string Name = "Syndication.Webhooks";

    private readonly Meter _meter;
    private readonly Counter<long> _attempts;
    private readonly Histogram<double> _took;

    public WebhooksTelemetry(IMeterFactory meters, SendingSlots slots)
    {
        _meter = meters.Create(Name);
        _attempts = _meter.CreateCounter<long>("syndication.webhooks.attempts", "{attempt}", "Posts to endpoints, by what came of them.");
        _took = _meter.CreateHistogram<double>("syndication.webhooks.duration", "s", "How long endpoints take to answer.");
        _meter.CreateObservableGauge("syndication.webhooks.under_way", () => slots.Taken, "{post}", "Posts under way now.");
    }

    public void Attempted(SendResult result)
    {
        _attempts.Add(1, new KeyValuePair<string, object?>("outcome", result.IsDelivered ? "delivered" : result.Status is null ? "no answer" : "refused"));
        _took.Record(result.Took.TotalSeconds);
    }

    public void Dispose() => _meter.Dispose();
}
