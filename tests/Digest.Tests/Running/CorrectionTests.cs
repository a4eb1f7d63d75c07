using System.Text.Json.Nodes;
using Syndication.Digest.Composition;
using Syndication.Digest.Sending;
using Syndication.Digest.Subscriptions;
using Syndication.Testing.Mail;

namespace Syndication.Digest.Tests.Running;

/// <summary>Corrections and withdrawals reach exactly those who have an older version.</summary>
public sealed class CorrectionTests
{
    /// <summary>Everybody's last word is the newest version, in the language that they got, whatever the cadence; nobody is told twice.</summary>
    [Fact]
    public async Task Version_by_language_by_cadence()
    {
        using var data = new TemporaryFolder();
        await using var server = SmtpServer.Start();
        await using var room = await MailRoom.StartAsync(data.Path, server.Uri);
        var readers = new Dictionary<(string Language, Cadence Cadence, int Joined), Subscription>();
        async Task JoinAsync(int version)
        {
            foreach (var language in new[] { "en", "fr", "es" })
            {
                foreach (var cadence in new[] { Cadence.Immediate, Cadence.Daily, Cadence.Weekly })
                {
                    readers[(language, cadence, version)] = await room.SubscribeAsync($"{language}.{cadence}.{version}@example.org".ToLowerInvariant(), cadence, language);
                }
            }
        }

        await JoinAsync(1);
        var original = await room.PublishAsync("Version one", "en", ("topics", new JsonArray("health")));
        var french = await room.PublishAsync("Première version", "fr", ("translationOf", original.Id()));
        await room.DueAsync();

        // Who joins now has nothing, and is told of nothing.
        await JoinAsync(2);
        var second = await room.CorrectAsync(original, "Version two", "The second figure.", "correction", ("topics", new JsonArray("water")));
        await room.DueAsync();
        await room.TurnAsync(TimeSpan.FromDays(8));
        await room.DueAsync();
        var third = await room.CorrectAsync(second, "Version three", "The third figure.");
        await room.DueAsync();
        await room.TurnAsync(TimeSpan.FromDays(8));
        await room.DueAsync();
        await room.RetractAsync(third);
        await room.QuietAsync();

        var shelf = room.Service<DigestShelf>();
        foreach (var ((language, cadence, joined), reader) in readers)
        {
            var told = new List<(string Language, int Version, bool IsBack)>();
            foreach (var row in (await room.MailsAsync(reader)).Where(row => row is { State: MailState.Sent, CarriedBy: null }).OrderBy(row => row.SettledAt))
            {
                var one = (await shelf.FindAsync(row.Digest!, CancellationToken.None))!.ToldOf(original.Id())!;
                told.Add((one.Language, one.Version, one.Retraction is not null));
            }

            (string, int, bool)[] expected = joined == 2 || language == "es"
                ? []
                : [(language, 1, false), (language, 2, false), (language, 3, false), (language, third["version"]!.GetValue<int>() + 1, true)];
            Assert.True(expected.SequenceEqual(told), $"{language} {cadence} joined at {joined}: {string.Join(", ", told)}");
        }

        Assert.Equal(4 * 2 * 3, server.Mails.Count);
        Assert.NotNull(french);
    }

    [Fact]
    public async Task A_correction_is_carried_by_the_next_mail_or_goes_at_once_where_the_desk_says_so()
    {
        using var data = new TemporaryFolder();
        await using var server = SmtpServer.Start();
        await using var room = await MailRoom.StartAsync(data.Path, server.Uri);
        await room.SubscribeAsync("daily@example.org", Cadence.Daily);
        var first = await room.PublishAsync("The ferry is back");
        await room.DueAsync();
        var second = await room.CorrectAsync(first, "The ferry is not back", "It sank.");
        await room.QuietAsync();
        Assert.Single(server.Mails);

        await room.PublishAsync("The lighthouse is lit");
        await room.QuietAsync();
        await room.TurnAsync(TimeSpan.FromDays(1));
        await Eventually.HoldsAsync(() => Task.FromResult(server.Mails.Count == 2));
        var mail = server.Mails.Last();
        Assert.Equal("Correction: The ferry is not back, and 1 more", mail.Header("Subject"));
        Assert.Contains("It sank.", mail.Content, StringComparison.Ordinal);
        Assert.Contains("The lighthouse is lit", mail.Content, StringComparison.Ordinal);

        await room.CorrectAsync(second, "The ferry is halfway back", "It floats.", "correction", ("urgent", true));
        await Eventually.HoldsAsync(() => Task.FromResult(server.Mails.Count == 3));
        Assert.Equal("Correction: The ferry is halfway back", server.Mails.Last().Header("Subject"));
        Assert.Equal(mail.Header("Message-ID"), server.Mails.Last().Header("In-Reply-To"));
        Assert.Equal("<corrections.lake.example>", server.Mails.Last().Header("List-Id"));
    }

