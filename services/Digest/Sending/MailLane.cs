using System.Text.Json;
using System.Threading.Channels;
using Syndication.Mail;
using Syndication.Storage;

namespace Syndication.Digest.Sending;

/// <summary>
/// One connection. It announces the next mail with the end of the one before and hands over no content before it is written
/// down what became of that, so that of all that may be doubled by a sudden death one mail is on a connection.
/// </summary>
internal sealed class MailLane(
    ChannelReader<MailRow> claimed,
    IMailTransport transport,
    MailStore mails,
    MailPreparation preparation,
    MailSettling settling,
    Relay relay,
    Action<MailRow> done,
    Action<Exception> failed,
    TimeProvider time,
    CancellationToken stopping)
{
    /// <summary>How long a connection is kept that has nothing to carry.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan AfterFault = TimeSpan.FromMilliseconds(500);

    /// <summary>The next mails, in order. The server may know of the first.</summary>
    private readonly Queue<MailInHand> _ready = new();

    private IMailSession? _session;

    public async Task RunAsync()
    {
        while (_ready.Count > 0 || await IsThereMoreAsync())
        {
            if ((_ready.TryDequeue(out var ready) ? ready : await TakeAsync()) is not { } current)
            {
                continue;
            }

            try
            {
                if (!stopping.IsCancellationRequested && relay.Rest == TimeSpan.Zero)
                {
                    await SendAsync(current);
                    continue;
                }

                // The server may wait for this very mail: it does not get it.
                await EndAsync(current, settling.WithholdAsync(MailPreparation.Released(current.Row)));
                await CloseAsync();
            }
            catch (Exception exception)
            {
                await CloseAsync();
                await FaultAsync(current.Row, exception, mayBeTaken: true);
                await Task.Delay(AfterFault, time, CancellationToken.None);
            }
        }

        await CloseAsync();
    }

    private async Task SendAsync(MailInHand current)
    {
        try
        {
            if (_session is null)
            {
                _session = await transport.OpenAsync(stopping);
            }
        }
        catch (Exception exception) when (exception is MailTransportException or OperationCanceledException)
        {
            if (exception is MailTransportException)
            {
                relay.Fails(exception.Message);
            }

            await EndAsync(current, settling.WithholdAsync(MailPreparation.Released(current.Row)));
            return;
        }

        await TakeAheadAsync(1);
        try
        {
            var next = _ready.TryPeek(out var ready) ? ready.Mail.Envelope : null;
            var results = await current.DuringAsync(_session.SendAsync(current.Mail.Envelope, current.WriteAsync, next, CancellationToken.None));
            await EndAsync(current, results is [var result, ..] ? settling.AnsweredAsync(current.Row, result) : settling.WithholdAsync(current.Withheld!));
        }
        catch (MailTransportException exception)
        {
            relay.Fails(exception.Message);
            await EndAsync(current, settling.LostAsync(current.Row, exception));
        }

        if (!_session.IsOpen)
        {
            await CloseAsync();
        }
    }

    /// <summary>Takes mails until so many are ready, or none is there now.</summary>
    private async Task TakeAheadAsync(int count)
    {
        while (_ready.Count < count && !stopping.IsCancellationRequested && await TakeAsync() is { } mail)
        {
            _ready.Enqueue(mail);
        }
    }

    /// <summary>The next mail that may go; null where none is there now.</summary>
    private async Task<MailInHand?> TakeAsync()
    {
        while (claimed.TryRead(out var row))
        {
            try
            {
                if (relay.Rest > TimeSpan.Zero)
                {
                    await settling.WithholdAsync(MailPreparation.Released(row));
                }
                else if (await MailInHand.HoldAsync(row, mails, CancellationToken.None) is { } held)
                {
                    var (mail, withheld) = await preparation.PrepareAsync(held, CancellationToken.None);
                    if (mail is not null)
                    {
                        return new MailInHand(mail, mails, preparation);
                    }

                    await settling.WithholdAsync(withheld!);
                }
            }
            catch (Exception exception)
            {
                await FaultAsync(row, exception, mayBeTaken: false);
                continue;
            }

            done(row);
        }

        return null;
    }

    /// <summary>
    /// Where the store or Ingestion does not answer now, the mail's lease runs out and it is taken up again. Anything else is the
    /// mail's own: it is put off, so that it does not come back at once, and keeps nobody else.
    /// </summary>
    private async Task FaultAsync(MailRow row, Exception exception, bool mayBeTaken)
    {
        failed(exception);
        try
        {
            if (exception is not (StoreException or HttpRequestException or JsonException or TimeoutException))
            {
                await settling.BrokenAsync(row, mayBeTaken);
            }
        }
        catch (StoreException alsoFailed)
        {
            failed(alsoFailed);
        }

        done(row);
    }

    /// <summary>Waits for a claimed mail; false once there will be none. A connection with nothing to carry is closed meanwhile.</summary>
    private async Task<bool> IsThereMoreAsync()
    {
        var more = claimed.WaitToReadAsync(CancellationToken.None).AsTask();
        if (_session is not null && await Task.WhenAny(more, Task.Delay(Idle, time, CancellationToken.None)) != more)
        {
            await CloseAsync();
        }

        return await more;
    }

    /// <summary>Looks for what comes after the next mail while it is written down what became of this one.</summary>
    private async Task EndAsync(MailInHand mail, Task settle)
    {
        await TakeAheadAsync(2);
        await settle;
        done(mail.Row);
        mail.Dispose();
    }

    private async Task CloseAsync()
    {
        if (_session is { } session)
        {
            _session = null;
            try
            {
                await session.DisposeAsync();
            }
            catch (Exception exception)
            {
                // It is over either way; the lane goes on with another.
                failed(exception);
            }
        }
    }
}
