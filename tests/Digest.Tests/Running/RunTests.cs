using Syndication.Digest.Runs;
using Syndication.Digest.Sending;
using Syndication.Digest.Subscriptions;
using Syndication.Testing.Mail;

namespace Syndication.Digest.Tests.Running;

/// <summary>Who is written to, when, and how often.</summary>
public sealed class RunTests
{
    [Fact]
    public async Task A_release_goes_at_once_to_those_who_want_that_and_in_one_mail_a_day_to_the_others()
    {
        using var data = new TemporaryFolder();
        await using var server = SmtpServer.Start();
        await using var room = await MailRoom.StartAsync(data.Path, server.Uri);
        await room.SubscribeAsync("at.once@example.org");
        var daily = await room.SubscribeAsync("daily@example.org", Cadence.Daily);
        await room.PublishAsync("The ferry is back");
        await room.PublishAsync("The lighthouse is lit");
        await room.QuietAsync();

        Assert.Equal(["The ferry is back", "The lighthouse is lit"], server.Mails.Select(mail => mail.Header("Subject")).Order());
        Assert.All(server.Mails, mail => Assert.Equal("at.once@example.org", Assert.Single(mail.Recipients)));

        server.Forget();
        await room.TurnAsync(TimeSpan.FromDays(1));
        await Eventually.HoldsAsync(() => Task.FromResult(server.Mails.Count == 1));
        var mail = Assert.Single(server.Mails);
        Assert.Equal("daily@example.org", Assert.Single(mail.Recipients));
        Assert.Equal("The lighthouse is lit, and 1 more", mail.Header("Subject"));
        Assert.Equal(MailState.Sent, Assert.Single(await room.MailsAsync(daily)).State);
    }

    [Fact]
    public async Task Nothing_new_no_mail()
    {
        using var data = new TemporaryFolder();
        await using var server = SmtpServer.Start();
        await using var room = await MailRoom.StartAsync(data.Path, server.Uri);
        await room.SubscribeAsync("daily@example.org", Cadence.Daily);
        await room.SubscribeAsync("other@example.org", Cadence.Daily, "fr");
        await room.PublishAsync("The ferry is back");
        await room.DueAsync();
        Assert.Equal("daily@example.org", Assert.Single(server.Mails).Recipients[0]);
        await room.TurnAsync(TimeSpan.FromDays(2));
        Assert.Single(server.Mails);
    }

