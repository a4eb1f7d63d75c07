using Syndication.Ingestion.Extraction;

namespace Syndication.Ingestion.Intake;

/// <summary>A page, or an item of a feed, once extraction is through with it.</summary>
/// <param name="Names">The aliases that it answers to, the most telling first; not empty.</param>
/// <param name="Content">SHA-256 of its octets.</param>
internal sealed record Incoming(ExtractedPage Page, string Source, IReadOnlyList<string> Names, string Content, bool? Notify = null);
