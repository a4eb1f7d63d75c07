using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using MassTransit;
using Syndication.Benchmarks.Figures;
using Syndication.Benchmarks.Running;
using Syndication.Contracts;

namespace Syndication.Benchmarks.Freshness;

/// <summary>The ceiling: one hop over a bare in-memory bus, from Publish to the consumer, with the fact that the system sends.</summary>
internal sealed class Hop : IAsyncDisposable
{
    private readonly ConcurrentDictionary<long, TaskCompletionSource<double>> _underWay = new();
    private readonly IBusControl _bus;

    private Hop()
    {
        _bus = Bus.Factory.CreateUsingInMemory(bus =>
        {
            bus.ConfigureJsonSerializerOptions(options =>
            {
                var ours = new JsonSerializerOptions(options);
                SyndicationJson.Apply(ours);
                ours.WriteIndented = false;
                return ours;
            });
            bus.ReceiveEndpoint("hop", endpoint => endpoint.Handler<ReleaseCreated>(context =>
            {
                if (_underWay.TryRemove(context.Message.Sequence, out var arrival))
                {
                    arrival.SetResult(Stopwatch.GetTimestamp());
                }

                return Task.CompletedTask;
            }));
        });
    }

    public static async Task<Hop> StartAsync(CancellationToken cancellationToken)
    {
        var hop = new Hop();
        await hop._bus.StartAsync(cancellationToken);
        return hop;
    }

    public async Task<Load> RunAsync(int perSecond, TimeSpan time, CancellationToken cancellationToken)
    {
        var milliseconds = new ConcurrentBag<double>();
        var began = Stopwatch.GetTimestamp();
        await Pace.RunAsync(
            perSecond,
            time,
            async (number, due) =>
            {
                var arrival = new TaskCompletionSource<double>(TaskCreationOptions.RunContinuationsAsynchronously);
                _underWay[number] = arrival;
                await _bus.Publish(Fact(number), cancellationToken);
                milliseconds.Add((await arrival.Task - due) / Stopwatch.Frequency * 1_000);
            },
            cancellationToken);
        return Load.Of(Stopwatch.GetElapsedTime(began), milliseconds);
    }

    public async ValueTask DisposeAsync() => await _bus.StopAsync();

    private static ReleaseCreated Fact(int number) => new()
    {
        EventId = Guid.NewGuid(),
        Sequence = number,
        At = DateTimeOffset.UnixEpoch,
        Release = new Release
        {
            Id = Guid.NewGuid(),
            Version = 1,
            Language = "en",
            Headline = Releases.Word(number),
            Topics = ["transport"],
            Body = [new Paragraph([new Run(new string('x', Releases.Size - 300))])],
        },
    };
}
