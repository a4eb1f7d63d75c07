using System.Globalization;

namespace Syndication.Mail.Smtp;

/// <summary>
/// Mails over one connection. Where the server knows PIPELINING (RFC 2920), an envelope is one write, and that of the next
/// mail goes with the end of the one before.
/// </summary>
internal sealed class SmtpSession : IMailSession
{
    /// <summary>RFC 5321, 4.5.3.2.6: the server may do all its work before it takes a mail over.</summary>
    private const int PatienceForContent = 10;

    /// <summary>The server is about to, whatever it was asked (RFC 5321, 4.2.2).</summary>
    private const int HangsUp = 421;

    private static readonly MailReply NoUtf8 = new(553, "5.6.7", "The relay does not take addresses with letters beyond ASCII (SMTPUTF8).");

    private readonly SmtpChannel _channel;
    private readonly bool _canPipeline;
    private readonly bool _knowsUtf8;
    private readonly long _largest;
    private readonly int _mostMails;
    private MailEnvelope? _announced;
    private bool _isReset = true;
    private bool _isBroken;
    private int _mails;

    public SmtpSession(SmtpChannel channel, IReadOnlyDictionary<string, string> extensions, int mostMails)
    {
        _channel = channel;
        _mostMails = mostMails;
        _canPipeline = extensions.ContainsKey("PIPELINING");
        _knowsUtf8 = extensions.ContainsKey("SMTPUTF8") && extensions.ContainsKey("8BITMIME");
        _largest = long.TryParse(extensions.GetValueOrDefault("SIZE"), NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0 ? size : long.MaxValue;
    }

    public bool IsOpen => !_isBroken && _mails < _mostMails;

    public async Task<IReadOnlyList<RecipientResult>?> SendAsync(MailEnvelope envelope, MailContent content, MailEnvelope? next, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        ObjectDisposedException.ThrowIf(_isBroken, this);
        if (_announced is not null && !ReferenceEquals(_announced, envelope))
        {
            throw new InvalidOperationException("Another mail was announced: the server waits for that one.");
        }

        if (_announced is null && IsBeyond(envelope))
        {
            return [.. envelope.Recipients.Select(recipient => new RecipientResult(recipient, MailOutcome.Refused, MailStage.Recipient, NoUtf8))];
        }

        var isSent = false;
        try
        {
            _mails++;
            if (_announced is null && _canPipeline)
            {
                WriteEnvelope(envelope);
                await _channel.FlushAsync(cancellationToken);
            }

            _announced = null;
            var (results, isWanted) = await ReadEnvelopeAsync(envelope, cancellationToken);
            if (!isWanted)
            {
                return results;
            }

            // The server waits, and takes nothing but a mail: one that is not to go ends the connection.
            var mail = await content(cancellationToken);
            if (mail is not { } octets || octets.Length > _largest)
            {
                _isBroken = true;
                return mail is null ? null : [.. results.Select(result => TooLarge(result, mail.Value.Length))];
            }

            var canAnnounce = _canPipeline && next is not null && _mails < _mostMails && !IsBeyond(next);
            _channel.Content(octets.Span);
            if (canAnnounce)
            {
                WriteEnvelope(next!);
            }

            isSent = true;
            await _channel.FlushAsync(cancellationToken);
            var taken = await _channel.ReadAsync(PatienceForContent, cancellationToken);
            _isBroken = taken.Code == HangsUp;
            _announced = canAnnounce && !_isBroken ? next : null;
            return [.. results.Select(result => result.Outcome == MailOutcome.Accepted ? Result(result.Recipient, MailStage.Content, taken) : result)];
        }
        catch (MailTransportException exception)
        {
            _isBroken = true;
            throw new MailTransportException(exception.Message, isSent, exception);
        }
        catch
        {
            _isBroken = true;
            throw;
        }
    }

    /// <summary>Takes leave where the server expects a command; where it waits for a mail, there is only hanging up.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_isBroken && _announced is null)
        {
            try
            {
                _channel.Command("QUIT");
                await _channel.FlushAsync(CancellationToken.None);
                await _channel.ReadAsync(patience: 1, CancellationToken.None);
            }
            catch (MailTransportException)
            {
                // It is over either way.
            }
        }

        _isBroken = true;
        await _channel.DisposeAsync();
    }

