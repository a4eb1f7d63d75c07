namespace Syndication.Mail;

/// <summary>An address and what its owner is called: "Lake Office &lt;news@lake.example&gt;".</summary>
/// <param name="Name">Any text; headers encode it.</param>
public sealed record Mailbox(EmailAddress Address, string? Name = null)
{
    /// <summary>"a@b.example", or a name, quoted or not, and the address in angle brackets; null for anything else.</summary>
    public static Mailbox? Parse(string? text)
    {
        text = text?.Trim() ?? "";
        if (!text.EndsWith('>') || text.LastIndexOf('<') is not (>= 0 and var start))
        {
            return EmailAddress.Parse(text) is { } plain ? new Mailbox(plain) : null;
        }

        var name = text[..start].Trim();
        name = name.Length > 1 && name[0] == '"' && name[^1] == '"' ? name[1..^1] : name;
        return EmailAddress.Parse(text[(start + 1)..^1]) is { } address ? new Mailbox(address, name.Length == 0 ? null : name) : null;
    }
}
