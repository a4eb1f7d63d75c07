using Syndication.Digest.Composition;
using Syndication.Digest.Runs;
using Syndication.Digest.Sending;

namespace Syndication.Digest.Tests.Running;

public sealed class LedgerTests
{
    [Fact]
    public async Task Of_mails_that_tell_of_the_same_version_the_later_counts()
    {
        using var data = new TemporaryFolder();
        await using var room = await MailRoom.StartAsync(data.Path, "");
        var release = Guid.NewGuid().ToString();
        var (stands, withdrawn) = (new Told("fr", 2, 1), new Told("fr", 2, 1, IsTranslationWithdrawn: true));
        var ledger = room.Service<ToldLedger>();
        foreach (var (told, to) in new[] { (withdrawn, 10L), (stands, 11L), (withdrawn, 12L), (stands, 13L) })
        {
            await TellAsync(room, release, told, to);

            Assert.Equal(told, (await ledger.RecipientsAsync(release, "fr", CancellationToken.None))["reader"].Told);
            Assert.Equal(told, (await ledger.HadAsync(Row("another", 20), release, isSent: true, CancellationToken.None))!.Told);
        }
    }

    private static async Task TellAsync(MailRoom room, string release, Told told, long to)
    {
        var had = told with { IsTranslationWithdrawn = !told.IsTranslationWithdrawn };
        var document = DigestDocument.Of("fr", [], 0, [new DigestChange(release, told.IsTranslationWithdrawn ? ChangeKind.Withdrawal : ChangeKind.Reinstatement, had, told)]);
        await room.Service<DigestShelf>().SaveAsync(document, CancellationToken.None);
        await room.Service<MailStore>().PlanAsync([Row($"run:{to}", to) with { Digest = document.Id }], CancellationToken.None);
    }

    private static MailRow Row(string run, long to) => new()
    {
        Id = MailRow.IdOf(run, "reader"),
        Run = run,
        Subscriber = "reader",
        Kind = MailKind.Correction,
        State = MailState.Sent,
        SettledAt = 1,
        DueAt = MailStore.Never,
        To = to,
    };
}