    private bool IsBeyond(MailEnvelope envelope) => envelope.NeedsUtf8 && !_knowsUtf8;

    private RecipientResult TooLarge(RecipientResult result, int length) => result.Outcome == MailOutcome.Accepted
        ? new RecipientResult(result.Recipient, MailOutcome.Refused, MailStage.Content, new MailReply(552, "5.3.4", $"The mail has {length} octets; the relay takes {_largest}."))
        : result;

    private void WriteEnvelope(MailEnvelope envelope)
    {
        if (!_isReset)
        {
            _channel.Command("RSET");
        }

        _channel.Command(MailCommand(envelope));
        foreach (var recipient in envelope.Recipients)
        {
            _channel.Command($"RCPT TO:<{recipient}>");
        }

        _channel.Command("DATA");
    }

    // Ours is seven-bit but for addresses beyond ASCII in its headers.
    private static string MailCommand(MailEnvelope envelope) => $"MAIL FROM:<{envelope.Sender}>{(envelope.NeedsUtf8 ? " BODY=8BITMIME SMTPUTF8" : "")}";

    /// <summary>One result a recipient so far, and whether the server waits for the content.</summary>
    private async Task<(IReadOnlyList<RecipientResult> Results, bool IsWanted)> ReadEnvelopeAsync(MailEnvelope envelope, CancellationToken cancellationToken)
    {
        if (!_isReset)
        {
            await AskAsync(_canPipeline ? null : "RSET", cancellationToken);
            _isReset = true;
        }

        var sender = await AskAsync(_canPipeline ? null : MailCommand(envelope), cancellationToken);
        var results = new List<RecipientResult>(envelope.Recipients.Count);
        foreach (var recipient in envelope.Recipients)
        {
            if (_canPipeline || sender.Code / 100 == 2)
            {
                var reply = await AskAsync(_canPipeline ? null : $"RCPT TO:<{recipient}>", cancellationToken);
                results.Add(sender.Code / 100 == 2 ? Result(recipient, MailStage.Recipient, reply) : Result(recipient, MailStage.Sender, sender));
            }
            else
            {
                results.Add(Result(recipient, MailStage.Sender, sender));
            }
        }

        var isAccepted = results.Exists(result => result.Outcome == MailOutcome.Accepted);
        if (!_canPipeline && !isAccepted)
        {
            _isReset = false;
            return (results, false);
        }

        var data = await AskAsync(_canPipeline ? null : "DATA", cancellationToken);
        if (data.Code == 354 && isAccepted)
        {
            return (results, true);
        }

        if (data.Code == 354)
        {
            // RFC 2920, 3.1: a server may wait for a mail that nobody gets.
            _channel.Content([]);
            await _channel.FlushAsync(cancellationToken);
            await _channel.ReadAsync(PatienceForContent, cancellationToken);
            return (results, false);
        }

        _isReset = false;
        return ([.. results.Select(result => result.Outcome == MailOutcome.Accepted ? Result(result.Recipient, MailStage.Content, data) : result)], false);
    }

    private async ValueTask<SmtpReply> AskAsync(string? command, CancellationToken cancellationToken)
    {
        if (command is not null)
        {
            _channel.Command(command);
            await _channel.FlushAsync(cancellationToken);
        }

        var reply = await _channel.ReadAsync(patience: 1, cancellationToken);
        return reply.Code == HangsUp ? throw new MailTransportException($"{_channel.Server} hangs up: {reply.Told()}") : reply;
    }

    private static RecipientResult Result(EmailAddress recipient, MailStage stage, SmtpReply reply) => new(
        recipient,
        reply.Code switch
        {
            >= 200 and < 300 => MailOutcome.Accepted,
            >= 500 => MailOutcome.Refused,
            _ => MailOutcome.Deferred,
        },
        stage,
        reply.Told());
}
