using Syndication.Mail.Mime;

namespace Syndication.Mail.Tests;

/// <summary>Mails for tests.</summary>
internal static class Drafts
{
    public static readonly DateTimeOffset Noon = new(2026, 5, 12, 12, 0, 0, TimeSpan.Zero);

    public static MailDraft Of(string subject, string text = "Forty buoys were laid.\n", string? html = "<p>Forty buoys were laid.</p>\n", string language = "en", string? name = "Lake Office") => new()
    {
        From = new Mailbox(EmailAddress.Parse("news@lake.example")!, name),
        Subject = subject,
        Language = language,
        Text = new SlottedText().Append(text),
        Html = html is null ? null : new SlottedText().Append(html),
        Headers = [new("List-Id", "<news.lake.example>")],
    };

    public static MailCopy Copy(string to = "reader@example.org", string? name = null, string id = "m1", params IReadOnlyList<string> slots) => new()
    {
        Id = id,
        To = new Mailbox(EmailAddress.Parse(to)!, name),
        Date = Noon,
        Slots = slots,
        Headers =
        [
            new("List-Unsubscribe", "<https://lake.example/subscriptions/abc>"),
            new("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
        ],
    };

    public static ComposedMail Composed(string subject = "Forty buoys", string to = "reader@example.org", string id = "m1") =>
        new MailTemplate(Of(subject)).Write(Copy(to, id: id));
}
