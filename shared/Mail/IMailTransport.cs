namespace Syndication.Mail;

/// <summary>Where mail goes: to a relay by SMTP, or into a folder. <c>Mail__Uri</c> chooses.</summary>
public interface IMailTransport
{
    /// <summary>Opens a way for mails, one after the other; several may be open at once.</summary>
    /// <exception cref="MailTransportException">The other side does not answer, is not who it should be, or refuses us.</exception>
    Task<IMailSession> OpenAsync(CancellationToken cancellationToken);
}

/// <summary>A way that is open. Not for two callers at once.</summary>
public interface IMailSession : IAsyncDisposable
{
    /// <summary>False once the other side has ended it, or it has carried as many mails as one may: dispose of it then.</summary>
    bool IsOpen { get; }

    /// <summary>Sends a mail.</summary>
    /// <param name="envelope">The one that the call before announced, if it announced one: else dispose of the session instead.</param>
    /// <param name="content">
    /// As RFC 5322 has it, asked for once the other side waits for it, and only then: what may forbid the mail can be looked at
    /// at the very last. Null withholds it, which ends the session.
    /// </param>
    /// <param name="next">
    /// Whose turn it is after this one, where that is known: its envelope travels with the end of this mail, so that each mail
    /// costs one exchange instead of two.
    /// </param>
    /// <returns>One result a recipient, in the envelope's order; null for a mail that was withheld.</returns>
    /// <exception cref="MailTransportException">The connection was lost: whether the mail was taken is what the exception says.</exception>
    Task<IReadOnlyList<RecipientResult>?> SendAsync(MailEnvelope envelope, MailContent content, MailEnvelope? next, CancellationToken cancellationToken);
}

/// <summary>Says what a mail holds, when it is time; null for a mail that is not to go after all.</summary>
public delegate ValueTask<ReadOnlyMemory<byte>?> MailContent(CancellationToken cancellationToken);

/// <summary>Mail by mail.</summary>
public static class MailTransportExtensions
{
    /// <summary>Opens a session for one mail and closes it.</summary>
    /// <exception cref="MailTransportException" />
    public static async Task<IReadOnlyList<RecipientResult>> SendAsync(this IMailTransport transport, ComposedMail mail, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transport);
        ArgumentNullException.ThrowIfNull(mail);
        await using var session = await transport.OpenAsync(cancellationToken);
        return await session.SendAsync(mail, null, cancellationToken);
    }

    /// <summary>Sends a mail whose content is there already.</summary>
    /// <exception cref="MailTransportException" />
    public static async Task<IReadOnlyList<RecipientResult>> SendAsync(this IMailSession session, ComposedMail mail, MailEnvelope? next, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(mail);
        return (await session.SendAsync(mail.Envelope, _ => new ValueTask<ReadOnlyMemory<byte>?>(mail.Content), next, cancellationToken))!;
    }
}

/// <summary>Who sends to whom, as the transport sees it.</summary>
/// <param name="Id">What the mail is called in logs and in an outbox: letters, digits, dots and hyphens, the left side of its Message-ID.</param>
/// <param name="Sender">Where bounces go; null for a mail that must cause none.</param>
/// <param name="NeedsUtf8">Its headers hold letters beyond ASCII, which only servers with SMTPUTF8 take.</param>
public sealed record MailEnvelope(string Id, EmailAddress? Sender, IReadOnlyList<EmailAddress> Recipients, bool NeedsUtf8 = false);

/// <summary>A mail, ready to be sent.</summary>
public sealed record ComposedMail(MailEnvelope Envelope, ReadOnlyMemory<byte> Content);

/// <summary>What became of a mail for one recipient.</summary>
public enum MailOutcome
{
    Accepted,

    /// <summary>Not now (4yz).</summary>
    Deferred,

    /// <summary>Not at all (5yz).</summary>
    Refused,
}

/// <summary>What was refused, or put off.</summary>
public enum MailStage
{
    /// <summary>Our own side of the envelope: no recipient is at fault.</summary>
    Sender,

    Recipient,

    /// <summary>What was sent.</summary>
    Content,
}

/// <summary>The result for one recipient.</summary>
public sealed record RecipientResult(EmailAddress Recipient, MailOutcome Outcome, MailStage Stage, MailReply Reply);

/// <summary>The other side can't be spoken with.</summary>
/// <param name="mayBeTaken">The mail had gone in full when the connection was lost: it may have been taken.</param>
public sealed class MailTransportException(string message, bool mayBeTaken = false, Exception? inner = null) : Exception(message, inner)
{
    public bool MayBeTaken { get; } = mayBeTaken;
}
