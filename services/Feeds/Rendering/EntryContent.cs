using Syndication.Contracts;

namespace Syndication.Feeds.Rendering;

/// <summary>What stands in an entry before and after the body, as blocks: HTML and plain text follow from them.</summary>
internal sealed class EntryContent(Wording wording)
{
    /// <summary>"Machine translation, unofficial (original text: fr)", with a link.</summary>
    public IEnumerable<Block> MachineMark(Release original, string originalUrl) =>
    [
        new Paragraph(
        [
            new Run($"{wording.MachineTranslation} (", Emphasis: true),
            new Run($"{wording.OriginalText}{wording.Colon}{original.Language}", Emphasis: true, Href: originalUrl),
            new Run(")", Emphasis: true),
        ]),
    ];

    /// <summary>"This translation is older than the original (original text: fr)", with a link.</summary>
    public IEnumerable<Block> StaleMark(Release original, string originalUrl) =>
    [
        new Paragraph(
        [
            new Run($"{wording.StaleTranslation} (", Strong: true),
            new Run($"{wording.OriginalText}{wording.Colon}{original.Language}", Strong: true, Href: originalUrl),
            new Run(")", Strong: true),
        ]),
    ];

    /// <summary>"Correction, 12 May 2026: …", newest first.</summary>
    public IEnumerable<Block> ChangeNotes(IEnumerable<HistoryEntry> changes)
    {
        foreach (var change in changes)
        {
            if (wording.WordFor(change.Significance) is { } word)
            {
                var note = string.IsNullOrWhiteSpace(change.Note) ? "" : wording.Colon + change.Note.Trim();
                yield return new Paragraph([new Run($"{word}, {wording.Date(change.At)}", Strong: true), new Run(note)]);
            }
        }
    }

    public IEnumerable<Block> Abouts(IEnumerable<About> abouts)
    {
        foreach (var about in abouts)
        {
            var heading = string.IsNullOrWhiteSpace(about.Organisation) ? wording.About : wording.About + wording.Colon + about.Organisation.Trim();
            yield return new Heading(2, [new Run(heading)]);
            yield return new Paragraph([new Run(about.Text)]);
        }
    }

    public IEnumerable<Block> Contacts(IReadOnlyList<Contact> contacts) =>
        contacts.Count == 0
            ? []
            : [new Heading(2, [new Run(wording.Contacts)]), new ListBlock(Ordered: false, [.. contacts.Select(contact => new ListItem(Line(contact)))])];

    private List<Run> Line(Contact contact)
    {
        var parts = new[] { contact.Name, contact.Role, contact.Organisation }
            .Where(text => !string.IsNullOrWhiteSpace(text))
            .Select(text => new Run(text!.Trim()))
            .Concat(contact.Phones.Select(Phone))
            .Concat(contact.Emails.Select(email => new Run(email, Href: $"mailto:{email}")));
        var line = new List<Run>();
        foreach (var part in parts)
        {
            line.AddRange(line.Count == 0 ? [part] : [new Run(", "), part]);
        }

        return line;
    }

    // RFC 3966: the extension is a parameter of the number.
    private Run Phone(Phone phone)
    {
        var isDialled = phone.Extension is not { Length: > 0 } || phone.Text.EndsWith(phone.Extension, StringComparison.Ordinal);
        var text = isDialled ? phone.Text : $"{phone.Text} {wording.Extension} {phone.Extension}";
        return phone.E164 is null
            ? new Run(text)
            : new Run(text, Href: $"tel:{phone.E164}{(phone.Extension is { Length: > 0 } extension ? ";ext=" + extension : "")}");
    }
}
