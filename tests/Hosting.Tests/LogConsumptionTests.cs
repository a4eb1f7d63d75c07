using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Syndication.Contracts;
using Syndication.Hosting.Log;
using Syndication.Storage;
using Syndication.Storage.Sqlite;

namespace Syndication.Hosting.Tests;

/// <summary>What becomes of an entry between the log and a consumer that does not always succeed.</summary>
public sealed class LogConsumptionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ProbeScript _script = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_poisonous_entry_is_parked_its_neighbours_go_on_and_a_retry_brings_it_back()
    {
        var isHealed = false;
        _script.Consume = fact => fact.Release.Headline == "Poison" && !isHealed ? throw new InvalidOperationException("It can't be done.") : Task.CompletedTask;
        await using var host = await ProbeHost.StartAsync(_folder.Path, new ProbeModule(_script));
        await host.PostAsync("Before");
        await host.PostAsync("Poison");
        await host.PostAsync("After");
        await Eventually.HoldsAsync(() => Task.FromResult(host.Progress.Stored.Through == 3));

        var parked = Assert.Single(await host.ParkedAsync())!;
        Assert.Equal("probe-release:2", parked["id"]!.GetValue<string>());
        Assert.Equal("InvalidOperationException: It can't be done.", parked["reason"]!.GetValue<string>());
        Assert.Matches("^[0-9a-f]{32}$", parked["traceId"]!.GetValue<string>());
        Assert.Equal(3, _script.Headlines.Count(headline => headline == "Poison"));

        isHealed = true;
        using var retried = await host.Admin.PostAsync(new Uri("/api/parked/probe-release:2/retry", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.Accepted, retried.StatusCode);
        await Eventually.HoldsAsync(async () => (await host.ParkedAsync()).Count == 0);
        Assert.Equal(1, host.Progress.Generation);
        using var unknown = await host.Admin.PostAsync(new Uri("/api/parked/probe-release:9/retry", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task A_failure_of_the_store_is_never_parked_and_is_made_up_from_the_log()
    {
        var failures = 0;
        _script.Consume = fact => fact.Release.Headline == "Unlucky" && Interlocked.Increment(ref failures) <= 3 ? throw new StoreException("The disk is full.") : Task.CompletedTask;
        await using var host = await ProbeHost.StartAsync(_folder.Path, new ProbeModule(_script));
        await host.PostAsync("Unlucky");
        await host.PostAsync("Lucky");

        await Eventually.HoldsAsync(() => Task.FromResult(host.Progress.Stored.Through == 2));
        Assert.Empty(await host.ParkedAsync());
        Assert.Equal(4, _script.Headlines.Count(headline => headline == "Unlucky"));
    }

    [Fact]
    public async Task What_was_logged_while_a_service_was_away_is_read_from_the_log_at_its_start()
    {
        await using (var host = await ProbeHost.StartAsync(_folder.Path))
        {
            await host.PostAsync("One");
            await host.PostAsync("Two");
            await Eventually.HoldsAsync(() => Task.FromResult(host.App.Services.GetRequiredService<LogConsumers>().Find("list-release")!.Stored.Through == 2));
        }

        await using var again = await ProbeHost.StartAsync(_folder.Path, new ProbeModule(_script));
        await Eventually.HoldsAsync(() => Task.FromResult(again.Progress.Stored.Through == 2));
        Assert.Equal(["One", "Two"], _script.Headlines.Order());
    }

    [Fact]
    public async Task An_entry_that_killed_its_process_three_times_is_parked_unread()
    {
        await using (var host = await ProbeHost.StartAsync(_folder.Path))
        {
            await host.PostAsync("Killer");
            await host.PostAsync("Innocent");
        }

        await using (var store = SqliteDocumentStore.Open(_folder["probe.db"]))
        {
            await store.Collection(Attempt.Collection).InsertAsync(new Attempt(Attempt.IdOf("probe-release", 1), Attempt.Most), CancellationToken.None);
        }

        await using var again = await ProbeHost.StartAsync(_folder.Path, new ProbeModule(_script));
        await Eventually.HoldsAsync(() => Task.FromResult(again.Progress.Stored.Through == 2));
        Assert.Equal(["Innocent"], _script.Headlines);
        var parked = Assert.Single(await again.ParkedAsync())!;
        Assert.Contains("never ended", parked["reason"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fact_that_is_delivered_twice_is_applied_once()
    {
        await using var host = await ProbeHost.StartAsync(_folder.Path, new ProbeModule(_script));
        var posted = await host.PostAsync("Once");
        await Eventually.HoldsAsync(() => Task.FromResult(host.Progress.Applied.Through == 1));

        var fact = new ReleaseCreated
        {
            EventId = Guid.NewGuid(),
            Sequence = 1,
            At = DateTimeOffset.UtcNow,
            Release = new Release { Id = posted["id"]!.GetValue<Guid>(), Version = 1, Language = "en", Headline = "Once" },
        };
        await host.App.Services.GetRequiredService<IBus>().Publish(fact);
        await host.PostAsync("Next");
        await Eventually.HoldsAsync(() => Task.FromResult(host.Progress.Applied.Through == 2));
        Assert.Equal(["Once", "Next"], _script.Headlines);
    }

    [Fact]
    public async Task One_trace_leads_from_the_request_through_the_bus_into_the_consumer()
    {
        var requests = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.Source.Name == "Microsoft.AspNetCore" && activity.Kind == ActivityKind.Server)
                {
                    lock (requests)
                    {
                        requests.Add(activity);
                    }
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var host = await ProbeHost.StartAsync(_folder.Path, new ProbeModule(_script));
        await host.PostAsync("Traced");
        await Eventually.HoldsAsync(() => Task.FromResult(!_script.Begun.IsEmpty));

        var consumed = Assert.Single(_script.Begun, begun => begun.Headline == "Traced");
        await Eventually.HoldsAsync(
            () =>
            {
                lock (requests)
                {
                    return Task.FromResult(requests.Any(request => request.TraceId == consumed.Trace));
                }
            });
    }

    [Fact]
    public async Task Lag_pending_delivered_and_parked_are_measured()
    {
        var measured = new Dictionary<string, long>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == HostingTelemetry.Name)
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            foreach (var (_, consumer) in tags)
            {
                if (consumer is "probe-release")
                {
                    lock (measured)
                    {
                        measured[instrument.Name] = instrument.IsObservable ? value : measured.GetValueOrDefault(instrument.Name) + value;
                    }
                }
            }
        });
        listener.Start();
        _script.Consume = fact => fact.Release.Headline == "Poison" ? throw new InvalidOperationException("No.") : Task.CompletedTask;
        await using var host = await ProbeHost.StartAsync(_folder.Path, new ProbeModule(_script));
        await host.PostAsync("Good");
        await host.PostAsync("Poison");
        await Eventually.HoldsAsync(() => Task.FromResult(host.Progress.Applied.Through == 2));
        listener.RecordObservableInstruments();

        lock (measured)
        {
            Assert.Equal(1, measured["syndication.log.delivered"]);
            Assert.Equal(1, measured["syndication.log.parked"]);
            Assert.Equal(0, measured["syndication.log.lag"]);
            Assert.Equal(0, measured["syndication.log.pending"]);
        }
    }

    [Fact]
    public async Task Two_replicas_merge_their_progress_into_one_checkpoint()
    {
        await using var store = SqliteDocumentStore.Open(_folder["probe.db"]);
        var consumer = new LogConsumer("probe-release", "probe", typeof(ProbeReleaseConsumer));
        using var one = new ConsumerProgress(consumer, store, TimeProvider.System);
        using var other = new ConsumerProgress(consumer, store, TimeProvider.System);
        await Task.WhenAll(Enumerable.Range(1, 400).Select(async sequence =>
        {
            var progress = sequence % 2 == 0 ? one : other;
            progress.Mark(sequence);
            if (sequence % 20 is 0 or 1)
            {
                await progress.FlushAsync(CancellationToken.None);
            }
        }));
        await one.FlushAsync(CancellationToken.None);
        await other.FlushAsync(CancellationToken.None);

        Assert.Equal(400, other.Stored.Through);
        Assert.Empty(other.Stored.Above);
    }
}
