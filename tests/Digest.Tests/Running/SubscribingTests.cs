using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Syndication.Digest.Sending;
using Syndication.Digest.Subscriptions;
using Syndication.Testing.Mail;

namespace Syndication.Digest.Tests.Running;

/// <summary>Asking, confirming, changing, leaving, being forgotten.</summary>
public sealed partial class SubscribingTests
{
    [Fact]
    public async Task Nobody_is_written_to_who_has_not_confirmed_and_the_answer_tells_nothing()
    {
        using var data = new TemporaryFolder();
        await using var server = SmtpServer.Start();
        await using var room = await MailRoom.StartAsync(data.Path, server.Uri);
        var known = await room.SubscribeAsync("known@example.org");
        var answers = new List<string>();
        foreach (var address in new[] { "known@example.org", "new@example.org" })
        {
            answers.Add((await AskAsync(room, address)).ToJsonString());
        }

        Assert.Single(answers.Distinct());
        await Eventually.HoldsAsync(() => Task.FromResult(server.Mails.Count == 2));
        Assert.Equal("You are subscribed already", To(server, "known@example.org").Header("Subject"));
        var letter = To(server, "new@example.org");
        Assert.Equal("Please confirm your subscription", letter.Header("Subject"));
        Assert.Null(letter.Header("List-Unsubscribe"));
        await room.PublishAsync("Before it is confirmed");
        await room.QuietAsync();
        Assert.Equal(3, server.Mails.Count);
        Assert.Equal(known.Id, (await room.FindAsync(known))!.Id);

        // A GET shows, a press of the button acts, a second press finds what the first did.
        var token = TokenIn(letter);
        Assert.Equal(("confirm", "requested", true), await StateAsync(room, token));
        Assert.Equal("active", (await room.ActAsync(token, "confirm"))["state"]!.GetValue<string>());
        Assert.Equal("active", (await room.ActAsync(token, "confirm"))["state"]!.GetValue<string>());
        server.Forget();
        await room.PublishAsync("After it is confirmed");
        await room.QuietAsync();
        Assert.Equal(["known@example.org", "new@example.org"], server.Mails.Select(mail => mail.Recipients[0]).Order());
        Assert.DoesNotContain(server.Mails, mail => mail.Header("Subject") != "After it is confirmed");
    }

