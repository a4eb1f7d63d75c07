using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.DependencyInjection;
using Syndication.Contracts;
using Syndication.Hosting.Projection;
using Syndication.Storage;
using Syndication.Storage.Sqlite;

namespace Syndication.Feeds.Tests;

public sealed class ProjectFeedItemConsumerTests
{
    [Fact]
    public async Task Every_kind_of_fact_is_projected_once_however_often_it_comes()
    {
        using var folder = new TemporaryFolder();
        await using var services = new ServiceCollection()
            .AddKeyedSingleton<IDocumentStore>(FeedsModule.ServiceName, SqliteDocumentStore.Open(folder["feeds.db"]))
            .AddKeyedSingleton(FeedsModule.ServiceName, (provider, name) => new ReleaseProjection(provider.GetRequiredKeyedService<IDocumentStore>(name)))
            .AddMassTransitTestHarness(new FeedsModule().AddConsumers)
            .BuildServiceProvider(true);
        var harness = services.GetRequiredService<ITestHarness>();
        await harness.Start();

        var release = Given.Release();
        var corrected = release.Next(Given.Noon.AddDays(1), Significance.Correction, "Mieux");
        Release[] story = [release, release.Translated("en", Given.Noon.AddHours(1)), corrected, corrected.Retracted(Given.Noon.AddDays(2), RetractionKind.Withdrawal)];
        var facts = story.Select((text, i) => text.Fact(i + 1)).ToList();
        foreach (var fact in facts.Concat(facts))
        {
            await harness.Bus.Publish(fact, fact.GetType(), TestContext.Current.CancellationToken);
        }

        var consumed = 0;
        await foreach (var message in harness.Consumed.SelectAsync(_ => true, TestContext.Current.CancellationToken))
        {
            Assert.Null(message.Exception);
            if (++consumed == facts.Count * 2)
            {
                break;
            }
        }

        Assert.Equal(facts.Count * 2, consumed);
        var rows = services.GetRequiredKeyedService<ReleaseProjection>(FeedsModule.ServiceName).Rows;
        var row = await rows.GetAsync(release.Id.ToString(), TestContext.Current.CancellationToken);
        Assert.Equal((3, 4L, RetractionKind.Withdrawal), (row!.Original!.Version, row.Sequence, row.Retraction!.Kind));
        Assert.Equal(["fr", "en"], row.Editions().Select(edition => edition.Language));
        Assert.InRange(row.Stamp, 1, facts.Count);
    }
}
