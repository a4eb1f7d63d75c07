using Syndication.Contracts;
using Syndication.Ingestion.Extraction.Dumps;
using Syndication.Text;

namespace Syndication.Ingestion.Extraction;

/// <summary>Plain text as blocks.</summary>
public static class TextBlocks
{
    /// <summary>Paragraphs and lists; hard-wrapped lines are joined. Nothing is taken for furniture.</summary>
    public static IReadOnlyList<Block> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var clean = XmlText.Clean(text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n'));
        return TextRepair.Words(DumpBlocks.Parse(DumpReader.Lines(clean)));
    }
}
