using Syndication.Digest.Subscriptions;
using Syndication.Mail;

namespace Syndication.Digest.Sending;

/// <summary>A mail whose turn comes: who it goes to is known, what it says is looked at when it goes.</summary>
/// <param name="Row">Claimed.</param>
internal sealed record PreparedMail(MailRow Row, Subscription Subscription, EmailAddress To, MailEnvelope Envelope);

/// <summary>What is to become of a mail that does not go now.</summary>
/// <param name="Row">As it is to be kept; its lease over.</param>
internal sealed record Withheld(MailRow Row);
