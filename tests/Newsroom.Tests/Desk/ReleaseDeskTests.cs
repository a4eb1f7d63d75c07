using System.Net;
using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Syndication.Hosting;
using Syndication.Hosting.Sending;

namespace Syndication.Newsroom.Tests.Desk;

/// <summary>Who was sent which version, from whatever serves a ledger; and the button that stops one release.</summary>
public sealed class ReleaseDeskTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Morning = new(2031, 5, 3, 6, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly Senders _senders = new();
    private DeskHost _host = null!;
    private PageClient _browser = null!;
    private string _release = "";

    public async ValueTask InitializeAsync()
    {
        // A service that is configured and does not run.
        _host = await DeskHost.StartWithAsync(_folder.Path, [_senders], "--Services:fax:Url=http://127.0.0.1:1");
        _browser = _host.Browser();
        await _browser.SignInAsync(_host.AdminKey);
        _release = (await _host.PostAsync("/api/releases", new { headline = "Ferry <runs>", language = "en", bodyText = "It runs." }, HttpStatusCode.Created))["id"]!.GetValue<string>();
        await Eventually.HoldsAsync(async () => (await PageAsync()).Contains("<h1 lang=\"en\" dir=\"ltr\">Ferry &lt;runs&gt;</h1>", StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Versions_are_counted_by_channel_and_language_over_every_page_of_a_ledger()
    {
        _senders.Mail =
        [
            new Delivery(OutgoingChannels.Mail, "en", 1, null, "digest", DeliveryState.Sent, 1_200, Morning, Morning.AddMinutes(3)),
            new Delivery(OutgoingChannels.Mail, "en", 1, null, "digest", DeliveryState.Bounced, 7, Morning.AddMinutes(1), Morning.AddMinutes(9)),
            .. Enumerable.Range(2, 250).Select(version => new Delivery(OutgoingChannels.Mail, "fr", version, 1, "digest", DeliveryState.Pending)),
        ];
        _senders.Webhooks =
        [
            new Delivery(OutgoingChannels.Webhooks, "en", 1, null, "release.created", DeliveryState.Sent, FirstAt: Morning, LastAt: Morning, Recipient: "a", Attempts: 1, Result: "It answered 204.", To: "The <Lake> paper"),
            new Delivery(OutgoingChannels.Webhooks, "en", 1, null, "release.created", DeliveryState.Failed, FirstAt: Morning, LastAt: Morning.AddHours(3), Recipient: "b", Attempts: 9, Result: "No answer within 15 s."),
        ];

        var page = await PageAsync();

        Assert.Equal(["English", "v1", "digest", "1\u202f200", "0", "7", "0", "2031-05-03 06:00", "2031-05-03 06:09"], CellsOf(page, "digest").First());
        Assert.Equal(251, CellsOf(page, "digest").Count());
        Assert.Equal(["français", "v251, revision 1", "digest", "0", "1", "0", "0", "–", "–"], CellsOf(page, "digest").ElementAt(1));
        var webhooks = CellsOf(page, "new").ToList();
        Assert.Equal(["English", "v1", "new", "1", "0", "1", "0", "2031-05-03 06:00", "2031-05-03 09:00"], webhooks[0]);
        Assert.Equal(["The <Lake> paper", "English", "v1", "new", "sent", "2031-05-03 06:00", "1", "It answered 204."], webhooks[1]);
        Assert.Equal(["b", "English", "v1", "new", "failed", "2031-05-03 09:00", "9", "No answer within 15 s."], webhooks[2]);
        Assert.DoesNotContain("It was sent to nobody", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_does_not_answer_is_named_beside_what_the_others_say()
    {
        Assert.Matches("These did not answer[^<]*: fax<", await PageAsync());

        _senders.Webhooks = [new Delivery(OutgoingChannels.Webhooks, "en", 1, null, "release.created", DeliveryState.Sent, Recipient: "a")];
        var page = await PageAsync();
        Assert.Matches("These did not answer[^<]*: fax<", page);
        Assert.Equal(2, CellsOf(page, "new").Count());
    }

    [Fact]
    public async Task Recipients_are_leafed_through()
    {
        _senders.Webhooks = [.. Enumerable.Range(0, 120).Select(number => new Delivery(OutgoingChannels.Webhooks, "en", 1, null, "release.created", DeliveryState.Sent, Recipient: $"endpoint-{number:000}"))];
        var (seen, next) = (new List<string>(), (string?)$"/desk/releases/{_release}");
        while (next is not null)
        {
            var page = (await _browser.GetAsync(next)).Html;
            seen.AddRange(CellsOf(page, "new").Where(cells => cells[0].StartsWith("endpoint-", StringComparison.Ordinal)).Select(cells => cells[0]));
            next = Document(page).QuerySelectorAll("a").FirstOrDefault(link => link.TextContent == "More")?.GetAttribute("href");
        }

        Assert.Equal(Enumerable.Range(0, 120).Select(number => $"endpoint-{number:000}"), seen);
        Assert.Equal($"/desk/releases/{_release}", (await _browser.GetAsync($"/desk/releases/{_release}?after=nothing")).Address);
    }

    [Fact]
    public async Task One_release_is_stopped_for_a_reason_and_let_go_on_and_others_are_not()
    {
        var address = $"/desk/releases/{_release}";
        var tooLong = new string('a', 501);
        var refused = await _browser.SubmitAsync(address, $"{address}?handler=Hold", ("channel", "webhooks"), ("reason", tooLong));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("Say why", refused.Html, StringComparison.Ordinal);
        Assert.Equal("webhooks", Document(refused.Html).QuerySelector("#channel option[selected]")?.GetAttribute("value"));
        Assert.Equal(tooLong, Document(refused.Html).QuerySelector("#reason")!.GetAttribute("value"));

        var stopped = await _browser.SubmitAsync(address, $"{address}?handler=Hold", ("channel", "webhooks"), ("reason", "A wrong <name>."));
        Assert.Contains("A wrong &lt;name&gt;.", stopped.Html, StringComparison.Ordinal);
        var hold = Assert.Single((await _host.GetAsync("/api/hold"))["items"]!.AsArray())!;
        Assert.Equal((_release, "webhooks"), (hold["release"]!.GetValue<string>(), hold["channel"]!.GetValue<string>()));
        Assert.DoesNotContain("A wrong", (await _browser.GetAsync($"/desk/releases/{Guid.NewGuid()}")).Html, StringComparison.Ordinal);

        var lifted = await _browser.SubmitAsync(address, $"{address}?handler=Lift", ("hold", hold["id"]!.GetValue<string>()));
        Assert.Contains("Sending goes on.", lifted.Html, StringComparison.Ordinal);
        Assert.Empty((await _host.GetAsync("/api/hold"))["items"]!.AsArray());
    }

    [Theory]
    [InlineData("withdrawal", "withdrawn")]
    [InlineData("kill", "killed")]
    public async Task A_release_is_retracted_with_a_notice_by_who_is_sure(string kind, string status)
    {
        var address = $"/desk/releases/{_release}";
        var form = Document(await PageAsync()).QuerySelector("form[action$='handler=Retract']")!;
        Assert.Equal("1", form.QuerySelector("[name=version]")!.GetAttribute("value"));
        Assert.Equal("en", form.QuerySelector("textarea")!.GetAttribute("lang"));

        var unsure = await _browser.SubmitAsync(address, $"{address}?handler=Retract", ("version", "1"), ("kind", kind), ("notice", " "));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unsure.Status);
        Assert.Contains("Readers have to be told why", unsure.Html, StringComparison.Ordinal);
        Assert.Contains("Tick “I am sure”", unsure.Html, StringComparison.Ordinal);
        var outdated = await _browser.SubmitAsync(address, $"{address}?handler=Retract", ("version", "7"), ("kind", kind), ("notice", "A <wrong> port."), ("sure", "true"));
        Assert.Equal(HttpStatusCode.Conflict, outdated.Status);
        Assert.Contains("The release is at version 1; you saw version 7.", outdated.Html, StringComparison.Ordinal);
        Assert.Contains("A &lt;wrong&gt; port.</textarea>", outdated.Html, StringComparison.Ordinal);
        var pointless = await _browser.SubmitAsync(address, $"{address}?handler=Retract", ("version", "1"), ("notice", "A wrong port."), ("sure", "true"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, pointless.Status);
        Assert.Equal("published", (await _host.GetAsync($"/api/releases/{_release}"))["status"]!.GetValue<string>());

        var done = await _browser.SubmitAsync(address, $"{address}?handler=Retract", ("version", "1"), ("kind", kind), ("notice", "A wrong port."), ("sure", "true"));
        Assert.Contains("The release is retracted", done.Html, StringComparison.Ordinal);
        var release = await _host.GetAsync($"/api/releases/{_release}");
        Assert.Equal((status, "A wrong port."), (release["status"]!.GetValue<string>(), release["retraction"]!["notice"]!.GetValue<string>()));
        await Eventually.HoldsAsync(async () => !(await PageAsync()).Contains("handler=Retract", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_waits_for_its_time_is_found_from_the_desk_and_named_with_no_way_to_a_page_that_is_not_there()
    {
        var held = (await _host.PostAsync("/api/releases", new { headline = "Winter <ferry>", language = "en", bodyText = "It runs.", publishAt = "2031-05-03T00:01:00Z" }, HttpStatusCode.Accepted))["id"]!.GetValue<string>();
        Assert.Contains($"<a href=\"/desk/releases/{held}\" lang=\"en\">Winter &lt;ferry&gt;</a>", (await _browser.GetAsync("/desk")).Html, StringComparison.Ordinal);

        var page = Document((await _browser.GetAsync($"/desk/releases/{held}")).Html);

        Assert.Equal("Winter <ferry>", page.QuerySelector("h1")!.TextContent);
        Assert.Equal("Held until 2031-05-03 00:01 UTC", page.QuerySelector("dd")!.TextContent);
        Assert.Null(page.QuerySelector($"a[href='/releases/{held}']"));
        Assert.Null(page.QuerySelector("form[action$='handler=Retract']"));
    }

    [Fact]
    public async Task The_page_is_found_from_the_desk_by_id_and_by_address()
    {
        Assert.Contains($"/desk/releases/{_release}", (await _browser.GetAsync("/desk")).Html, StringComparison.Ordinal);
        foreach (var which in new[] { _release, $"https://news.example/releases/{_release.ToUpperInvariant()}?lang=fr" })
        {
            Assert.Contains("Who got which version", (await _browser.GetAsync($"/desk/releases?which={Uri.EscapeDataString(which)}")).Html, StringComparison.Ordinal);
        }

        Assert.Contains("This names no release", (await _browser.GetAsync("/desk/releases?which=the+ferry")).Html, StringComparison.Ordinal);
        Assert.Contains("it is unknown, or waits", (await _browser.GetAsync($"/desk/releases/{Guid.NewGuid()}")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_sees_it_without_signing_in()
    {
        using var stranger = _host.Browser();
        foreach (var address in new[] { $"/desk/releases/{_release}", "/desk/releases" })
        {
            Assert.DoesNotContain("Who got", (await stranger.GetAsync(address)).Html, StringComparison.Ordinal);
        }
    }

    private async Task<string> PageAsync() => (await _browser.GetAsync($"/desk/releases/{_release}")).Html;

    /// <summary>The rows of the page's tables that tell of such an event, cell by cell.</summary>
    private static IEnumerable<IReadOnlyList<string>> CellsOf(string page, string told) =>
        Document(page).QuerySelectorAll("tbody tr")
            .Select(row => (IReadOnlyList<string>)[.. row.QuerySelectorAll("th, td").Select(cell => cell.TextContent.Trim())])
            .Where(cells => cells.Contains(told));

    private static AngleSharp.Html.Dom.IHtmlDocument Document(string page) => new AngleSharp.Html.Parser.HtmlParser().ParseDocument(page);

    /// <summary>Two channels with the ledgers that a test gives them.</summary>
    private sealed class Senders : IServiceModule
    {
        public string Name => "senders";

        public IReadOnlyList<Delivery> Mail { get; set; } = [];

        public IReadOnlyList<Delivery> Webhooks { get; set; } = [];

        public void AddServices(IHostApplicationBuilder builder)
        {
            builder.Services.AddSingleton(new DeliveryLedger(OutgoingChannels.Mail, (query, _) => Task.FromResult(Page(Mail, query))));
            builder.Services.AddSingleton(new DeliveryLedger(OutgoingChannels.Webhooks, (query, _) => Task.FromResult(Page(Webhooks, query))) { SumAsync = (_, _) => Task.FromResult(Sum()) });
        }

        public void AddConsumers(IBusRegistrationConfigurator bus)
        {
        }

        public void MapEndpoints(IEndpointRouteBuilder endpoints)
        {
        }

        private IReadOnlyList<Delivery> Sum() =>
        [
            .. Webhooks.GroupBy(row => row.State).Select(group => group.First() with
            {
                Count = group.Count(),
                FirstAt = group.Min(row => row.FirstAt),
                LastAt = group.Max(row => row.LastAt),
                Recipient = null,
            }),
        ];

        private static DeliveryPage Page(IReadOnlyList<Delivery> rows, DeliveryQuery query)
        {
            var skip = query.After is null ? 0 : int.Parse(query.After, System.Globalization.CultureInfo.InvariantCulture);
            var next = skip + query.PageSize;
            return new DeliveryPage([.. rows.Skip(skip).Take(query.PageSize)], next < rows.Count ? $"{next}" : null, rows.Count);
        }
    }
}
