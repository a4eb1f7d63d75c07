using Syndication.Digest.Composition.Words;
using Syndication.Mail.Mime;

namespace Syndication.Digest.Composition;

/// <summary>A mail before it is text or HTML.</summary>
internal sealed record MailPage
{
    public required Wording Words { get; init; }

    /// <summary>Of the newsroom.</summary>
    public required string Name { get; init; }

    public required string Subject { get; init; }
    public IReadOnlyList<MailSection> Sections { get; init; } = [];

    /// <summary>Why the reader gets it.</summary>
    public string? Why { get; init; }

    /// <summary>What the reader can do about it, each an address that ends in the reader's own token.</summary>
    public IReadOnlyList<MailAction> Actions { get; init; } = [];

    public bool HasFooter => Why is not null || Actions.Count > 0;
}

/// <summary>Entries under a heading.</summary>
internal sealed record MailSection(string? Heading, IReadOnlyList<MailEntry> Entries);

/// <summary>A release, or something that is said.</summary>
internal sealed record MailEntry
{
    /// <summary>"Correction", "Withdrawn"; null for news.</summary>
    public string? Label { get; init; }

    public Passage? Headline { get; init; }

    /// <summary>Absolute; the headline leads there.</summary>
    public string? Url { get; init; }

    /// <summary>Small print above the text: a date, an office, a mark.</summary>
    public IReadOnlyList<Passage> Marks { get; init; } = [];

    public IReadOnlyList<Passage> Text { get; init; } = [];

    /// <summary>After the text.</summary>
    public IReadOnlyList<MailLink> Links { get; init; } = [];

    /// <summary>What the entry asks for.</summary>
    public MailAction? Action { get; init; }
}

/// <summary>Words in a language.</summary>
/// <param name="Label">In ours, before them: what they are.</param>
internal sealed record Passage(string Text, string Language, string? Label = null);

internal sealed record MailLink(string Text, string Url);

/// <summary>Something that a page does for one reader.</summary>
/// <param name="Base">The page's address up to the token.</param>
/// <param name="Slot">Which of the copy's tokens ends it.</param>
internal sealed record MailAction(string Text, string Base, int Slot);

/// <summary>The page as plain text.</summary>
internal static class MailPageText
{
    public static SlottedText Write(MailPage page)
    {
        var text = new SlottedText().Append($"{page.Name}\n");
        foreach (var section in page.Sections)
        {
            text.Append(section.Heading is { } heading ? $"\n{heading.ToUpper(System.Globalization.CultureInfo.GetCultureInfo(page.Words.Language))}\n" : "");
            foreach (var entry in section.Entries)
            {
                Write(text, page.Words, entry);
            }
        }

        text.Append(page.HasFooter ? "\n-- \n" : "").Append(page.Why is { } why ? $"{why}\n" : "");
        foreach (var action in page.Actions)
        {
            Write(text, page.Words, action);
        }

        return text;
    }

    private static void Write(SlottedText text, Wording words, MailEntry entry)
    {
        text.Append("\n");
        if (entry.Headline is { } headline)
        {
            text.Append(entry.Label is { } label ? $"{label}{words.Colon}{headline.Text}\n" : $"{headline.Text}\n");
        }
        else if (entry.Label is { } alone)
        {
            text.Append($"{alone}\n");
        }

        if (entry.Marks.Count > 0)
        {
            text.Append(string.Join(" · ", entry.Marks.Select(mark => mark.Text)) + "\n");
        }

        foreach (var passage in entry.Text)
        {
            text.Append(passage.Label is { } label ? $"{label}{words.Colon}{passage.Text}\n" : $"{passage.Text}\n");
        }

        if (entry.Url is { } url)
        {
            text.Append($"{url}\n");
        }

        foreach (var link in entry.Links)
        {
            text.Append($"{link.Text}{words.Colon}{link.Url}\n");
        }

        if (entry.Action is { } action)
        {
            Write(text, words, action);
        }
    }

    private static void Write(SlottedText text, Wording words, MailAction action) =>
        text.Append($"{action.Text}{words.Colon}{action.Base}").AppendSlot(action.Slot).Append("\n");
}
