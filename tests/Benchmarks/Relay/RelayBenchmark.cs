using System.Diagnostics;
using System.Globalization;
using MassTransit;
using Syndication.Benchmarks.Figures;
using Syndication.Benchmarks.Running;
using Syndication.Contracts;
using Syndication.Hosting;
using Syndication.Ingestion.ReleaseLog;
using Syndication.Storage;
using Syndication.Storage.Sqlite;

namespace Syndication.Benchmarks.Relay;

/// <summary>
/// B2, backlog drain: what the log holds when the broker comes back, dispatched into a quorum queue, beside plain
/// MassTransit publishing of such facts from memory into the same queue. The cost of an entry must not depend on how many
/// wait.
/// </summary>
internal static class RelayBenchmark
{
    private const int UnderWay = 128;
    private const string Prefix = "relay";
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);
    private static readonly int[] Backlogs = [2_000, 8_000, 32_000];

    public static async Task RunAsync(BenchmarkOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        await using var broker = await Broker.StartAsync(cancellationToken);
        await BindSinkAsync(broker, cancellationToken);
        var rows = Backlogs.ToDictionary(backlog => backlog, _ => new Row());
        for (var round = 0; round <= options.Rounds; round++)
        {
            foreach (var backlog in Backlogs)
            {
                var plain = await PublishAsync(broker, Backlogs[1], cancellationToken);
                var drained = await DrainAsync(broker, backlog, cancellationToken);
                if (round > 0)
                {
                    rows[backlog].Add(plain, drained);
                }
            }
        }

        var table = new Table("backlog", "dispatched/s", "plain publishing/s", "dispatched ÷ plain");
        foreach (var (backlog, row) in rows)
        {
            table.Add(backlog.ToString(CultureInfo.InvariantCulture), row.Drained.Text(), row.Plain.Text(), row.Ratio.Text(2));
        }

        await table.WriteAsync(output, "B2 backlog drain: log in SQLite to a quorum queue, confirmed");
    }

    /// <summary>A quorum queue that gets everything and that nobody reads.</summary>
    private static async Task BindSinkAsync(Broker broker, CancellationToken cancellationToken)
    {
        var bus = Connect(broker, transport => transport.ReceiveEndpoint($"{Prefix}-sink", endpoint =>
        {
            endpoint.SetQuorumQueue();
            endpoint.Handler<ReleaseCreated>(_ => Task.CompletedTask);
        }));
        await bus.StartAsync(cancellationToken);
        await bus.StopAsync(cancellationToken);
    }

    private static IBusControl Connect(Broker broker, Action<IRabbitMqBusFactoryConfigurator>? more = null) =>
        Bus.Factory.CreateUsingRabbitMq(transport =>
        {
            transport.Host(broker.Uri);
            transport.SerialiseAlike();
            transport.MessageTopology.SetEntityNameFormatter(new PrefixEntityNameFormatter(transport.MessageTopology.EntityNameFormatter, Prefix + "-"));
            more?.Invoke(transport);
        });

    /// <summary>Facts per second, with so many confirms outstanding as the dispatcher has.</summary>
    private static async Task<double> PublishAsync(Broker broker, int count, CancellationToken cancellationToken)
    {
        var bus = Connect(broker);
        await bus.StartAsync(cancellationToken);
        var facts = Enumerable.Range(1, count).Select(number => Facts.Create(number)).ToList();
        await bus.Publish(facts[0], cancellationToken);
        var clock = Stopwatch.StartNew();
        await Parallel.ForEachAsync(facts, new ParallelOptions { MaxDegreeOfParallelism = UnderWay, CancellationToken = cancellationToken }, async (fact, stopping) => await bus.Publish(fact, stopping));
        var rate = count / clock.Elapsed.TotalSeconds;
        await bus.StopAsync(cancellationToken);
        await broker.ControlAsync(cancellationToken, "purge_queue", $"{Prefix}-sink");
        return rate;
    }

    /// <summary>Entries per second, from the first that was seen dispatched to the last.</summary>
    private static async Task<double> DrainAsync(Broker broker, int backlog, CancellationToken cancellationToken)
    {
        var data = Directory.CreateTempSubdirectory("syndication-relay-").FullName;
        await FillAsync(data, backlog, cancellationToken);
        string[] settings = [$"--Storage:Path={data}", "--urls=http://127.0.0.1:0", "--Bus:Transport=RabbitMq", $"--Bus:RabbitMq:Uri={broker.Uri}", $"--Bus:Prefix={Prefix}"];
        try
        {
            return await DrainAsync(settings, backlog, cancellationToken);
        }
        finally
        {
            await broker.ControlAsync(cancellationToken, "purge_queue", $"{Prefix}-sink");
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task<double> DrainAsync(string[] settings, int backlog, CancellationToken cancellationToken)
    {
        await using var app = ServiceHost.Build(settings, new RelayModule());
        var pointers = app.Services.GetRequiredKeyedService<IDocumentStore>(RelayModule.ServiceName).Collection(DispatchPointer.Collection);

        // A process that has started and waits for its turn, as it waits for a broker: what starting costs is not draining.
        await pointers.InsertAsync(new DispatchPointer(), cancellationToken);
        var held = await pointers.ClaimAsync(new Query<DispatchPointer>("id"), TimeSpan.FromMinutes(5), cancellationToken);
        await app.StartAsync(cancellationToken);
        await Task.Delay(Settled, cancellationToken);
        await pointers.ReplaceAsync(held! with { LeasedUntil = 0 }, cancellationToken: cancellationToken);

        var (first, firstAt) = (0L, 0L);
        while (true)
        {
            var through = (await pointers.GetAsync(held.Id, cancellationToken))?.Through ?? 0;
            if (first == 0 && through > 0)
            {
                (first, firstAt) = (through, Stopwatch.GetTimestamp());
            }
            else if (through == backlog)
            {
                var rate = (through - first) / Stopwatch.GetElapsedTime(firstAt).TotalSeconds;
                await app.StopAsync(cancellationToken);
                return rate;
            }

            await Task.Delay(5, cancellationToken);
        }
    }

    private static async Task FillAsync(string data, int count, CancellationToken cancellationToken)
    {
        await using var store = SqliteDocumentStore.Open(Path.Combine(data, $"{RelayModule.ServiceName}.db"));
        var log = store.Collection(LogEntry.Collection);
        foreach (var numbers in Enumerable.Range(1, count).Chunk(250))
        {
            await log.InsertManyAsync([.. numbers.Select(number => new Proposal(Facts.Create(number)).At(number))], cancellationToken);
        }
    }

    private sealed class Row
    {
        public Series Plain { get; } = new();
        public Series Drained { get; } = new();
        public Series Ratio { get; } = new();

        public void Add(double plain, double drained)
        {
            Plain.Add(plain);
            Drained.Add(drained);
            Ratio.Add(drained / plain);
        }
    }
}
