using Syndication.Digest.Composition;
using Syndication.Digest.Inbound;
using Syndication.Digest.Runs;
using Syndication.Digest.Subscriptions;
using Syndication.Hosting.Projection;
using Syndication.Hosting.Sending;
using Syndication.Mail;
using Syndication.Mail.Mime;

namespace Syndication.Digest.Sending;

/// <summary>Decides, for one mail, whether it goes and what it says. All that may forbid it is asked at the very end.</summary>
internal sealed class MailPreparation(
    [FromKeyedServices(DigestModule.ServiceName)] ReleaseProjection projection,
    SubscriptionStore subscriptions,
    MailStore mails,
    DigestShelf digests,
    ToldLedger ledger,
    MailTemplates templates,
    MailPages pages,
    LinkTokens links,
    Verp verp,
    OpenWindows windows,
    HoldWatcher holds,
    MailIdentity identity,
    TimeProvider time)
{
    /// <summary>How long a mail behind another to the same reader waits before it is looked at again.</summary>
    private static TimeSpan BehindAnother => TimeSpan.FromMilliseconds(Random.Shared.Next(500, 1_500));

    /// <summary>How long a mail that somebody has stopped waits before it is looked at again.</summary>
    public static readonly TimeSpan OnHold = TimeSpan.FromSeconds(10);

    /// <summary>Who a claimed mail goes to.</summary>
    public async Task<(PreparedMail? Mail, Withheld? Withheld)> PrepareAsync(MailRow row, CancellationToken cancellationToken)
    {
        var subscription = await subscriptions.FindAsync(row.Subscriber, cancellationToken);
        if (await ReasonAsync(row, subscription, cancellationToken) is { } withheld)
        {
            return (null, withheld);
        }

        var address = row.Kind == MailKind.Letter && subscription!.NewAddress is { } given ? given : subscription!.Address;
        if (EmailAddress.Parse(address) is not { } to)
        {
            return (null, Settled(row, MailState.Failed, "The address can't be written to."));
        }

        // Looked at now as well where it has not been for a while, so that a server is seldom told of a mail that does not come.
        var window = await windows.CurrentAsync(cancellationToken);
        var (_, _, overtaken) = row.Kind == MailKind.Letter || (row.Change is null && templates.Find(row.Digest!, window) is not null) ? default : await ComposeAsync(row, window, cancellationToken);
        return overtaken is not null
            ? (null, overtaken)
            : (new PreparedMail(row, subscription, to, new MailEnvelope(row.Id, verp.Write(row.Id) ?? identity.From.Address, [to], !to.IsAscii)), null);
    }

    private Task<(MailTemplate? Template, MailRow Row, Withheld? Withheld)> ComposeAsync(MailRow row, SendingWindow window, CancellationToken cancellationToken) =>
        row.Change is { } change ? ChangeAsync(row, change, window, cancellationToken) : DigestAsync(row, window, cancellationToken);

    /// <summary>
    /// What a mail says, asked when the server waits for it. What it is made from is durable before: after this, its reader may
    /// have it.
    /// </summary>
    /// <exception cref="HttpRequestException">Ingestion does not say how far the log is: nothing may be sent.</exception>
    public async Task<(ReadOnlyMemory<byte>? Content, MailRow Row, Withheld? Withheld)> WriteAsync(PreparedMail mail, CancellationToken cancellationToken)
    {
        var row = mail.Row;
        var window = await windows.CurrentAsync(cancellationToken);
        var subscription = await subscriptions.FindAsync(row.Subscriber, cancellationToken);
        if (subscription?.Stamp != mail.Subscription.Stamp
            && (await ReasonAsync(row, subscription, cancellationToken) ?? (IsSameAddress(mail, subscription!) ? null : Released(row))) is { } changed)
        {
            return (null, row, changed);
        }

        if (HoldOf(row, row.Digest is { } digest ? await digests.FindAsync(digest, cancellationToken) : null) is { } held)
        {
            return (null, row, held);
        }

        if (row.Kind == MailKind.Letter)
        {
            return (templates.Letter(subscription!).Write(CopyOf(mail, subscription!, row)).Content, row, null);
        }

        var (template, written, withheld) = await ComposeAsync(row, window, cancellationToken);
        if (withheld is not null)
        {
            return (null, row, withheld);
        }

        // Durable before it goes, where it is other than planned; and still within the window.
        if ((!ReferenceEquals(written, row) && !await mails.SaveAsync(written, cancellationToken)) || !window.IsOpen(time))
        {
            return (null, written, Released(written));
        }

        return (template!.Write(CopyOf(mail, subscription!, written)).Content, written, null);
    }

    private MailCopy CopyOf(PreparedMail mail, Subscription subscription, MailRow row)
    {
        var preferences = links.Write(LinkPurpose.Preferences, subscription.Id);
        if (row.Kind == MailKind.Letter)
        {
            var confirm = links.Write(subscription.NewAddress is null ? LinkPurpose.Confirm : LinkPurpose.Address, subscription.Id, subscription.Asked);
            return new MailCopy { Id = row.Message, To = new Mailbox(mail.To), Date = time.GetUtcNow(), Sender = mail.Envelope.Sender, Slots = [preferences, confirm] };
        }

        var leave = links.Write(LinkPurpose.Unsubscribe, subscription.Id);
        return new MailCopy
        {
            Id = row.Message,
            To = new Mailbox(mail.To),
            Date = time.GetUtcNow(),
            Sender = mail.Envelope.Sender,
            Slots = [preferences, leave],
            Headers =
            [
                KeyValuePair.Create("List-Unsubscribe", $"<{pages.LinkBase}{leave}>"),
                KeyValuePair.Create("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
                .. row.Change is { } change ? new[]
                {
                    KeyValuePair.Create("In-Reply-To", MailTemplate.MessageIdOf(change.AnswerTo, identity.From)),
                    KeyValuePair.Create("References", MailTemplate.MessageIdOf(change.AnswerTo, identity.From)),
                } : [],
            ],
        };
    }

    /// <summary>News, and the changes that waited for them.</summary>
    private async Task<(MailTemplate? Template, MailRow Row, Withheld? Withheld)> DigestAsync(MailRow row, SendingWindow window, CancellationToken cancellationToken)
    {
        var waiting = await WaitingAsync(row, cancellationToken);
        if (waiting.Count == 0 && row.Carries.Count == 0 && templates.Find(row.Digest!, window) is { } rendered)
        {
            return (rendered, row, null);
        }

        var planned = (await digests.FindAsync(row.Digest!, cancellationToken))!;
        var had = new List<(string, Told)>();
        foreach (var change in waiting)
        {
            if (await ledger.HadAsync(row, change.Change!.Release, isSent: false, cancellationToken) is { } known)
            {
                had.Add((change.Change.Release, known.Told));
            }
        }

        // What its reader may have taken already is no news: if it has changed since, that is a correction, or a withdrawal, and
        // stays one until it has gone.
        foreach (var (release, told) in row.IsInDoubt ? planned.Items.Select(item => (item.Release, item.Told)).Concat(planned.Changes.Select(change => (change.Release, change.Had))) : [])
        {
            var known = await ledger.HadAsync(row, release, isSent: true, cancellationToken);
            had.Add((release, known is null ? told : Told.Later(told, known.Told)));
        }

        // Other changes that an attempt before this one had put in are among those that wait.
        var rows = await RowsAsync(planned.Releases.Concat(waiting.Select(change => change.Change!.Release)), cancellationToken);
        var current = DigestRefresh.Apply(planned with { Changes = [] }, rows, had);
        if (HoldOf(row, current) is { } held)
        {
            return (null, row, held);
        }

        foreach (var change in waiting.Where(change => !current.Releases.Contains(change.Change!.Release)))
        {
            await mails.ChangeAsync(change, Settled(change, MailState.Suppressed, WhyNot.ToldAlready).Row, cancellationToken);
        }

        if (current.IsEmpty)
        {
            return (null, row, Settled(row, MailState.Suppressed, WhyNot.NothingLeft));
        }

        await digests.SaveAsync(current, cancellationToken);
        var carries = waiting.Where(change => current.Changes.Any(told => told.Release == change.Change!.Release)).Select(change => change.Id).ToList();
        var written = current.Id == row.Digest && carries.SequenceEqual(row.Carries) ? row : row.Saying(current.Id) with { Carries = carries };
        return (templates.Keep(current, rows, window), written, null);
    }

    /// <summary>The changes that wait for the reader's next mail, but for those that an earlier one carried.</summary>
    private async Task<IReadOnlyList<MailRow>> WaitingAsync(MailRow row, CancellationToken cancellationToken)
    {
        List<MailRow>? waiting = null;
        await foreach (var change in mails.WaitingAsync(row.Subscriber, cancellationToken))
        {
            if (await mails.CarrierOfAsync(change, cancellationToken) is { } carrier)
            {
                await mails.ChangeAsync(change, Carried(change, carrier), cancellationToken);
            }
            else
            {
                (waiting ??= []).Add(change);
            }
        }

        return waiting ?? (IReadOnlyList<MailRow>)[];
    }

    /// <summary>A correction or a withdrawal by itself.</summary>
    private async Task<(MailTemplate? Template, MailRow Row, Withheld? Withheld)> ChangeAsync(MailRow row, PlannedChange change, SendingWindow window, CancellationToken cancellationToken)
    {
        // What the reader has is what the last mail said: one that is on its way is waited for. One that was not taken after
        // all will bring the new version by itself.
        await foreach (var other in mails.UnsettledAsync(row.Subscriber, cancellationToken))
        {
            if (other.Id != row.Id && other.IsOnItsWay && other.Kind != MailKind.Letter)
            {
                return (null, row, PutOff(row, BehindAnother, row.Result));
            }
        }

        if (await ledger.HadAsync(row, change.Release, isSent: false, cancellationToken) is not { } had)
        {
            return (null, row, Settled(row, MailState.Suppressed, WhyNot.NothingLeft));
        }

        var rows = await RowsAsync([change.Release], cancellationToken);
        var planned = (await digests.FindAsync(row.Digest!, cancellationToken))!;
        var current = DigestRefresh.Apply(DigestDocument.Of(planned.Language, [], 0, []), rows, [(change.Release, had.Told)]);
        if (current.IsEmpty)
        {
            return (null, row, Settled(row, MailState.Suppressed, WhyNot.ToldAlready));
        }

        if (HoldOf(row, current) is { } held)
        {
            return (null, row, held);
        }

        await digests.SaveAsync(current, cancellationToken);
        var isAsPlanned = current.Id == row.Digest && change.AnswerTo == had.Row;
        return (templates.Keep(current, rows, window), isAsPlanned ? row : row.Saying(current.Id) with { Change = change with { AnswerTo = had.Row } }, null);
    }

    private async Task<IReadOnlyDictionary<string, ProjectedRelease>> RowsAsync(IEnumerable<string> releases, CancellationToken cancellationToken) =>
        (await projection.Rows.GetManyAsync([.. releases.Distinct()], cancellationToken)).ToDictionary(row => row.Id);

    /// <summary>Why a mail does not go to whom it was planned for.</summary>
    private async Task<Withheld?> ReasonAsync(MailRow row, Subscription? subscription, CancellationToken cancellationToken) => (row, subscription) switch
    {
        (_, null) => Settled(row, MailState.Suppressed, WhyNot.Left),
        ({ Kind: MailKind.Letter }, _) => row.Run == LetterRun(subscription) && (subscription.Wanted is not null || subscription.NewAddress is not null)
            ? null
            : Settled(row, MailState.Suppressed, WhyNot.NothingLeft),
        (_, { IsWrittenTo: false }) => Settled(row, MailState.Suppressed, WhyNot.Left),
        ({ IsUrgent: false, Change: not null }, { IsPaused: true }) => new Withheld(row with { LeasedUntil = 0, LeasedBy = null, DueAt = MailStore.Never, Waits = row.Subscriber }),
        ({ IsUrgent: false }, { IsPaused: true }) => Settled(row, MailState.Suppressed, WhyNot.Paused),
        _ => HoldOf(row, await digests.FindAsync(row.Digest!, cancellationToken)),
    };

    private Withheld? HoldOf(MailRow row, DigestDocument? digest) =>
        holds.IsHeld(OutgoingChannels.Mail) || digest?.Releases.Any(release => holds.IsHeld(OutgoingChannels.Mail, Guid.Parse(release))) == true
            ? Released(row with { Result = WhyNot.OnHold, DueAt = (time.GetUtcNow() + OnHold).ToUnixTimeMilliseconds() })
            : null;

    private static bool IsSameAddress(PreparedMail mail, Subscription subscription) =>
        mail.Row.Kind == MailKind.Letter ? subscription.NewAddress == mail.Subscription.NewAddress && subscription.Address == mail.Subscription.Address
        : subscription.Address == mail.Subscription.Address;

    /// <summary>The run of what a subscription asked for last.</summary>
    public static string LetterRun(Subscription subscription) => $"letter:{subscription.Asked}";

    private Withheld Settled(MailRow row, MailState state, string result) =>
        new(row with { State = state, Result = result, SettledAt = time.GetUtcNow().ToUnixTimeMilliseconds(), DueAt = MailStore.Never, Waits = null, LeasedUntil = 0, LeasedBy = null });

    private Withheld PutOff(MailRow row, TimeSpan pause, string? result) => Aside(row with { Result = result }, time.GetUtcNow() + pause);

    /// <summary>Nobody claims it until then; it stays as urgent as it is, and counts as due.</summary>
    public static Withheld Aside(MailRow row, DateTimeOffset until) => new(row with { LeasedUntil = until.ToUnixTimeMilliseconds(), LeasedBy = null });

    /// <summary>Due as before, for whoever claims it next.</summary>
    public static Withheld Released(MailRow row) => new(row with { LeasedUntil = 0, LeasedBy = null });

    /// <summary>A change that went with a digest.</summary>
    public static MailRow Carried(MailRow change, MailRow carrier) =>
        change with { State = MailState.Sent, SettledAt = carrier.SettledAt, TriedAt = carrier.SettledAt, DueAt = MailStore.Never, Waits = null, CarriedBy = carrier.Id, Result = "With a digest." };
}
