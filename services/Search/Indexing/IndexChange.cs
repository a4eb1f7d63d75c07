namespace Syndication.Search.Indexing;

/// <summary>An edition that left the index, or joined it, for the catalogue to follow once that is committed.</summary>
/// <param name="Added">Null where the row was removed.</param>
/// <param name="Frequencies">Of what was removed or added; see <see cref="TermFrequencies"/>.</param>
internal sealed record IndexChange(long Row, IndexedEdition? Added, IReadOnlyList<string> FacetKeys, byte[] Frequencies);
