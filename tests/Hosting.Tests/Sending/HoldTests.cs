using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Syndication.Hosting.Sending;

namespace Syndication.Hosting.Tests.Sending;

/// <summary>What a person stops, a sender holds back: within two seconds, over restarts, and before it has asked.</summary>
public sealed class HoldTests : IDisposable
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(2);
    private static readonly Guid Release = Guid.Parse("0195a2b4-1111-7000-8000-000000000001");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_channel_a_release_or_everything_is_stopped_and_goes_on()
    {
        await using var host = await ProbeHost.StartAsync(_folder.Path, new SendingModule());
        var watcher = host.App.Services.GetRequiredService<HoldWatcher>();
        await Eventually.HoldsAsync(() => Task.FromResult(!watcher.IsHeld(OutgoingChannels.Mail)));

        await GiveAsync(host, new { channel = "mail", reason = "Wrong list." });
        await Eventually.HoldsAsync(() => Task.FromResult(watcher.IsHeld(OutgoingChannels.Mail)), Promised);
        Assert.True(watcher.IsHeld(OutgoingChannels.Mail, Release));
        Assert.False(watcher.IsHeld(OutgoingChannels.Webhooks));

        await GiveAsync(host, new { release = Release, reason = "Wrong figures." });
        await Eventually.HoldsAsync(() => Task.FromResult(watcher.IsHeld(OutgoingChannels.Webhooks, Release)), Promised);
        Assert.False(watcher.IsHeld(OutgoingChannels.Webhooks));
        Assert.False(watcher.IsHeld(OutgoingChannels.Webhooks, Guid.NewGuid()));

        var given = await GiveAsync(host, new { reason = "Everything." });
        await Eventually.HoldsAsync(() => Task.FromResult(watcher.IsHeld(OutgoingChannels.Webhooks)), Promised);
        Assert.Equal(3, (await host.Admin.GetFromJsonAsync<JsonObject>("/api/hold"))!["total"]!.GetValue<int>());
        Assert.Equal("all-all", (await host.Admin.GetFromJsonAsync<JsonObject>("/api/hold"))!["items"]![0]!["id"]!.GetValue<string>());

        await LiftAsync(host, given["id"]!.GetValue<string>(), HttpStatusCode.NoContent);
        await LiftAsync(host, "mail-all", HttpStatusCode.NoContent);
        await Eventually.HoldsAsync(() => Task.FromResult(!watcher.IsHeld(OutgoingChannels.Mail) && watcher.IsHeld(OutgoingChannels.Mail, Release)), Promised);
        await LiftAsync(host, "mail-all", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_hold_given_twice_is_one_and_survives_a_restart()
    {
        await using (var host = await ProbeHost.StartAsync(_folder.Path, new SendingModule()))
        {
            var first = await GiveAsync(host, new { channel = "webhooks", reason = "First." });
            var second = await GiveAsync(host, new { channel = "webhooks", reason = "Second." });
            Assert.Equal(first.ToJsonString(), second.ToJsonString());
            Assert.StartsWith("key:administrator (", first["by"]!.GetValue<string>(), StringComparison.Ordinal);
        }

        await using var again = await ProbeHost.StartAsync(_folder.Path, new SendingModule());
        var watcher = again.App.Services.GetRequiredService<HoldWatcher>();
        await Eventually.HoldsAsync(() => Task.FromResult(watcher.HasAnswer));
        Assert.True(watcher.IsHeld(OutgoingChannels.Webhooks));
        Assert.False(watcher.IsHeld(OutgoingChannels.Mail));
    }

    [Fact]
    public async Task Nothing_is_sent_before_the_newsroom_has_answered()
    {
        await using var host = await ProbeHost.StartAsync(_folder.Path, new SendingModule());
        using var unasked = ActivatorUtilities.CreateInstance<HoldWatcher>(host.App.Services);

        Assert.False(unasked.HasAnswer);
        Assert.True(unasked.IsHeld(OutgoingChannels.Mail));
        Assert.True(unasked.IsHeld(OutgoingChannels.Webhooks, Release));
    }

    [Fact]
    public async Task What_is_wrong_with_a_hold_is_said()
    {
        await using var host = await ProbeHost.StartAsync(_folder.Path, new SendingModule());
        using var wrong = await host.Admin.PostAsJsonAsync("/api/hold", new { channel = "pigeon" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        var errors = (await wrong.Content.ReadFromJsonAsync<JsonObject>())!["errors"]!;
        Assert.Contains("mail, webhooks", errors["channel"]![0]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.NotNull(errors["reason"]);

        using var anybody = new HttpClient { BaseAddress = host.Admin.BaseAddress };
        using var refused = await anybody.GetAsync(new Uri("/internal/hold", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    private static async Task<JsonObject> GiveAsync(ProbeHost host, object hold)
    {
        using var answer = await host.Admin.PostAsJsonAsync("/api/hold", hold);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    private static async Task LiftAsync(ProbeHost host, string id, HttpStatusCode expected)
    {
        using var answer = await host.Admin.DeleteAsync(new Uri($"/api/hold/{id}", UriKind.Relative));
        Assert.Equal(expected, answer.StatusCode);
    }

    /// <summary>A service that has a channel and sends nothing.</summary>
    private sealed class SendingModule : IServiceModule
    {
        public string Name => "sending";

        public void AddServices(IHostApplicationBuilder builder) => builder.AddOutgoingChannel(OutgoingChannels.Mail, (_, _) => Task.FromResult(0L));

        public void AddConsumers(IBusRegistrationConfigurator bus)
        {
        }

        public void MapEndpoints(IEndpointRouteBuilder endpoints)
        {
        }
    }
}
