namespace Syndication.Mail.Mime;

/// <summary>What all copies of a mail have in common.</summary>
public sealed record MailDraft
{
    public required Mailbox From { get; init; }
    public Mailbox? ReplyTo { get; init; }

    /// <summary>Any text: cut at 250 characters, in one line.</summary>
    public required string Subject { get; init; }

    /// <summary>BCP 47.</summary>
    public required string Language { get; init; }

    public required SlottedText Text { get; init; }

    /// <summary>Null for a mail in plain text alone.</summary>
    public SlottedText? Html { get; init; }

    /// <summary>Further headers, values as they are: ASCII without line breaks.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];
}

/// <summary>What one copy has of its own.</summary>
public sealed record MailCopy
{
    /// <summary>Left of the "@" of the Message-ID, whose right side is the domain of From: letters, digits, dots and hyphens.</summary>
    public required string Id { get; init; }

    public required Mailbox To { get; init; }
    public required DateTimeOffset Date { get; init; }

    /// <summary>Where bounces go; null for From's address.</summary>
    public EmailAddress? Sender { get; init; }

    /// <summary>By the numbers of the draft's slots.</summary>
    public IReadOnlyList<string> Slots { get; init; } = [];

    /// <summary>Further headers, values as they are: ASCII without line breaks.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];
}