    [Fact]
    public async Task A_withdrawal_goes_at_once_even_to_who_has_paused_and_never_to_who_left()
    {
        using var data = new TemporaryFolder();
        await using var server = SmtpServer.Start();
        await using var room = await MailRoom.StartAsync(data.Path, server.Uri);
        var paused = await room.SubscribeAsync("paused@example.org", Cadence.Weekly);
        var left = await room.SubscribeAsync("left@example.org");
        await room.SubscribeAsync("other@example.org", Cadence.Daily, "fr");
        var release = await room.PublishAsync("The ferry is back");
        await room.DueAsync();
        Assert.Equal(2, server.Mails.Count);
        server.Forget();
        await room.Service<SubscriptionActions>().PauseAsync(paused.Id, CancellationToken.None);
        await room.Service<Departures>().LeaveAsync(left.Id, SuppressionReason.Unsubscribed, CancellationToken.None);

        await room.RetractAsync(release, "kill");
        await room.QuietAsync();
        var mail = Assert.Single(server.Mails);
        Assert.Equal("paused@example.org", mail.Recipients[0]);
        Assert.Equal("Do not use a release that we sent you", mail.Header("Subject"));
        Assert.DoesNotContain("ferry", mail.Content.Replace("The ferry crossed", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);

        Assert.Contains("Reason given: Taken back.", mail.Content, StringComparison.Ordinal);
        Assert.Contains("because we sent you this release.", mail.Content.Replace("=\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("\r\n" + Composition.Words.Wording.Of("en").Date(DateTimeOffset.UtcNow), mail.Content, StringComparison.Ordinal);

        var deliveries = (await room.SendAsync(HttpMethod.Get, $"/api/deliveries?release={release.Id()}"))["items"]!.AsArray();
        Assert.Contains(deliveries, one => one!["event"]!.GetValue<string>() == "withdrawal" && one["state"]!.GetValue<string>() == "suppressed" && one["count"]!.GetValue<long>() == 1);
        Assert.Contains(deliveries, one => one!["event"]!.GetValue<string>() == "withdrawal" && one["state"]!.GetValue<string>() == "sent" && one["count"]!.GetValue<long>() == 1);
        Assert.Contains(deliveries, one => one!["event"]!.GetValue<string>() == "digest" && one["version"]!.GetValue<int>() == 1 && one["count"]!.GetValue<long>() == 2);
    }

    /// <summary>Whoever has a translation is told that it was wrong, even where the version that it renders came silently.</summary>
    [Fact]
    public async Task A_correction_of_a_translation_of_a_silent_version_is_told()
    {
        using var data = new TemporaryFolder();
        await using var server = SmtpServer.Start();
        await using var room = await MailRoom.StartAsync(data.Path, server.Uri);
        await room.SubscribeAsync("lecteur@example.org", Cadence.Immediate, "fr");
        var release = await room.PublishAsync("The ferry is back");
        await room.PublishAsync("Le bac est de retour", "fr", ("translationOf", release.Id()));
        await room.QuietAsync();
        await room.CorrectAsync(release, "The ferry is back!", "A mark.", "minor", ("notify", false));
        await room.ReviseAsync(release, "Le bac est de retour !", "fr", "minor");
        await room.QuietAsync();
        Assert.Single(server.Mails);

        await room.ReviseAsync(release, "Le bac est loin", "fr", "correction");
        await room.QuietAsync();
        Assert.Equal("Rectificatif : Le bac est loin", server.Mails.Last().Header("Subject"));
        Assert.Equal(2, server.Mails.Count);

        // An archive is news to nobody, nor is what was wrong with its translation.
        var archive = await room.PublishAsync("Of old", "en", ("notify", false));
        await room.PublishAsync("Du passé", "fr", ("translationOf", archive.Id()));
        await room.ReviseAsync(archive, "Du passé lointain", "fr", "correction");
        await room.QuietAsync();
        Assert.Equal(2, server.Mails.Count);
    }

    /// <summary>In the middle of a run: whoever has the old version is told of the new one, and once the change is acknowledged nobody gets the old one.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task In_the_middle_of_a_run_nobody_is_sent_the_old_version_after_the_acknowledgement(bool isWithdrawn)
    {
        var count = Scale.Mails;
        using var data = new TemporaryFolder();
        await using var server = SmtpServer.Start();
        server.KeepsContent = false;
        await using var room = await MailRoom.StartAsync(data.Path, server.Uri);
        await room.SubscribeAsync([.. Enumerable.Range(0, count).Select(number => $"reader{number}@example.org")], new Preferences { Languages = ["en"], Cadence = Cadence.Immediate });
        var release = await room.PublishAsync("Version one");
        await Eventually.HoldsAsync(() => Task.FromResult(server.Mails.Count > count / 4));
        _ = isWithdrawn ? await room.RetractAsync(release) : await room.CorrectAsync(release, "Version two");
        var acknowledgedAt = DateTimeOffset.UtcNow;
        await room.QuietAsync();
        await Eventually.HoldsAsync(() => IsNothingToGoAsync(room.Service<MailStore>()));

        bool IsOld(ReceivedMail mail) => mail.Header("Subject") == "Version one";
        var late = server.Mails.Where(mail => IsOld(mail) && mail.At > acknowledgedAt).ToList();
        Assert.True(late.Count == 0, $"{late.Count} old ones after the acknowledgement, the last {late.LastOrDefault()?.At - acknowledgedAt}.");
        var told = server.Mails.GroupBy(mail => mail.Recipients[0]).ToDictionary(group => group.Key, group => string.Join(", ", group.Select(mail => mail.Header("Subject"))));

        // The change alone, where a lease ran out on a slow machine: the old version may have gone.
        string[] allowed = isWithdrawn ? ["Version one, Withdrawn: Version one", "Withdrawn: Version one"] : ["Version one, Correction: Version two", "Version two", "Correction: Version two"];
        Assert.Empty(told.Values.Except(allowed));
        Assert.InRange(told.Values.Count(words => words == allowed[0]), count / 4, count - 1);
        Assert.True(isWithdrawn || told.Count == count, $"{told.Count} of {count}");
    }

    /// <summary>Neither now nor later: a change that waits for the mail before it is put off.</summary>
    private static async Task<bool> IsNothingToGoAsync(MailStore mails)
    {
        await foreach (var _ in mails.DueAfterAsync(0, CancellationToken.None))
        {
            return false;
        }

        return true;
    }
}
