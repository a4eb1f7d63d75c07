using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Syndication.Digest.Subscriptions;
using Syndication.Newsroom;
using Syndication.Testing.Mail;

namespace Syndication.Digest.Tests.Running;

/// <summary>Everything that readers do, on the site, without scripts.</summary>
public sealed partial class SiteTests
{
    [Theory]
    [InlineData("en", "Now look into your mailbox", "Your subscription", "You are unsubscribed", "Everything is removed")]
    [InlineData("fr", "Consultez maintenant votre messagerie", "Votre abonnement", "Vous êtes désabonné", "Tout est supprimé")]
    [InlineData("es", "Consulte ahora su buzón", "Su suscripción", "Se ha dado de baja", "Todo se ha eliminado")]
    public async Task Subscribing_to_erasing(string language, string asked, string preferences, string left, string erased)
    {
        using var data = new TemporaryFolder();
        await using var server = SmtpServer.Start();
        await using var room = await StartAsync(data.Path, server.Uri);
        using var reader = new PageClient(room.Client.BaseAddress!) { AcceptLanguage = language };
        (string, string)[] fields = [("address", "reader@example.org"), ("first", language), ("else", "en"), ("cadence", "immediate"), ("hour", "7"), ("weekday", "2"), ("timeZone", "Europe/Paris")];

        var page = await reader.GetAsync($"/{language}/subscriptions");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.DoesNotContain("<script", page.Html, StringComparison.Ordinal);
        var wrong = await reader.PostAsync($"/{language}/subscriptions", [("address", "nobody\r\nBcc: x@y.example"), .. fields[1..]]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("id=\"wrong-address\"", wrong.Html, StringComparison.Ordinal);
        Assert.Contains(asked, Text(await reader.PostAsync($"/{language}/subscriptions", [("website", "spam"), .. fields])), StringComparison.Ordinal);
        Assert.Contains(asked, Text(await reader.PostAsync($"/{language}/subscriptions", fields)), StringComparison.Ordinal);
        await Eventually.HoldsAsync(() => Task.FromResult(server.Mails.Count == 1));

        // Confirmed by the button of the page that the link opens.
        var confirm = LinksIn(server.Mails.First())[0];
        Assert.Contains("value=\"confirm\"", (await reader.GetAsync(confirm)).Html, StringComparison.Ordinal);
        var centre = await reader.PostAsync(confirm, ("act", "confirm"));
        Assert.Contains(preferences, Text(centre), StringComparison.Ordinal);
        Assert.Equal("no-referrer", centre.Headers["Referrer-Policy"]);
        Assert.Contains("no-store", centre.Headers["Cache-Control"], StringComparison.Ordinal);
        var address = centre.Address.Split('?')[0];

        await room.PublishAsync("First", language);
        await room.QuietAsync();
        Assert.Equal(2, server.Mails.Count);

        await reader.PostAsync(address, [("act", "change"), .. fields[..3], ("cadence", "daily"), .. fields[4..]]);
        var changed = await SubscriptionAsync(room);
        Assert.Equal((Cadence.Daily, 7, "Europe/Paris"), (changed.Preferences.Cadence, changed.Preferences.Hour, changed.Preferences.TimeZone));
        Assert.Equal([.. new[] { language, "en" }.Distinct()], changed.Preferences.Languages);
        await reader.PostAsync(address, ("act", "pause"));
        Assert.True((await SubscriptionAsync(room)).IsPaused);
        Assert.Contains("value=\"resume\"", (await reader.GetAsync(address)).Html, StringComparison.Ordinal);
        await reader.PostAsync(address, ("act", "resume"));
        Assert.False((await SubscriptionAsync(room)).IsPaused);
        Assert.Equal("reader@example.org", JsonNode.Parse((await reader.GetAsync(address + "/export")).Html)!["address"]!.GetValue<string>());

        // RFC 8058: a mail program posts, without cookies, and follows no redirect.
        var unsubscribe = server.Mails.Last().Header("List-Unsubscribe")!.Trim('<', '>').Replace("https://news.lake.example", "", StringComparison.Ordinal);
        Assert.Equal("List-Unsubscribe=One-Click", server.Mails.Last().Header("List-Unsubscribe-Post"));
        using (var program = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = room.Client.BaseAddress })
        using (var answer = await program.PostAsync(new Uri(unsubscribe, UriKind.Relative), new FormUrlEncodedContent([KeyValuePair.Create("List-Unsubscribe", "One-Click")])))
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        Assert.Equal(SubscriptionState.Left, (await SubscriptionAsync(room)).State);
        Assert.Contains(left, Text(await reader.GetAsync(unsubscribe)), StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"erase\"", (await reader.GetAsync(unsubscribe)).Html, StringComparison.Ordinal);

        // Not without being sure; then there is nothing left.
        await reader.PostAsync(address, ("act", "erase"));
        Assert.NotNull(await SubscriptionAsync(room));
        Assert.Contains(erased, Text(await reader.PostAsync(address, ("act", "erase"), ("sure", "on"))), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Gone, (await reader.GetAsync(address)).Status);
    }