    [Fact]
    public async Task Who_joined_after_a_release_is_not_sent_it_by_any_catching_up()
    {
        using var data = new TemporaryFolder();
        await using var server = SmtpServer.Start();
        await using var room = await MailRoom.StartAsync(data.Path, server.Uri);
        var old = await room.PublishAsync("The ferry is back");
        await room.QuietAsync();
        await room.SubscribeAsync("at.once@example.org");
        await room.SubscribeAsync("daily@example.org", Cadence.Daily);
        await room.SubscribeAsync("weekly@example.org", Cadence.Weekly);

        // A language and a correction of what was there before are no news either.
        await room.CorrectAsync(old, "The ferry is back again");
        await room.PublishAsync("Le bac est de retour", "fr", ("translationOf", old.Id()));
        await room.DueAsync();
        await room.TurnAsync(TimeSpan.FromDays(6));
        await room.DueAsync();
        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task An_archive_that_is_imported_sends_nothing_and_neither_does_a_rebuild_from_the_log()
    {
        using var data = new TemporaryFolder();
        await using var server = SmtpServer.Start();
        await using (var room = await MailRoom.StartAsync(data.Path, server.Uri))
        {
            await room.SubscribeAsync("at.once@example.org");
            await room.SubscribeAsync("daily@example.org", Cadence.Daily);
            for (var year = 2001; year < 2011; year++)
            {
                await room.PublishAsync($"Of the year {year}", "en", ("dateline", new System.Text.Json.Nodes.JsonObject { ["date"] = $"{year}-05-12" }), ("notify", false));
            }

            await room.PublishAsync("The ferry is back");
            await room.DueAsync();
            Assert.Equal(2, server.Mails.Count);
            Assert.DoesNotContain(server.Mails, mail => mail.Content.Contains("Of the year", StringComparison.Ordinal));
        }

        // The projection and what was considered are gone; subscriptions and the rows of mails are what is not in the log.
        server.Forget();
        await Sqlite.EmptyAsync(data["digest.db"], "releases", "arrivals", "checkpoints");
        await using (var room = await MailRoom.StartAsync(data.Path, server.Uri))
        {
            await room.DueAsync();
            await room.TurnAsync(TimeSpan.FromDays(1));
            Assert.Empty(server.Mails);
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(365)]
    public async Task A_clock_that_steps_ahead_and_back_neither_skips_nor_doubles_a_run(int days)
    {
        using var data = new TemporaryFolder();
        await using var server = SmtpServer.Start();
        await using var room = await MailRoom.StartAsync(data.Path, server.Uri);
        var daily = await room.SubscribeAsync("daily@example.org", Cadence.Daily);
        await room.PublishAsync("First");
        await room.DueAsync();
        Assert.Single(server.Mails);

        await room.TurnAsync(TimeSpan.FromDays(days));
        await room.PublishAsync("Second");
        await room.DueAsync();
        await room.TurnAsync(TimeSpan.FromDays(-days));
        await room.PublishAsync("Third");
        await room.QuietAsync();
        Assert.Equal(1, server.Mails.Count(mail => mail.Header("Subject")!.StartsWith("First", StringComparison.Ordinal)));

        // Back where it was: tomorrow's mail comes tomorrow, not in a year.
        await room.TurnAsync(TimeSpan.FromDays(1));
        await room.TurnAsync(TimeSpan.FromDays(1));
        foreach (var headline in new[] { "First", "Second", "Third" })
        {
            Assert.Equal(1, server.Mails.Count(mail => mail.Content.Contains(headline + "\r\n", StringComparison.Ordinal)));
        }

        Assert.NotEqual(Subscription.Never, (await room.FindAsync(daily))!.DueAt);
    }

    [Fact]
    public async Task A_step_that_is_not_confirmed_sends_nothing()
    {
        using var data = new TemporaryFolder();
        await using var server = SmtpServer.Start();
        await using var room = await MailRoom.StartAsync(data.Path, server.Uri);
        await room.SubscribeAsync("daily@example.org", Cadence.Daily);
        await room.PublishAsync("First");
        await room.QuietAsync();
        room.Clock.Advance(TimeSpan.FromDays(2));
        var clock = room.Service<Hosting.Clock.ClockWatch>();
        await Eventually.HoldsAsync(() => Task.FromResult(!clock.IsTrusted));
        var rounds = room.Service<Planner>().Rounds;
        await Eventually.HoldsAsync(() => Task.FromResult(room.Service<Planner>().Rounds > rounds + 2));
        Assert.Empty(server.Mails);
        clock.Confirm();
        await Eventually.HoldsAsync(() => Task.FromResult(server.Mails.Count == 1));
    }

    [Fact]
    public async Task Beyond_so_many_mails_a_day_what_comes_is_gathered()
    {
        using var data = new TemporaryFolder();
        await using var server = SmtpServer.Start();
        await using var room = await MailRoom.StartAsync(data.Path, server.Uri, null, ("Digest:ImmediatePerDay", "2"));
        await room.SubscribeAsync("at.once@example.org");
        for (var number = 1; number <= 5; number++)
        {
            await room.PublishAsync($"Number {number}");
            await room.QuietAsync();
        }

        Assert.Equal(["Number 1", "Number 2"], server.Mails.Select(mail => mail.Header("Subject")));
        await room.TurnAsync(TimeSpan.FromDays(1.5));
        await Eventually.HoldsAsync(() => Task.FromResult(server.Mails.Count == 3));
        Assert.Equal("Number 5, and 2 more", server.Mails.Last().Header("Subject"));
        await room.PublishAsync("Number 6");
        await Eventually.HoldsAsync(() => Task.FromResult(server.Mails.Count == 4));
    }

    [Fact]
    public async Task A_language_that_is_read_better_is_waited_for_a_while()
    {
        using var data = new TemporaryFolder();
        await using var server = SmtpServer.Start();
        await using var room = await MailRoom.StartAsync(data.Path, server.Uri);
        await room.SubscribeAsync("lecteur@example.org", Cadence.Immediate, "fr", "en");
        await room.SubscribeAsync("reader@example.org", Cadence.Immediate, "en");
        var release = await room.PublishAsync("The ferry is back");
        await room.QuietAsync();
        Assert.Equal("reader@example.org", Assert.Single(server.Mails).Recipients[0]);
        await room.PublishAsync("Le bac est de retour", "fr", ("translationOf", release.Id()));
        await Eventually.HoldsAsync(() => Task.FromResult(server.Mails.Count == 2));
        Assert.Equal("Le bac est de retour", server.Mails.Last().Header("Subject"));

        await room.PublishAsync("The lighthouse is lit");
        await room.QuietAsync();
        await room.TurnAsync(TimeSpan.FromMinutes(11));
        await Eventually.HoldsAsync(() => Task.FromResult(server.Mails.Count == 4));
        Assert.Equal(("lecteur@example.org", "The lighthouse is lit"), (server.Mails.Last().Recipients[0], server.Mails.Last().Header("Subject")));
    }
}
