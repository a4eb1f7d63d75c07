using Syndication.Contracts;

namespace Syndication.Translation.Segmenting;

/// <summary>Everything in a release that is written for readers, in a fixed order.</summary>
internal static class ReleaseText
{
    /// <summary>The sentences of a release, in order; a note on its last change comes last.</summary>
    public static IReadOnlyList<Segment> Segments(Release release, string? note = null)
    {
        var segments = new List<Segment>();
        Rewrite(release, note, runs =>
        {
            segments.AddRange(Segment.Of(runs));
            return runs;
        });
        return segments;
    }

    /// <summary>The release with its sentences replaced, one each in the order of <see cref="Segments"/>.</summary>
    public static (Release Release, string? Note) Replace(Release release, string? note, IReadOnlyList<IReadOnlyList<Run>> sentences)
    {
        var next = 0;
        return Rewrite(release, note, runs => Segment.Join(Segment.Of(runs).Select(_ => sentences[next++]).ToList()));
    }

    /// <summary>
    /// Quotes are left out: they are a person's very words, which a translation has none of. Their text stays in its
    /// paragraphs. Rights are a legal text, attachments are what they are in their own language.
    /// </summary>
    private static (Release Release, string? Note) Rewrite(Release release, string? note, Func<IReadOnlyList<Run>, IReadOnlyList<Run>> rewrite)
    {
        var rewritten = release with
        {
            Headline = Text(release.Headline)!,
            Subheading = Text(release.Subheading),
            Summary = Text(release.Summary),
            Body = [.. release.Body.Select(Rewritten)],
            About = [.. release.About.Select(about => about with { Text = Text(about.Text)! })],
            Contacts = [.. release.Contacts.Select(contact => contact with { Role = Text(contact.Role) })],
            Quotes = [],
        };
        return (rewritten, Text(note));

        string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? text : string.Concat(rewrite([new Run(text)]).Select(run => run.Text));

        IReadOnlyList<Run> Runs(IReadOnlyList<Run> runs) => runs.Count == 0 ? runs : rewrite(runs);

        Block Rewritten(Block block) => block switch
        {
            Paragraph paragraph => paragraph with { Runs = Runs(paragraph.Runs) },
            Heading heading => heading with { Runs = Runs(heading.Runs) },
            ListBlock list => list with { Items = [.. list.Items.Select(item => item with { Runs = Runs(item.Runs) })] },
            QuoteBlock quote => quote with { Paragraphs = [.. quote.Paragraphs.Select(paragraph => paragraph with { Runs = Runs(paragraph.Runs) })] },
            ImageBlock image => image with { Alt = Text(image.Alt), Caption = Text(image.Caption) },
            TableBlock table => table with
            {
                Rows = [.. table.Rows.Select(row => row with { Cells = [.. row.Cells.Select(cell => cell with { Runs = Runs(cell.Runs) })] })],
                Caption = Text(table.Caption),
            },
            _ => block,
        };
    }
}