    /// <summary>Programs that look at links before people do: every link of every mail, and of the pages they lead to.</summary>
    [Fact]
    public async Task A_scanner_that_follows_every_link_changes_nothing()
    {
        using var data = new TemporaryFolder();
        await using var server = SmtpServer.Start();
        await using var room = await StartAsync(data.Path, server.Uri);
        var active = await room.SubscribeAsync("active@example.org");
        var moving = await room.SubscribeAsync("moving@example.org");
        await room.ActAsync(room.Service<LinkTokens>().Write(LinkPurpose.Preferences, moving.Id), "change", new JsonObject { ["address"] = "moved@example.org", ["languages"] = new JsonArray("en"), ["cadence"] = "immediate" });
        foreach (var address in new[] { "new@example.org", "active@example.org" })
        {
            await room.SendAsync(HttpMethod.Post, "/api/subscriptions", new JsonObject { ["address"] = address, ["cadence"] = "weekly" }, expected: HttpStatusCode.Accepted);
        }

        var first = await room.PublishAsync("First");
        await room.QuietAsync();
        await room.CorrectAsync(first, "First, corrected");
        await room.QuietAsync();
        Assert.True(server.Mails.Count >= 6, $"{server.Mails.Count}");
        var before = await StateAsync(room, active, moving);
        var count = server.Mails.Count;

        using var scanner = new PageClient(room.Client.BaseAddress!);
        var seen = new HashSet<string>();
        var open = new Queue<string>(server.Mails.SelectMany(LinksIn));
        while (open.TryDequeue(out var link) && seen.Count < 200)
        {
            if (seen.Add(link))
            {
                var page = await scanner.GetAsync(link);
                Assert.NotEqual(HttpStatusCode.InternalServerError, page.Status);
                foreach (var next in Href().Matches(page.Html).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value)).Where(href => href.Contains("subscriptions", StringComparison.Ordinal)))
                {
                    open.Enqueue(next.StartsWith('/') ? next : "/subscriptions/" + next);
                }
            }
        }

        Assert.Contains(seen, link => link.EndsWith("/export", StringComparison.Ordinal));
        await room.RoundsAsync();
        Assert.Equal(before, await StateAsync(room, active, moving));
        Assert.Equal(count, server.Mails.Count);
    }

    private static Task<MailRoom> StartAsync(string data, string relay) => MailRoom.StartAsync(new NewsroomModule(), data, relay, null);

    private static async Task<string> StateAsync(MailRoom room, params Subscription[] known)
    {
        var all = new List<Subscription?>();
        foreach (var one in known)
        {
            all.Add(await room.FindAsync(one));
        }

        all.Add(await FindAsync(room, "new@example.org"));
        return string.Join('\n', all.Select(one => System.Text.Json.JsonSerializer.Serialize(one)));
    }

    private static async Task<Subscription> SubscriptionAsync(MailRoom room) => (await FindAsync(room, "reader@example.org"))!;

    private static Task<Subscription?> FindAsync(MailRoom room, string address) =>
        room.Service<SubscriptionStore>().FindByAddressAsync(room.Service<AddressHash>().Of(Syndication.Mail.EmailAddress.Parse(address)!), CancellationToken.None);

    private static string Text(PageAnswer page) => WebUtility.HtmlDecode(page.Html);

    private static List<string> LinksIn(ReceivedMail mail) =>
        [.. Link().Matches(mail.Content.Replace("=\r\n", "", StringComparison.Ordinal).Replace("\r\n ", " ", StringComparison.Ordinal)).Select(match => match.Groups[1].Value).Distinct()];

    [GeneratedRegex("https://news\\.lake\\.example(/[A-Za-z0-9_/-]+)")]
    private static partial Regex Link();

    [GeneratedRegex("href=\"([^\"]+)\"")]
    private static partial Regex Href();
}
