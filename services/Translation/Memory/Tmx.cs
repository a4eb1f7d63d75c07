using System.Xml;
using System.Xml.Linq;

namespace Syndication.Translation.Memory;

/// <summary>Translation Memory eXchange 1.4b: what other tools know, and what they can learn from here.</summary>
internal static class Tmx
{
    private const int MaxUnits = 200_000;

    /// <summary>Each unit as words by language; in-line elements are left out, their words stay.</summary>
    /// <exception cref="FormatException">It is no TMX.</exception>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(Stream stream)
    {
        // TMX files name their DTD; it is neither fetched nor read.
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, MaxCharactersInDocument = 50_000_000, MaxCharactersFromEntities = 0 };
        try
        {
            using var reader = XmlReader.Create(stream, settings);
            var root = XElement.Load(reader);
            if (root.Name.LocalName != "tmx")
            {
                throw new FormatException("The root of a TMX file is tmx.");
            }

            var units = root.Descendants("tu").Take(MaxUnits + 1)
                .Select(unit => (IReadOnlyDictionary<string, string>)unit.Elements("tuv")
                    .Select(variant => (Language: LanguageOf(variant), Text: TextOf(variant.Element("seg"))))
                    .Where(variant => variant.Language.Length > 0 && variant.Text.Length > 0)
                    .DistinctBy(variant => variant.Language)
                    .ToDictionary(variant => variant.Language, variant => variant.Text))
                .Where(unit => unit.Count > 1)
                .ToList();
            return units.Count <= MaxUnits ? units : throw new FormatException($"This has more than {MaxUnits} units: import it in parts.");
        }
        catch (XmlException exception)
        {
            throw new FormatException($"This is not well-formed XML: {exception.Message}", exception);
        }
    }

    public static async Task WriteAsync(Stream stream, LanguagePair pair, IAsyncEnumerable<MemorySegment> segments, CancellationToken cancellationToken)
    {
        await using var xml = XmlWriter.Create(stream, new XmlWriterSettings { Async = true, Indent = true });
        await xml.WriteStartDocumentAsync();
        await xml.WriteStartElementAsync(null, "tmx", null);
        await xml.WriteAttributeStringAsync(null, "version", null, "1.4");
        await xml.WriteStartElementAsync(null, "header", null);
        foreach (var (name, value) in new[] { ("creationtool", "Syndication"), ("creationtoolversion", "1"), ("segtype", "sentence"), ("o-tmf", "Syndication"), ("adminlang", "en"), ("srclang", pair.Source), ("datatype", "plaintext") })
        {
            await xml.WriteAttributeStringAsync(null, name, null, value);
        }

        await xml.WriteEndElementAsync();
        await xml.WriteStartElementAsync(null, "body", null);
        await foreach (var segment in segments.WithCancellation(cancellationToken))
        {
            await xml.WriteStartElementAsync(null, "tu", null);
            await xml.WriteAttributeStringAsync(null, "creationdate", null, segment.At.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", System.Globalization.CultureInfo.InvariantCulture));
            await xml.WriteAttributeStringAsync(null, "creationid", null, segment.Engine);
            await WriteAsync(xml, pair.Source, segment.Source);
            await WriteAsync(xml, pair.Target, segment.PlainTarget);
            await xml.WriteEndElementAsync();
        }

        await xml.WriteEndElementAsync();
        await xml.WriteEndElementAsync();
    }

    private static async Task WriteAsync(XmlWriter xml, string language, string text)
    {
        await xml.WriteStartElementAsync(null, "tuv", null);
        await xml.WriteAttributeStringAsync("xml", "lang", null, language);
        await xml.WriteElementStringAsync(null, "seg", null, Syndication.Text.XmlText.Clean(text));
        await xml.WriteEndElementAsync();
    }

    // Version 1.1 had "lang"; regions are left out: "fr-FR" is what we call "fr".
    private static string LanguageOf(XElement variant) =>
        ((string?)variant.Attribute(XNamespace.Xml + "lang") ?? (string?)variant.Attribute("lang") ?? "").Split('-', '_')[0].ToLowerInvariant();

    private static string TextOf(XElement? segment) => segment is null
        ? ""
        : string.Concat(segment.DescendantNodes().OfType<XText>().Where(text => text.Parent == segment || text.Parent!.Name.LocalName is "hi" or "sub").Select(text => text.Value)).Trim();
}
