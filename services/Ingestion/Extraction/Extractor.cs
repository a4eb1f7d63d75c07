namespace Syndication.Ingestion.Extraction;

/// <summary>The extraction pipeline: pure functions over a page and what is known of its source.</summary>
public sealed class Extractor
{
    /// <summary>The profile with the page counted in; the same instance where this very page was counted before.</summary>
    /// <exception cref="UnreadablePageException">It is no page.</exception>
    public SourceProfile Learn(Page page, SourceProfile profile) => throw new NotImplementedException();

    /// <summary>Extracts a page. Deterministic.</summary>
    /// <exception cref="UnreadablePageException">It is no page.</exception>
    public ExtractedPage Extract(Page page, SourceProfile profile) => throw new NotImplementedException();
}
