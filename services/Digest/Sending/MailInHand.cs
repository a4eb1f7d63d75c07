using Syndication.Storage;

namespace Syndication.Digest.Sending;

/// <summary>A mail that is being sent. Its lease is renewed for as long as that takes, so that nobody else takes it up.</summary>
internal sealed class MailInHand(PreparedMail mail, MailStore mails, MailPreparation preparation) : IDisposable
{
    /// <summary>How long a mail that was claimed stays so if its process dies.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Renewal = Lease / 3;

    private readonly SemaphoreSlim _gate = new(1);

    /// <summary>As it was written last.</summary>
    public MailRow Row { get; private set; } = mail.Row;

    public PreparedMail Mail => mail;

    /// <summary>Why its content was not handed over; null where it was, or was not asked for.</summary>
    public Withheld? Withheld { get; private set; }

    /// <summary>A claimed row whose lease has still some time; null where somebody else has it.</summary>
    public static async Task<MailRow?> HoldAsync(MailRow row, MailStore mails, CancellationToken cancellationToken)
    {
        var now = await mails.NowAsync(cancellationToken);
        if (row.LeasedUntil - now > Lease.TotalMilliseconds / 2)
        {
            return row;
        }

        var renewed = row with { LeasedUntil = now + (long)Lease.TotalMilliseconds };
        return await mails.SaveAsync(renewed, cancellationToken) ? renewed : null;
    }

    /// <summary>Says what it holds: now the server waits for it.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> WriteAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            // It may have waited long behind the mail before it, and be somebody else's by now.
            if (await HoldAsync(Row, mails, cancellationToken) is not { } held)
            {
                Withheld = MailPreparation.Released(Row);
                return null;
            }

            var (content, row, withheld) = await preparation.WriteAsync(mail with { Row = held }, cancellationToken);
            (Row, Withheld) = (row, withheld);
            return content;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Keeps the lease until something has come of it.</summary>
    public async Task<T> DuringAsync<T>(Task<T> sending)
    {
        while (true)
        {
            try
            {
                return await sending.WaitAsync(Renewal);
            }
            catch (TimeoutException) when (!sending.IsCompleted)
            {
                // Its lease is renewed, and it is waited for again.
            }

            await _gate.WaitAsync();
            try
            {
                var renewed = Row with { LeasedUntil = await mails.NowAsync(CancellationToken.None) + (long)Lease.TotalMilliseconds };
                Row = await mails.SaveAsync(renewed, CancellationToken.None) ? renewed : Row;
            }
            catch (StoreException)
            {
                // What is on its way can't be called back: it is renewed at the next turn, or its outcome counts all the same.
            }
            finally
            {
                _gate.Release();
            }
        }
    }

    public void Dispose() => _gate.Dispose();
}
