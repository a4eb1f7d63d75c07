using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Syndication.Contracts.Subscribing;
using Syndication.Digest.Runs;
using Syndication.Digest.Sending;
using Syndication.Digest.Subscriptions;
using Syndication.Hosting;
using Syndication.Hosting.Clock;
using Syndication.Hosting.Http;
using Syndication.Ingestion;
using Syndication.Mail;
using Syndication.Newsroom;

namespace Syndication.Digest.Tests.Running;

/// <summary>The services that a mail needs, in this process, with a clock that can be turned.</summary>
internal sealed class MailRoom : IAsyncDisposable
{
    private readonly WebApplication _app;

    private MailRoom(WebApplication app, ShiftedClock clock, HttpClient client, HttpClient admin, HttpClient inside)
    {
        (_app, Clock, Client, Admin, Inside) = (app, clock, client, admin, inside);
    }

    public ShiftedClock Clock { get; }
    public HttpClient Client { get; }
    public HttpClient Admin { get; }
    public HttpClient Inside { get; }

    public static Task<MailRoom> StartAsync(string data, string? relay = null, ShiftedClock? clock = null, params (string Name, string Value)[] settings) =>
        StartAsync(new ControlModule(), data, relay, clock, settings);

    /// <param name="newsroom">Its pages, or what other services need of it alone.</param>
    public static async Task<MailRoom> StartAsync(IServiceModule newsroom, string data, string? relay, ShiftedClock? clock, params (string Name, string Value)[] settings)
    {
        clock ??= new ShiftedClock();
        string[] arguments =
        [
            "--urls=http://127.0.0.1:0",
            $"--Storage:Path={data}",
            "--Mail:From=Lake Office <news@lake.example>",
            "--Mail:Bounces=bounces@lake.example",
            "--Syndication:PublicUrl=https://news.lake.example",
            .. relay is null ? Array.Empty<string>() : [$"--Mail:Uri={relay}"],
            .. settings.Select(setting => $"--{setting.Name}={setting.Value}"),
        ];
        var app = ServiceHost.Build(arguments, new IngestionModule(), new DigestModule(), newsroom, new ClockModule(clock));
        await app.StartAsync();
        var address = app.Services.GetRequiredService<ServiceAddresses>().Loopback();
        var admin = new HttpClient { BaseAddress = address };
        admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(Path.Combine(data, "admin.key"))).Trim());
        var inside = app.Services.GetRequiredService<IHttpClientFactory>().CreateClient(InternalHttp.Client);
        inside.BaseAddress = address;
        return new MailRoom(app, clock, new HttpClient { BaseAddress = address }, admin, inside);
    }

    public T Service<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    public Task<JsonObject> PublishAsync(string headline, string language = "en", params (string Name, JsonNode Value)[] more) =>
        SendAsync(HttpMethod.Post, "/api/releases", Release(headline, language, more), expected: HttpStatusCode.Created);

    /// <summary>Another text in a language that the release is in already.</summary>
    public Task<JsonObject> ReviseAsync(JsonObject release, string headline, string language, string significance) =>
        SendAsync(HttpMethod.Post, "/api/releases", Release(headline, language, [("translationOf", release.Id()), ("significance", significance), ("changeNote", "An error.")]));

    public async Task<JsonObject> CorrectAsync(JsonObject release, string headline, string note = "A figure was wrong.", string significance = "correction", params (string Name, JsonNode Value)[] more) =>
        await SendAsync(
            HttpMethod.Put,
            $"/api/releases/{release.Id()}",
            Release(headline, release["language"]!.GetValue<string>(), [("significance", significance), ("changeNote", note), .. more]),
            version: release["version"]!.GetValue<int>());

    public Task<JsonObject> RetractAsync(JsonObject release, string kind = "withdrawal") =>
        SendAsync(HttpMethod.Post, $"/api/releases/{release.Id()}/retraction", new JsonObject { ["kind"] = kind, ["notice"] = "Taken back." });

    public async Task<JsonObject> SendAsync(HttpMethod method, string address, JsonNode? body = null, int? version = null, HttpStatusCode expected = HttpStatusCode.OK, HttpClient? client = null)
    {
        using var request = new HttpRequestMessage(method, address) { Content = body is null ? null : JsonContent.Create(body) };
        if (version is not null)
        {
            request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{version}\""));
        }

        using var answer = await (client ?? Admin).SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == expected, $"{(int)answer.StatusCode} instead of {(int)expected}: {text}");
        return text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject();
    }

    /// <summary>Subscribes somebody as if they had confirmed now.</summary>
    public async Task<Subscription> SubscribeAsync(string address, Cadence cadence = Cadence.Immediate, params string[] languages) =>
        (await SubscribeAsync([address], new Preferences { Languages = languages.Length == 0 ? ["en"] : languages, Cadence = cadence }))[0];

    public async Task<IReadOnlyList<Subscription>> SubscribeAsync(IReadOnlyList<string> addresses, Preferences wishes)
    {
        var head = (await Inside.GetFromJsonAsync<JsonObject>($"/internal/log?after={long.MaxValue}&limit=0"))!["head"]!.GetValue<long>();
        var position = await Service<ArrivalStore>().LastPositionAsync(CancellationToken.None);
        var now = Clock.GetUtcNow();
        var hashes = Service<AddressHash>();
        var all = addresses.Select(address => new Subscription
        {
            Id = Guid.NewGuid().ToString(),
            Address = address,
            AddressHash = hashes.Of(EmailAddress.Parse(address)!),
            Preferences = wishes,
            CreatedAt = now,
            ChangedAt = now.ToUnixTimeMilliseconds(),
        }.Started(wishes, head, position, now)).ToList();
        Assert.Equal(all.Count, await Service<SubscriptionStore>().AddAsync(all, CancellationToken.None));
        return all;
    }

    public Task<Subscription?> FindAsync(Subscription subscription) => Service<SubscriptionStore>().FindAsync(subscription.Id, CancellationToken.None);

    public async Task<IReadOnlyList<MailRow>> MailsAsync(Subscription subscription)
    {
        var rows = new List<MailRow>();
        await foreach (var row in Service<MailStore>().OfAsync(subscription.Id, CancellationToken.None))
        {
            rows.Add(row);
        }

        return [.. rows.OrderBy(row => row.PlannedAt)];
    }

    /// <summary>Turns the clock, and says that it is right.</summary>
    public async Task TurnAsync(TimeSpan by)
    {
        Clock.Advance(by);
        var clock = Service<ClockWatch>();
        await Eventually.HoldsAsync(
            () =>
            {
                Service<Bell<Planner>>().Ring();
                return Task.FromResult(!clock.IsTrusted);
            });
        clock.Confirm();
        await RoundsAsync();
    }

    /// <summary>Until the planner has looked at everything as it is now.</summary>
    public async Task RoundsAsync(int count = 2)
    {
        var planner = Service<Planner>();
        var until = planner.Rounds + count;
        await Eventually.HoldsAsync(
            () =>
            {
                Service<Bell<Planner>>().Ring();
                return Task.FromResult(planner.Rounds >= until);
            });
        await QuietAsync();
    }

    /// <summary>Keeps house, as at the start of a process.</summary>
    public Task TidyAsync() => ActivatorUtilities.CreateInstance<Housekeeping>(_app.Services).TidyAsync(CancellationToken.None);

    public async Task DueAsync()
    {
        await QuietAsync();
        Service<Planner>().MakeAllDue();
        await QuietAsync();
    }

    public async Task QuietAsync()
    {
        JsonObject? last = null;
        await Eventually.HoldsAsync(
            async () => (last = await Inside.GetFromJsonAsync<JsonObject>("/internal/quiet"))!["isQuiet"]!.GetValue<bool>(),
            explain: () => $"Not quiet: {last}");
    }

    public async Task<SubscriptionLink?> LinkAsync(string token)
    {
        using var answer = await Inside.GetAsync(new Uri($"/internal/subscriptions/links/{token}", UriKind.Relative));
        return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<SubscriptionLink>(Contracts.SyndicationJson.Options) : null;
    }

    public Task<JsonObject> ActAsync(string token, string act, JsonObject? wishes = null, HttpStatusCode expected = HttpStatusCode.OK) =>
        SendAsync(HttpMethod.Post, $"/internal/subscriptions/links/{token}", new JsonObject { ["act"] = act, ["wishes"] = wishes }, expected: expected, client: Inside);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Admin.Dispose();
        Inside.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static JsonObject Release(string headline, string language, (string Name, JsonNode Value)[] more)
    {
        var release = new JsonObject
        {
            ["headline"] = headline,
            ["language"] = language,
            ["bodyText"] = "The ferry crossed the lake for the first time since the flood.",
            ["source"] = "lake-office",
        };
        foreach (var (name, value) in more)
        {
            release[name] = value.DeepClone();
        }

        return release;
    }

    private sealed class ClockModule(TimeProvider clock) : IServiceModule
    {
        public string Name => "clock";

        public void AddServices(IHostApplicationBuilder builder) => builder.Services.AddSingleton(clock);

        public void AddConsumers(IBusRegistrationConfigurator bus)
        {
        }

        public void MapEndpoints(IEndpointRouteBuilder endpoints)
        {
        }
    }
}

internal static class Documents
{
    public static string Id(this JsonObject document) => document["id"]!.GetValue<string>();
}
