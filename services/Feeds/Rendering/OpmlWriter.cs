using Syndication.Feeds.Selecting;
using Syndication.Hosting.Projection;
using XmlText = Syndication.Text.XmlText;

namespace Syndication.Feeds.Rendering;

/// <summary>All feeds as OPML 2.0, for readers to import: a group a language, and in it a group a facet.</summary>
/// <param name="publicUrl">The base of every link.</param>
/// <param name="publisher">The installation's name.</param>
internal sealed class OpmlWriter(string publicUrl, string publisher)
{
    /// <summary>Values of one facet that are listed, the most frequent ones: readers follow few, and import all that there is.</summary>
    private const int MostValues = 200;

    private static readonly string[] Facets = ["topic", "country", "org", "office", "source"];

    private readonly string _base = publicUrl.TrimEnd('/');

    public byte[] Write(FacetCatalogue catalogue, IEnumerable<string> languages) => FeedWriter.Xml(xml =>
    {
        xml.WriteStartElement("opml");
        xml.WriteAttributeString("version", "2.0");
        xml.WriteStartElement("head");
        xml.Text("title", publisher);
        xml.Text("docs", "http://opml.org/spec2.opml");
        xml.WriteEndElement();
        xml.WriteStartElement("body");
        foreach (var language in languages)
        {
            var wording = Wording.Of(language);
            Group(wording.NameOf(language), () =>
            {
                Feed(language, "", $"{publisher} – {wording.NameOf(language)}");
                foreach (var facet in Facets)
                {
                    var values = catalogue.Values(language, facet).Take(MostValues).ToList();
                    if (values.Count > 0)
                    {
                        Group(wording.Filters[facet], () => values.ForEach(value =>
                            Feed(language, $"?{facet}={value.Slug}", $"{publisher} – {wording.NameOf(language)} – {wording.Filters[facet]}{wording.Colon}{NameOf(facet, value)}")));
                    }
                }
            });
        }

        xml.WriteEndElement();
        xml.WriteEndElement();

        void Group(string name, Action content)
        {
            xml.WriteStartElement("outline");
            xml.WriteAttributeString("text", XmlText.Clean(name));
            content();
            xml.WriteEndElement();
        }

        // Atom of the three: it tells readers of retractions.
        void Feed(string language, string query, string title) =>
            xml.Empty(
                "outline",
                ("type", "rss"),
                ("text", XmlText.Clean(title)),
                ("title", XmlText.Clean(title)),
                ("language", language),
                ("xmlUrl", $"{_base}/feeds/{language}.{FeedAddress.Extension(FeedFormat.Atom)}{query}"),
                ("htmlUrl", $"{_base}/{language}/releases{query}"));
    });

    private static string NameOf(string facet, CataloguedValue value) =>
        value.Label ?? (facet == "country" ? value.Slug.ToUpperInvariant() : value.Slug.Replace('-', ' '));
}
