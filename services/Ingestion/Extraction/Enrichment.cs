using Syndication.Ingestion.Extraction.Facts;
using Syndication.Text;

namespace Syndication.Ingestion.Extraction;

/// <summary>Fills what a draft leaves open and its text tells; what is there stays as it was given.</summary>
public static class Enrichment
{
    // What a text is about is said long before this.
    private const int Window = 200_000;

    /// <summary>The draft with language, summary, quotes, topics, countries and organisations. Deterministic.</summary>
    public static Draft Complete(Draft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var body = BlockText.Render(draft.Body);
        body = body[..Math.Min(body.Length, Window)];
        var text = $"{draft.Headline}\n{draft.Subheading}\n{body}";
        var language = draft.Language ?? LanguageDetector.Detect(text);
        var words = new FoldedWords(text);
        return draft with
        {
            Language = language,
            Summary = draft.Summary ?? Summary.Of(draft.Body),
            Quotes = draft.Quotes.Count > 0 ? draft.Quotes : QuoteReader.Read(draft.Body),
            Topics = draft.Topics.Count > 0 ? draft.Topics : Topics.In(draft.Headline, words, language),
            Countries = draft.Countries.Count > 0 ? draft.Countries : Countries.In(words, text, language),
            Organisations = draft.Organisations.Count > 0 ? draft.Organisations : Organisations.In(words, text, language),
        };
    }
}