    [Fact]
    public async Task Letters_to_an_address_are_few_and_links_do_what_they_were_made_for_alone()
    {
        using var data = new TemporaryFolder();
        await using var server = SmtpServer.Start();
        await using var room = await MailRoom.StartAsync(data.Path, server.Uri, null, ("Digest:LettersPerAddress", "2"));
        for (var i = 0; i < 5; i++)
        {
            await AskAsync(room, "new@example.org");
            await room.QuietAsync();
        }

        Assert.Equal(2, server.Mails.Count);
        var (first, second) = (TokenIn(server.Mails.First()), TokenIn(server.Mails.Last()));
        Assert.False((await room.LinkAsync(first))!.IsOpen);
        await room.ActAsync(first, "confirm", expected: HttpStatusCode.NotFound);
        await room.ActAsync(second, "leave", expected: HttpStatusCode.Forbidden);
        await room.ActAsync(second, "erase", expected: HttpStatusCode.Forbidden);
        Assert.Null(await room.LinkAsync(second[..^1] + (second[^1] == 'A' ? 'B' : 'A')));
        var preferences = (await room.ActAsync(second, "confirm"))["preferences"]!.GetValue<string>();
        await room.ActAsync(preferences, "confirm", expected: HttpStatusCode.Forbidden);

        var subscription = (await room.Service<SubscriptionStore>().FindByAddressAsync(room.Service<AddressHash>().Of(Syndication.Mail.EmailAddress.Parse("new@example.org")!), CancellationToken.None))!;
        var unsubscribe = room.Service<LinkTokens>().Write(LinkPurpose.Unsubscribe, subscription.Id);
        Assert.Null((await room.LinkAsync(unsubscribe))!.Preferences);
        await room.ActAsync(unsubscribe, "erase", expected: HttpStatusCode.Forbidden);
        await room.ActAsync(unsubscribe, "change", expected: HttpStatusCode.Forbidden);
        Assert.Equal("left", (await room.ActAsync(unsubscribe, "leave"))["state"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_link_that_confirms_is_too_old_after_a_week_and_what_was_asked_for_is_forgotten()
    {
        using var data = new TemporaryFolder();
        await using var server = SmtpServer.Start();
        await using var room = await MailRoom.StartAsync(data.Path, server.Uri);
        await AskAsync(room, "new@example.org");
        await Eventually.HoldsAsync(() => Task.FromResult(server.Mails.Count == 1));
        var token = TokenIn(server.Mails.First());
        await room.TurnAsync(TimeSpan.FromDays(8));
        await Eventually.HoldsAsync(async () => await room.LinkAsync(token) is null or { IsOpen: false });
        await room.ActAsync(token, "confirm", expected: HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Who_asks_again_has_a_week_from_then_and_who_comes_back_meanwhile_is_not_forgotten()
    {
        using var data = new TemporaryFolder();
        await using var server = SmtpServer.Start();
        await using var room = await MailRoom.StartAsync(data.Path, server.Uri);
        await AskAsync(room, "new@example.org");
        await Eventually.HoldsAsync(() => Task.FromResult(server.Mails.Count == 1));
        await room.TurnAsync(TimeSpan.FromDays(6));
        await AskAsync(room, "new@example.org");
        await Eventually.HoldsAsync(() => Task.FromResult(server.Mails.Count == 2));
        await room.TurnAsync(TimeSpan.FromDays(2));

        var address = room.Service<AddressHash>().Of(Syndication.Mail.EmailAddress.Parse("new@example.org")!);
        var asked = (await room.Service<SubscriptionStore>().FindByAddressAsync(address, CancellationToken.None))!;
        Assert.Equal("active", (await room.ActAsync(TokenIn(server.Mails.Last()), "confirm"))["state"]!.GetValue<string>());

        // As housekeeping would that had listed it a moment before.
        await room.Service<Departures>().ForgetAsync([asked], null, CancellationToken.None, known => known.ChangedAt <= asked.ChangedAt);
        Assert.Equal(SubscriptionState.Active, (await room.FindAsync(asked))!.State);
    }

    [Fact]
    public async Task Preferences_change_at_once_and_the_address_once_its_reader_confirmed()
    {
        using var data = new TemporaryFolder();
        await using var server = SmtpServer.Start();
        await using var room = await MailRoom.StartAsync(data.Path, server.Uri);
        var reader = await room.SubscribeAsync("old@example.org");
        var token = room.Service<LinkTokens>().Write(LinkPurpose.Preferences, reader.Id);
        var changed = await room.ActAsync(token, "change", new JsonObject { ["address"] = "new@example.org", ["languages"] = new JsonArray("fr", "en"), ["cadence"] = "immediate", ["topics"] = new JsonArray("water"), ["timeZone"] = "Africa/Nairobi" });
        Assert.Equal(("old@example.org", "new@example.org"), (changed["wishes"]!["address"]!.GetValue<string>(), changed["newAddress"]!.GetValue<string>()));
        await Eventually.HoldsAsync(() => Task.FromResult(server.Mails.Count == 1));
        Assert.Equal(("new@example.org", "Merci de confirmer votre nouvelle adresse"), (server.Mails.First().Recipients[0], server.Mails.First().Header("Subject")));

        // Whoever reads it may be anybody, until they have confirmed.
        var link = TokenIn(server.Mails.First());
        Assert.Single(TokenForm().Matches(server.Mails.First().Content.Replace("=\r\n", "", StringComparison.Ordinal)).Select(match => match.Groups[1].Value).Distinct());
        Assert.Null((await room.LinkAsync(link))!.Preferences);

        await room.PublishAsync("Not of water");
        await room.PublishAsync("Of water", "en", ("topics", new JsonArray("water")));
        await room.QuietAsync();
        await room.TurnAsync(TimeSpan.FromMinutes(11));
        Assert.Equal(("old@example.org", "Of water"), (server.Mails.Last().Recipients[0], server.Mails.Last().Header("Subject")));
        Assert.Equal(2, server.Mails.Count);

        Assert.NotNull((await room.ActAsync(link, "confirm"))["preferences"]);
        Assert.NotNull((await room.ActAsync(link, "confirm"))["preferences"]);
        await room.PublishAsync("More of water", "en", ("topics", new JsonArray("water")));
        await room.QuietAsync();
        await room.TurnAsync(TimeSpan.FromMinutes(11));
        Assert.Equal(("new@example.org", "More of water"), (server.Mails.Last().Recipients[0], server.Mails.Last().Header("Subject")));
        Assert.Empty(FilesWith(data.Path, "old@example.org"));
    }

    [Fact]
    public async Task A_link_to_a_new_address_that_was_not_confirmed_in_time_leads_nowhere()
    {
        using var data = new TemporaryFolder();
        await using var server = SmtpServer.Start();
        await using var room = await MailRoom.StartAsync(data.Path, server.Uri);
        var reader = await room.SubscribeAsync("old@example.org");
        await room.ActAsync(room.Service<LinkTokens>().Write(LinkPurpose.Preferences, reader.Id), "change", new JsonObject { ["address"] = "mistyped@example.org", ["cadence"] = "immediate" });
        await Eventually.HoldsAsync(() => Task.FromResult(server.Mails.Count == 1));
        await room.TurnAsync(TimeSpan.FromDays(8));
        var link = TokenIn(server.Mails.First());
        Assert.Null((await room.LinkAsync(link))!.Preferences);
        await room.ActAsync(link, "confirm", expected: HttpStatusCode.NotFound);

        // Nor is it kept, and its subscription goes on.
        await room.TidyAsync();
        Assert.Empty(FilesWith(data.Path, "mistyped@example.org"));
        var known = (await room.FindAsync(reader))!;
        Assert.Equal((SubscriptionState.Active, "old@example.org", null), (known.State, known.Address, known.NewAddress));
    }

    [Fact]
    public async Task A_new_address_that_is_another_s_own_is_forgotten_and_the_other_keeps_it()
    {
        using var data = new TemporaryFolder();
        await using var room = await MailRoom.StartAsync(data.Path);
        var (ann, bob) = (await room.SubscribeAsync("ann@example.org"), await room.SubscribeAsync("bob@example.org"));
        await AskForAsync(room, ann, "bob@example.org");
        await room.QuietAsync();
        Assert.NotEmpty(FilesWith(data["outbox"], "bob@example.org"));
        await room.TurnAsync(TimeSpan.FromDays(8));
        await room.TidyAsync();
        Assert.Null((await room.FindAsync(ann))!.NewAddress);
        Assert.Empty(FilesWith(data["outbox"], "bob@example.org"));
        Assert.Equal("bob@example.org", (await room.FindAsync(bob))!.Address);
        Assert.Empty(await room.Service<ForgettingStore>().DueAsync(CancellationToken.None));
    }

    /// <summary>Whether they read us themselves or not.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_is_erased_is_not_another_s_new_address_any_more(bool isSubscribed)
    {
        using var data = new TemporaryFolder();
        await using var server = SmtpServer.Start();
        var isPutOff = true;
        server.Answer = command => command == "RCPT TO:<Bob@example.org>" && Volatile.Read(ref isPutOff) ? "450 4.2.0 Not now" : null;
        await using var room = await MailRoom.StartAsync(data.Path, server.Uri, null, ("Digest:FirstRetry", "00:00:00.2"), ("Digest:LongestRetry", "00:00:00.5"));
        var ann = await room.SubscribeAsync("ann@example.org");
        if (isSubscribed)
        {
            await room.SubscribeAsync("bob@example.org");
        }

        await AskForAsync(room, ann, "Bob@example.org");
        await Eventually.HoldsAsync(async () => (await room.MailsAsync(ann)) is [{ State: MailState.Deferred }]);
        await room.SendAsync(HttpMethod.Post, "/api/subscriptions/erase", new JsonObject { ["address"] = "bob@example.org" }, expected: HttpStatusCode.NoContent);
        Assert.Empty(FilesWith(data.Path, "Bob@example.org"));
        Assert.Empty(FilesWith(data.Path, "bob@example.org"));

        Volatile.Write(ref isPutOff, false);
        await room.QuietAsync();
        Assert.Empty(server.Mails);
        Assert.Equal((MailState.Suppressed, WhyNot.NothingLeft), (Assert.Single(await room.MailsAsync(ann)).State, Assert.Single(await room.MailsAsync(ann)).Result));
    }

    [Fact]
    public async Task Letters_are_counted_by_the_address_they_go_to_and_the_answer_does_not_tell()
    {
        using var data = new TemporaryFolder();
        await using var server = SmtpServer.Start();
        await using var room = await MailRoom.StartAsync(data.Path, server.Uri, null, ("Digest:LettersPerAddress", "2"));
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("target@example.org", await AskForAsync(room, await room.SubscribeAsync($"reader{i}@example.org"), "target@example.org"));
        }

        await room.QuietAsync();
        Assert.Equal(2, server.Mails.Count(mail => mail.Recipients[0] == "target@example.org"));

        await room.Service<SuppressionStore>().AddAsync(room.Service<AddressHash>().Of(Syndication.Mail.EmailAddress.Parse("complained@example.org")!), SuppressionReason.Complained, CancellationToken.None);
        var asking = await room.SubscribeAsync("asking@example.org");
        Assert.Equal("complained@example.org", await AskForAsync(room, asking, "complained@example.org"));
        Assert.Equal("other@example.org", await AskForAsync(room, asking, "other@example.org"));

        // One reader's changes of address reach few people.
        Assert.Equal("other@example.org", await AskForAsync(room, asking, "another@example.org"));
        await room.QuietAsync();
        Assert.Equal(["other@example.org"], server.Mails.Select(mail => mail.Recipients[0]).Where(address => address != "target@example.org"));
    }

    [Fact]
    public async Task An_address_that_is_part_of_another_is_erased_and_one_that_is_another_s_subscription_is_taken_over()
    {
        using var data = new TemporaryFolder();
        await using var server = SmtpServer.Start();
        await using var room = await MailRoom.StartAsync(data.Path, server.Uri);
        await room.SubscribeAsync("joann@x.example");
        var ann = await room.SubscribeAsync("ann@x.example");
        await room.ActAsync(room.Service<LinkTokens>().Write(LinkPurpose.Preferences, ann.Id), "erase", expected: HttpStatusCode.NoContent);
        Assert.Empty(FilesWith(data.Path, "\"ann@x.example"));

        var kept = await room.SubscribeAsync("kept@x.example");
        var other = await room.SubscribeAsync("other@x.example");
        await room.ActAsync(room.Service<LinkTokens>().Write(LinkPurpose.Preferences, kept.Id), "change", new JsonObject { ["address"] = "other@x.example", ["cadence"] = "immediate" });
        await Eventually.HoldsAsync(() => Task.FromResult(server.Mails.Count == 1));
        await room.ActAsync(TokenIn(server.Mails.First()), "confirm");
        Assert.Equal("other@x.example", (await room.FindAsync(kept))!.Address);
        Assert.Null(await room.FindAsync(other));
        Assert.Empty(FilesWith(data.Path, "kept@x.example"));
    }

    [Fact]
    public async Task What_can_not_be_forgotten_yet_is_forgotten_later()
    {
        using var data = new TemporaryFolder();
        await using var room = await MailRoom.StartAsync(data.Path);
        var (ann, bob) = (await room.SubscribeAsync("ann@x.example"), await room.SubscribeAsync("bob@x.example"));
        var subscriptions = room.Service<SubscriptionStore>();
        await subscriptions.ChangeAsync(bob.Id, known => known with { NewAddress = "ann@x.example" }, CancellationToken.None);
        var departures = room.Service<Departures>();
        await Assert.ThrowsAsync<Storage.StoreException>(() => departures.EraseAsync(ann.Id, CancellationToken.None));

        await subscriptions.ChangeAsync(bob.Id, known => known with { NewAddress = null }, CancellationToken.None);
        Assert.Single(await room.Service<ForgettingStore>().DueAsync(CancellationToken.None));
        await departures.ForgetLeftoversAsync(CancellationToken.None);
        Assert.Empty(FilesWith(data.Path, "ann@x.example"));
        Assert.Empty(await room.Service<ForgettingStore>().DueAsync(CancellationToken.None));
        Assert.Empty(FilesWith(data.Path, Convert.ToBase64String(Encoding.UTF8.GetBytes("ann@x.example"))));
    }

    [Fact]
    public async Task Who_pauses_gets_nothing_and_who_goes_on_gets_what_comes_then()
    {
        using var data = new TemporaryFolder();
        await using var server = SmtpServer.Start();
        await using var room = await MailRoom.StartAsync(data.Path, server.Uri);
        var token = room.Service<LinkTokens>().Write(LinkPurpose.Preferences, (await room.SubscribeAsync("reader@example.org")).Id);
        var first = await room.PublishAsync("First");
        await room.QuietAsync();
        Assert.Equal("paused", (await room.ActAsync(token, "pause"))["state"]!.GetValue<string>());
        await room.PublishAsync("Second");
        await room.CorrectAsync(first, "First, corrected");
        await room.QuietAsync();
        Assert.Single(server.Mails);
        Assert.Equal("active", (await room.ActAsync(token, "resume"))["state"]!.GetValue<string>());
        await Eventually.HoldsAsync(() => Task.FromResult(server.Mails.Count == 2));
        Assert.Equal("Correction: First, corrected", server.Mails.Last().Header("Subject"));
        await room.PublishAsync("Third");
        await room.QuietAsync();
        Assert.Equal(["First", "Correction: First, corrected", "Third"], server.Mails.Select(mail => mail.Header("Subject")));
    }

    [Fact]
    public async Task Nobody_is_written_to_after_leaving_was_acknowledged_in_the_middle_of_a_run()
    {
        using var data = new TemporaryFolder();
        await using var server = SmtpServer.Start();
        server.KeepsContent = false;
        await using var room = await MailRoom.StartAsync(data.Path, server.Uri);
        var readers = await room.SubscribeAsync([.. Enumerable.Range(0, 600).Select(number => $"reader{number}@example.org")], new Preferences { Languages = ["en"], Cadence = Cadence.Immediate });
        await room.PublishAsync("First");
        await Eventually.HoldsAsync(() => Task.FromResult(server.Mails.Count > 50));
        var leftAt = new Dictionary<string, DateTimeOffset>();
        foreach (var reader in readers.Reverse().Take(200).Concat(readers.Skip(60).Take(100)))
        {
            await room.ActAsync(room.Service<LinkTokens>().Write(LinkPurpose.Unsubscribe, reader.Id), "leave");
            leftAt[reader.Address] = DateTimeOffset.UtcNow;
        }

        await room.QuietAsync();
        Assert.DoesNotContain(server.Mails, mail => leftAt.TryGetValue(mail.Recipients[0], out var at) && mail.At > at);
        Assert.Equal(server.Mails.Count, server.Mails.Select(mail => mail.Recipients[0]).Distinct().Count());
        Assert.True(server.Mails.Count >= 300);
    }

    [Fact]
    public async Task After_an_erase_the_address_is_found_nowhere_and_no_import_brings_it_back()
    {
        using var data = new TemporaryFolder();
        await using var room = await MailRoom.StartAsync(data.Path);
        const string Address = "ann.onymous@lake-readers.example";
        await AskAsync(room, Address);
        var outbox = new DirectoryInfo(data["outbox"]);
        await Eventually.HoldsAsync(() => Task.FromResult(Directory.Exists(outbox.FullName) && outbox.GetFiles("*.eml").Length == 1));
        var letter = await File.ReadAllTextAsync(outbox.GetFiles("*.eml")[0].FullName);
        var preferences = (await room.ActAsync(TokenForm().Matches(letter.Replace("=\r\n", "", StringComparison.Ordinal)).Last().Groups[1].Value, "confirm"))["preferences"]!.GetValue<string>();
        await room.PublishAsync("The ferry is back");
        await room.QuietAsync();
        Assert.Equal(2, outbox.GetFiles("*.eml").Length);
        Assert.NotEmpty(FilesWith(data.Path, Address));
        var export = await room.SendAsync(HttpMethod.Get, $"/internal/subscriptions/links/{preferences}/export", client: room.Inside);
        Assert.Equal((Address, 2), (export["address"]!.GetValue<string>(), export["mails"]!.AsArray().Count));

        await room.ActAsync(preferences, "erase", expected: HttpStatusCode.NoContent);
        Assert.Empty(FilesWith(data.Path, Address));
        Assert.Empty(FilesWith(data.Path, "ann.onymous"));
        Assert.Null(await room.LinkAsync(preferences));

        var again = await ImportAsync(room, $"address,consentSource,consentDate\n{Address},Fair 2024,2024-03-01\nbob@example.org,Fair 2024,2024-03-01\n");
        Assert.Equal((1, 1), (again["imported"]!.GetValue<int>(), again["suppressed"]!.GetValue<int>()));
        await room.PublishAsync("The lighthouse is lit");
        await room.DueAsync();
        Assert.Empty(FilesWith(data.Path, Address));
        Assert.Equal("erased", (await room.SendAsync(HttpMethod.Post, "/api/subscriptions/find", new JsonObject { ["address"] = Address }))["suppression"]!["reason"]!.GetValue<string>());

        // Its owner may come back: nothing else may.
        await AskAsync(room, Address);
        await room.QuietAsync();
        Assert.NotEmpty(FilesWith(data["outbox"], Address));
        await room.SendAsync(HttpMethod.Post, "/api/subscriptions/erase", new JsonObject { ["address"] = Address }, expected: HttpStatusCode.NoContent);
        Assert.Empty(FilesWith(data.Path, Address));
    }

    [Fact]
    public async Task A_list_is_taken_over_with_its_consent_and_the_wrong_lines_are_named()
    {
        using var data = new TemporaryFolder();
        await using var server = SmtpServer.Start();
        await using var room = await MailRoom.StartAsync(data.Path, server.Uri);
        await room.PublishAsync("From before the list");
        await room.SubscribeAsync("known@example.org");
        const string List = """
            Email;Languages;Cadence;Hour;Time zone;Topics;Consent source;Consent date
            ann@example.org;fr en;daily;7;Europe/Paris;water health;"Salon ""Eau"" 2024";2024-03-01
            KNOWN@example.org;en;daily;7;UTC;;Fair;2024-03-01
            not an address;en;daily;7;UTC;;Fair;2024-03-01
            bob@example.org;en;hourly;7;UTC;;Fair;2024-03-01
            eve@example.org;en;daily;25;UTC;;Fair;2024-03-01
            dan@example.org;en;daily;7;Mars/Base;;Fair;2024-03-01
            fay@example.org;en;immediate;;;;Fair;2024-03-01
            gus@example.org;en;daily;7;UTC;;;2024-03-01
            hal@example.org;en;daily;7;UTC;;Fair;2094-03-01
            """;
        var result = await ImportAsync(room, List);
        Assert.Equal((2, 1, 6), (result["imported"]!.GetValue<int>(), result["known"]!.GetValue<int>(), result["wrong"]!.GetValue<int>()));
        Assert.Equal([4, 5, 6, 7, 9, 10], result["faults"]!.AsArray().Select(fault => fault!["line"]!.GetValue<int>()));
        var again = await ImportAsync(room, List);
        Assert.Equal((0, 3), (again["imported"]!.GetValue<int>(), again["known"]!.GetValue<int>()));
        var ann = await room.SendAsync(HttpMethod.Post, "/api/subscriptions/find", new JsonObject { ["address"] = "Ann@Example.org" });
        Assert.Equal("Salon \"Eau\" 2024", ann["subscription"]!["consentSource"]!.GetValue<string>());
        await room.DueAsync();
        Assert.Empty(server.Mails);
        await room.PublishAsync("News");
        await room.QuietAsync();
        Assert.Equal(["fay@example.org", "known@example.org"], server.Mails.Select(mail => mail.Recipients[0]).Order());

        using var notUtf8 = new ByteArrayContent(Encoding.Latin1.GetBytes("address,consentSource,consentDate\nanné@example.org,a,2024-01-01"));
        notUtf8.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        using var refused = await room.Admin.PostAsync(new Uri("/api/subscriptions/import", UriKind.Relative), notUtf8);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        using var open = await room.Client.PostAsync(new Uri("/api/subscriptions/import", UriKind.Relative), new StringContent("a"));
        Assert.Equal(HttpStatusCode.Unauthorized, open.StatusCode);
    }

    [Theory]
    [InlineData("{\"address\":\"no address\"}", "address")]
    [InlineData("{\"address\":\"a@b.example\\r\\nBcc: c@d.example\"}", "address")]
    [InlineData("{\"address\":\"a@b.example\",\"languages\":[\"not a tag\"]}", "languages")]
    [InlineData("{\"address\":\"a@b.example\",\"languages\":[]}", "languages")]
    [InlineData("{\"address\":\"a@b.example\",\"languages\":[null]}", "languages")]
    [InlineData("{\"address\":\"a@b.example\",\"topics\":[null]}", "topics")]
    [InlineData("{\"address\":\"a@b.example\",\"cadence\":\"hourly\"}", "cadence")]
    [InlineData("{\"address\":\"a@b.example\",\"hour\":24}", "hour")]
    [InlineData("{\"address\":\"a@b.example\",\"weekday\":0}", "weekday")]
    [InlineData("{\"address\":\"a@b.example\",\"timeZone\":\"Europe/Atlantis\"}", "timeZone")]
    [InlineData("{\"address\":\"a@b.example\",\"countries\":[\"zz\"]}", "countries")]
    public async Task What_is_wrong_with_a_wish_is_said_by_field(string body, string field)
    {
        using var data = new TemporaryFolder();
        await using var room = await MailRoom.StartAsync(data.Path);
        var problem = await room.SendAsync(HttpMethod.Post, "/api/subscriptions", JsonNode.Parse(body), expected: HttpStatusCode.UnprocessableEntity, client: room.Client);
        Assert.Equal([field], problem["errors"]!.AsObject().Select(error => error.Key));
    }

    [Fact]
    public async Task A_client_that_asks_again_and_again_is_slowed_down()
    {
        using var data = new TemporaryFolder();
        await using var room = await MailRoom.StartAsync(data.Path);
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 12; i++)
        {
            using var answer = await room.Client.PostAsync(new Uri("/api/subscriptions", UriKind.Relative), new StringContent($"{{\"address\":\"a{i}@b.example\"}}", Encoding.UTF8, "application/json"));
            statuses.Add(answer.StatusCode);
        }

        Assert.Equal(10, statuses.Count(status => status == HttpStatusCode.Accepted));
        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
    }

    private static Task<JsonObject> AskAsync(MailRoom room, string address) =>
        room.SendAsync(HttpMethod.Post, "/api/subscriptions", new JsonObject { ["address"] = address, ["languages"] = new JsonArray("en"), ["cadence"] = "immediate" }, expected: HttpStatusCode.Accepted, client: room.Client);

    private static async Task<string?> AskForAsync(MailRoom room, Subscription reader, string newAddress) =>
        (await room.ActAsync(room.Service<LinkTokens>().Write(LinkPurpose.Preferences, reader.Id), "change", new JsonObject { ["address"] = newAddress }))["newAddress"]?.GetValue<string>();

    private static async Task<JsonObject> ImportAsync(MailRoom room, string list)
    {
        using var content = new StringContent(list, Encoding.UTF8, "text/csv");
        using var answer = await room.Admin.PostAsync(new Uri("/api/subscriptions/import", UriKind.Relative), content);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!.AsObject();
    }

    private static ReceivedMail To(SmtpServer server, string address) => Assert.Single(server.Mails, mail => mail.Recipients[0] == address);

    private static string TokenIn(ReceivedMail letter) => TokenForm().Matches(letter.Content.Replace("=\r\n", "", StringComparison.Ordinal))[0].Groups[1].Value;



    private static async Task<(string, string, bool)> StateAsync(MailRoom room, string token)
    {
        var link = (await room.LinkAsync(token))!;
        return (link.Purpose, link.State, link.IsOpen);
    }

    private static List<string> FilesWith(string folder, string text)
    {
        var start = new System.Diagnostics.ProcessStartInfo("grep", ["-rlaF", "--", text, folder]) { RedirectStandardOutput = true };
        using var grep = System.Diagnostics.Process.Start(start)!;
        var files = grep.StandardOutput.ReadToEnd();
        grep.WaitForExit();
        return [.. files.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    [GeneratedRegex("/subscriptions/([A-Za-z0-9_-]{51})")]
    private static partial Regex TokenForm();
}
