using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Syndication.Contracts;
using Syndication.Digest;
using Syndication.Feeds;
using Syndication.Hosting;
using Syndication.Hosting.Projection;
using Syndication.Ingestion;
using Syndication.Newsroom;
using Syndication.Search;
using Syndication.Storage;
using Syndication.Storage.Sqlite;
using Syndication.Translation;
using Syndication.Webhooks;

namespace Syndication.Architecture.Tests;

/// <summary>Every consumer runs twice on every fact, without the filter that would keep the second one from it.</summary>
public sealed class RunTwiceTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 12, 12, 0, 0, TimeSpan.Zero);

    private static readonly Release First = new()
    {
        Id = new Guid("0f9b1c5e-3a51-4b62-9a39-5b1b2f0a7c11"),
        Version = 1,
        Language = "fr",
        Headline = "Le bac reprend",
        History = [new HistoryEntry(1, Noon, Significance.Initial)],
        RecordedAt = Noon,
        UpdatedAt = Noon,
    };

    public static TheoryData<string> Modules => [IngestionModule.ServiceName, FeedsModule.ServiceName, SearchModule.ServiceName, NewsroomModule.ServiceName, TranslationModule.ServiceName, DigestModule.ServiceName, WebhooksModule.ServiceName];

    [Theory]
    [MemberData(nameof(Modules))]
    public async Task Every_fact_is_projected_once_however_often_it_comes(string name)
    {
        IServiceModule[] modules = [new IngestionModule(), new FeedsModule(), new SearchModule(), new NewsroomModule(), new TranslationModule(), new DigestModule(), new WebhooksModule()];
        var module = modules.Single(module => module.Name == name);
        using var folder = new TemporaryFolder();
        var builder = Host.CreateApplicationBuilder();
        module.AddServices(builder);

        // The consumers alone: what else a module does in the background needs a host.
        builder.Services.RemoveAll<IHostedService>();
        await using var services = builder.Services
            .AddSingleton(TimeProvider.System)
            .AddKeyedSingleton<IDocumentStore>(name, SqliteDocumentStore.Open(folder["store.db"]))
            .AddMassTransitTestHarness(bus =>
            {
                // What it waits for while nothing happens: on a machine with other work, its second is too short.
                bus.SetTestTimeouts(testInactivityTimeout: TimeSpan.FromSeconds(30));
                module.AddConsumers(bus);
            })
            .BuildServiceProvider();
        var harness = services.GetRequiredService<ITestHarness>();
        await harness.Start();

        ReleaseFact[] facts =
        [
            new ReleaseCreated { EventId = Guid.NewGuid(), Sequence = 1, At = Noon, Release = First },
            new ReleaseTranslated { EventId = Guid.NewGuid(), Sequence = 2, At = Noon, Release = First with { Language = "en", Origin = Origin.Machine, SourceVersion = 1, Revision = 1 } },
            new ReleaseUpdated { EventId = Guid.NewGuid(), Sequence = 3, At = Noon, Release = First with { Version = 2, Headline = "Le bac ne reprend pas" } },
            new ReleaseRetracted { EventId = Guid.NewGuid(), Sequence = 4, At = Noon, Release = First with { Version = 3, Retraction = new Retraction(RetractionKind.Withdrawal, Noon, "Erreur.") } },
        ];
        // Sent, as what is read from the log is: not every consumer is published to.
        var consumer = module.GetType().Assembly.GetTypes().Single(type => type.IsAssignableTo(typeof(IConsumer<ReleaseCreated>)));
        var endpoint = await harness.Bus.GetSendEndpoint(new Uri($"queue:{consumer.Name[..^"Consumer".Length]}"));
        foreach (var fact in facts.Concat(facts))
        {
            await endpoint.Send(fact, fact.GetType());
        }

        var consumed = 0;
        await foreach (var message in harness.Consumed.SelectAsync(_ => true))
        {
            Assert.Null(message.Exception);
            if (++consumed == facts.Length * 2)
            {
                break;
            }
        }

        Assert.Equal(facts.Length * 2, consumed);
        var row = await services.GetRequiredKeyedService<ReleaseProjection>(name).Rows.GetAsync(First.Id.ToString());
        Assert.Equal((3, 4L, RetractionKind.Withdrawal), (row!.Original!.Version, row.Sequence, row.Retraction!.Kind));
        Assert.Equal(["fr", "en"], row.Editions().Select(edition => edition.Language));
        Assert.InRange(row.Stamp, 1, facts.Length);
    }
}
