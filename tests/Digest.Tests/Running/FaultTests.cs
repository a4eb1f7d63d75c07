using System.Net;
using System.Text.Json.Nodes;
using Syndication.Digest.Sending;
using Syndication.Digest.Subscriptions;
using Syndication.Testing.Mail;

namespace Syndication.Digest.Tests.Running;

/// <summary>What dies, breaks or is stopped in the middle costs nobody else anything, and nobody the truth.</summary>
public sealed class FaultTests : IAsyncLifetime
{
    private readonly TemporaryFolder _data = new();
    private readonly SmtpServer _server = SmtpServer.Start();
    private MailRoom _room = null!;

    public async ValueTask InitializeAsync() => _room = await MailRoom.StartAsync(_data.Path, _server.Uri);

    public async ValueTask DisposeAsync()
    {
        await _room.DisposeAsync();
        await _server.DisposeAsync();
        _data.Dispose();
    }

    [Theory]
    [InlineData(true, "Withdrawn: Version one")]
    [InlineData(false, "Correction: Version two")]
    public async Task What_a_process_that_died_may_have_sent_is_corrected_and_taken_back(bool isWithdrawn, string subject)
    {
        var reader = await _room.SubscribeAsync("reader@example.org");
        var hold = await HoldAsync(new JsonObject { ["channel"] = "mail" });
        var release = await _room.PublishAsync("Version one");
        await Eventually.HoldsAsync(async () => (await _room.MailsAsync(reader)).Count == 1);

        // Another process has it, and nobody ever hears what it did.
        var mails = _room.Service<MailStore>();
        var claimed = Assert.Single(await mails.ClaimAsync(10, TimeSpan.FromMilliseconds(100), CancellationToken.None));
        Assert.False(claimed.IsInDoubt);
        _ = isWithdrawn ? await _room.RetractAsync(release) : await _room.CorrectAsync(release, "Version two");
        await LiftAsync(hold);
        await _room.QuietAsync();
        await Eventually.HoldsAsync(async () => (await _room.MailsAsync(reader)).All(row => row.IsSettled));

        var mail = Assert.Single(_server.Mails);
        Assert.Equal(subject, mail.Header("Subject"));

        // A mailbox that has one of this Message-ID already would hide another.
        Assert.DoesNotContain(claimed.Id, mail.Header("Message-ID"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "Withdrawn: Version one")]
    [InlineData(false, "Correction: Version two")]
    public async Task What_is_lost_in_its_turn_is_told_again(bool isWithdrawn, string subject)
    {
        var reader = await _room.SubscribeAsync("reader@example.org");
        var hold = await HoldAsync(new JsonObject { ["channel"] = "mail" });
        var release = await _room.PublishAsync("Version one");
        await Eventually.HoldsAsync(async () => (await _room.MailsAsync(reader)).Count == 1);
        Assert.Single(await _room.Service<MailStore>().ClaimAsync(10, TimeSpan.FromMilliseconds(100), CancellationToken.None));
        _ = isWithdrawn ? await _room.RetractAsync(release) : await _room.CorrectAsync(release, "Version two");

        // The mail that corrects it goes in full, and the connection breaks before an answer comes.
        var lost = 0;
        _server.Answer = command => command == "." && Interlocked.Increment(ref lost) == 1 ? "drop before" : null;
        await LiftAsync(hold);
        await Eventually.HoldsAsync(() => Task.FromResult(_server.Mails.Count > 0));
        await Eventually.HoldsAsync(async () => (await _room.MailsAsync(reader)).All(row => row.IsSettled));

        Assert.True(lost > 1);
        Assert.Equal(subject, Assert.Single(_server.Mails).Header("Subject"));
    }

    [Fact]
    public async Task Mails_that_can_t_be_made_keep_no_connection_from_the_others()
    {
        var readers = await SubscribeAsync(30);
        await _room.Service<MailStore>().PlanAsync(
            [
                .. readers.Select(reader => new MailRow
                {
                    Id = MailRow.IdOf("daily:2026-01-01", reader.Id),
                    Run = "daily:2026-01-01",
                    Subscriber = reader.Id,
                    Kind = MailKind.Digest,
                    Digest = "there is none",
                    DueAt = MailStore.AtOnce,
                }),
            ],
            CancellationToken.None);
        await _room.PublishAsync("The ferry is back");
        await Eventually.HoldsAsync(() => Task.FromResult(_server.Mails.Count == readers.Count));
        var broken = (await _room.MailsAsync(readers[0])).Single(row => row.Run == "daily:2026-01-01");
        Assert.Equal((MailState.Deferred, 1), (broken.State, broken.Failures));
    }

    [Fact]
    public async Task A_hold_on_one_release_keeps_no_other_from_going()
    {
        var readers = await SubscribeAsync(200);
        var all = await HoldAsync(new JsonObject { ["channel"] = "mail" });
        var held = await _room.PublishAsync("Stopped");
        var one = await HoldAsync(new JsonObject { ["release"] = held.Id() });
        await LiftAsync(all);
        await _room.PublishAsync("Going");
        await Eventually.HoldsAsync(() => Task.FromResult(_server.Mails.Count == readers.Count));
        Assert.All(_server.Mails, mail => Assert.Equal("Going", mail.Header("Subject")));
        Assert.True(await _room.Service<MailStore>().CountDueAsync(CancellationToken.None) >= readers.Count, "What is on hold is to go.");

        await LiftAsync(one);
        await Eventually.HoldsAsync(() => Task.FromResult(_server.Mails.Count == 2 * readers.Count));
    }

    private Task<IReadOnlyList<Subscription>> SubscribeAsync(int count) =>
        _room.SubscribeAsync([.. Enumerable.Range(0, count).Select(number => $"reader{number}@example.org")], new Preferences { Languages = ["en"], Cadence = Cadence.Immediate });

    private async Task<string> HoldAsync(JsonObject what)
    {
        what["reason"] = "Wait.";
        var hold = await _room.SendAsync(HttpMethod.Post, "/api/hold", what);
        var watcher = _room.Service<Hosting.Sending.HoldWatcher>();
        await Eventually.HoldsAsync(
            () => Task.FromResult(watcher.HasAnswer && (what["release"] is { } release ? watcher.IsHeld("mail", Guid.Parse(release.GetValue<string>())) : watcher.IsHeld("mail"))));
        return hold.Id();
    }

    private Task<JsonObject> LiftAsync(string hold) => _room.SendAsync(HttpMethod.Delete, $"/api/hold/{hold}", expected: HttpStatusCode.NoContent);
}
