using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Syndication.Webhooks.Endpoints;
using Syndication.Webhooks.Messages;

namespace Syndication.Webhooks.Tests;

/// <summary>Many endpoints, behind one provider say, are away together and come back together.</summary>
public sealed class StampedeTests
{
    private const int AtOnce = 64;
    private const int Most = 2 * AtOnce;

    private static int Endpoints => Environment.GetEnvironmentVariable("SYNDICATION_TEST_FULL") is null ? 500 : 10_000;

    [Fact]
    public async Task Endpoints_that_come_back_together_get_no_more_at_once_than_there_are_places_and_one_each_at_first()
    {
        using var folder = new TemporaryFolder();
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var office = await Office.StartAsync(folder["data"], $"--Webhooks:Concurrency={AtOnce}", $"--Webhooks:MostInFlight={Most}");
        await PlantAsync(office, receiver);
        receiver.Answer(HttpStatusCode.ServiceUnavailable);
        await office.PublishAsync("While they are away");
        await office.PublishAsync("Still away");

        // Each twice, the second time after five seconds: then none comes for some minutes.
        await Eventually.HoldsAsync(() => Task.FromResult(receiver.Received.Count >= 2 * 2 * Endpoints));
        await office.QuietAsync();

        var (underWay, first) = (new ConcurrentDictionary<string, int>(), new ConcurrentDictionary<string, int>());
        receiver.Answer(async (_, webhook) =>
        {
            // What an endpoint has open when its first one comes, and while that is open.
            var open = underWay.AddOrUpdate(webhook.Name, 1, (_, known) => known + 1);
            first.AddOrUpdate(webhook.Name, open, (_, known) => Math.Max(known, open));
            await Task.Yield();
            underWay.AddOrUpdate(webhook.Name, 0, (_, known) => known - 1);
        });
        receiver.Forget();
        office.Clock.Advance(TimeSpan.FromMinutes(7));
        await Eventually.HoldsAsync(() => Task.FromResult(receiver.Received.Count >= 2 * Endpoints));
        await office.QuietAsync();

        Assert.Equal(2 * Endpoints, receiver.Received.Count);
        Assert.Equal(2 * Endpoints, receiver.Received.Select(webhook => (webhook.Name, webhook.Id)).Distinct().Count());
        Assert.All(first.Values, most => Assert.Equal(1, most));
        Assert.InRange(receiver.MostUnderWay, 2, Most);
        Figures.Add($"{Endpoints} endpoints that came back at once, two webhooks each: at most {receiver.MostUnderWay} posts under way, one an endpoint; {AtOnce} quick and {Most} in all were allowed");
    }

    /// <summary>As if each had been registered and proved.</summary>
    private static async Task PlantAsync(Office office, WebhookReceiver receiver)
    {
        var (endpoints, secrets) = (office.App.Services.GetRequiredService<EndpointStore>(), office.App.Services.GetRequiredService<EndpointSecrets>());
        for (var number = 0; number < Endpoints; number++)
        {
            await endpoints.AddAsync(
                new WebhookEndpoint
                {
                    Id = Guid.CreateVersion7().ToString(),
                    Owner = "partner",
                    Kind = EndpointKind.Push,
                    State = EndpointState.Active,
                    Url = $"{receiver.Url}/e{number}",
                    Contact = "press@partner.example",
                    Events = EventTypes.OfReleases,
                    Payload = PayloadForm.Thin,
                    Secrets = [secrets.Close(EndpointSecrets.Make(), endpoints.Now)],
                },
                CancellationToken.None);
        }
    }
}
