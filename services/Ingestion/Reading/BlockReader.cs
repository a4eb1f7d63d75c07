using System.Text.Json;
using Syndication.Contracts;

namespace Syndication.Ingestion.Reading;

/// <summary>Reads the blocks of a body. What is given has to be known: only what is stored may be newer than this build.</summary>
internal static class BlockReader
{
    private const int MaxText = 100_000;
    private const int MaxItems = 2_000;

    public static Block? Read(JsonElement element, string path, Faults faults)
    {
        var fields = new Fields(element, path, faults);
        var type = fields.Line("type", 20, isRequired: true);
        var block = type switch
        {
            "paragraph" => (Block?)new Paragraph(Runs(fields, faults)),
            "heading" => new Heading((int)(fields.Number("level", 2, 6) ?? 2), Runs(fields, faults)),
            "list" => new ListBlock(fields.Flag("ordered") ?? false, fields.List("items", MaxItems, (item, at) => Nested(item, at, faults, inner => new ListItem(Runs(inner, faults))))),
            "quote" => new QuoteBlock(
                fields.List("paragraphs", MaxItems, (item, at) => Nested(item, at, faults, inner => new Paragraph(Runs(inner, faults)))),
                fields.Line("attribution", 300)),
            "image" => Image(fields),
            "table" => new TableBlock(
                fields.Flag("hasHeader") ?? false,
                fields.List("rows", MaxItems, (row, at) => Nested(row, at, faults, inner => new TableRow(
                    inner.List("cells", 100, (cell, where) => Nested(cell, where, faults, runs => new TableCell(Runs(runs, faults))))))),
                fields.Line("caption", 1_000)),
            null => null,
            _ => Unknown(fields),
        };
        if (type is not null)
        {
            fields.Close();
        }

        return block;
    }

    private static IReadOnlyList<Run> Runs(Fields fields, Faults faults)
    {
        if (!fields.Has("runs"))
        {
            fields.Fault("runs", "This is missing: a list of {text, strong?, emphasis?, href?}.");
        }

        return fields.List("runs", MaxItems, (item, path) => Nested(item, path, faults, run => ReadRun(run, item)));
    }

    private static Run? ReadRun(Fields run, JsonElement element)
    {
        var strong = run.Flag("strong") ?? false;
        var emphasis = run.Flag("emphasis") ?? false;
        var href = run.Url("href", "http", "https", "mailto", "tel");
        if (run.Text("text", MaxText) is null && !IsWhiteSpace(element))
        {
            return null;
        }

        // A run's outer spaces part it from its neighbours; line breaks are spaces, as in HTML.
        var text = element.GetProperty("text").GetString()!.Replace("\r\n", " ", StringComparison.Ordinal).Replace('\n', ' ').Replace('\r', ' ');
        return new Run(text, strong, emphasis, href);
    }

    private static bool IsWhiteSpace(JsonElement run) =>
        run.ValueKind == JsonValueKind.Object
        && run.TryGetProperty("text", out var text)
        && text.ValueKind == JsonValueKind.String
        && text.ValueEquals(" ");

    private static ImageBlock? Image(Fields fields)
    {
        var url = fields.Url("url", "http", "https");
        var image = new ImageBlock(url ?? "", fields.Line("alt", 1_000), fields.Line("caption", 1_000));
        if (url is null && !fields.Has("url"))
        {
            fields.Fault("url", "This is missing.");
        }

        return url is null ? null : image;
    }

    private static Block? Unknown(Fields fields)
    {
        fields.Fault("type", "A block is a paragraph, heading, list, quote, image or table.");
        return null;
    }

    private static T? Nested<T>(JsonElement element, string path, Faults faults, Func<Fields, T?> read) where T : class
    {
        var fields = new Fields(element, path, faults);
        var value = read(fields);
        fields.Close();
        return value;
    }
}
