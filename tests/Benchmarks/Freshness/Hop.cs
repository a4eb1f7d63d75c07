using System.Collections.Concurrent;
using System.Diagnostics;
using MassTransit;
using Syndication.Benchmarks.Figures;
using Syndication.Benchmarks.Running;
using Syndication.Contracts;
using Syndication.Hosting.Log;

namespace Syndication.Benchmarks.Freshness;

/// <summary>The ceiling: one hop over a bare bus, from Publish to the consumer, with the fact that the system sends.</summary>
internal sealed class Hop : IAsyncDisposable
{
    private readonly ConcurrentDictionary<long, TaskCompletionSource<double>> _underWay = new();
    private readonly IBusControl _bus;

    private Hop(Broker? broker) =>
        _bus = broker is null
            ? Bus.Factory.CreateUsingInMemory(bus =>
            {
                bus.SerialiseAlike();
                bus.ReceiveEndpoint("hop", Receive);
            })
            : Bus.Factory.CreateUsingRabbitMq(bus =>
            {
                bus.Host(broker.Uri);
                bus.SerialiseAlike();
                bus.ReceiveEndpoint("hop", endpoint =>
                {
                    endpoint.SetQuorumQueue();
                    endpoint.PrefetchCount = 128;
                    endpoint.ConcurrentMessageLimit = LogConsumer.AtOnce;
                    Receive(endpoint);
                });
            });

    /// <param name="broker">Null for a bus inside the process.</param>
    public static async Task<Hop> StartAsync(Broker? broker, CancellationToken cancellationToken)
    {
        var hop = new Hop(broker);
        await hop._bus.StartAsync(cancellationToken);
        return hop;
    }

    public async Task<Load> RunAsync(int perSecond, TimeSpan time, CancellationToken cancellationToken)
    {
        var facts = Enumerable.Range(0, Pace.CountOf(perSecond, time)).Select(number => Facts.Create(number)).ToList();
        var milliseconds = new ConcurrentBag<double>();
        var began = Stopwatch.GetTimestamp();
        await Pace.RunAsync(
            perSecond,
            time,
            async (number, due) =>
            {
                var arrival = new TaskCompletionSource<double>(TaskCreationOptions.RunContinuationsAsynchronously);
                _underWay[number] = arrival;
                await _bus.Publish(facts[number], cancellationToken);
                milliseconds.Add((await arrival.Task - due) / Stopwatch.Frequency * 1_000);
            },
            cancellationToken);
        return Load.Of(Stopwatch.GetElapsedTime(began), milliseconds);
    }

    public async ValueTask DisposeAsync() => await _bus.StopAsync();

    private void Receive(IReceiveEndpointConfigurator endpoint) => endpoint.Handler<ReleaseCreated>(context =>
    {
        if (_underWay.TryRemove(context.Message.Sequence, out var arrival))
        {
            arrival.SetResult(Stopwatch.GetTimestamp());
        }

        return Task.CompletedTask;
    });
}
