namespace Syndication.Search.Indexing;

/// <summary>The editions of the index in memory, and the figures that scores rest on. Guarded by <see cref="SearchIndex"/>'s lock.</summary>
internal sealed class Catalogue
{
    private readonly Dictionary<long, IndexedEdition> _editions = [];
    private readonly Dictionary<uint, int> _editionsOfTerm = [];
    private long _words;

    public FacetValues Facets { get; } = new();

    public int Count => _editions.Count;

    /// <summary>The mean length of an edition, in words.</summary>
    public double MeanWords => _editions.Count == 0 ? 1 : Math.Max(1, (double)_words / _editions.Count);

    public IndexedEdition? Find(long row) => _editions.GetValueOrDefault(row);

    /// <summary>How many editions a term stands in.</summary>
    public int EditionsOf(uint term) => _editionsOfTerm.GetValueOrDefault(term);

    public void Apply(IndexChange change)
    {
        if (change.Added is null)
        {
            Remove(change.Row, change.Frequencies);
        }
        else
        {
            var edition = change.Added with { Facets = [.. change.FacetKeys.Select(Facets.Number)] };
            _editions.Add(edition.Row, edition);
            Tally(edition, change.Frequencies, 1);
        }
    }

    private void Remove(long row, ReadOnlySpan<byte> frequencies)
    {
        if (_editions.Remove(row, out var edition))
        {
            Tally(edition, frequencies, -1);
        }
    }

    private void Tally(IndexedEdition edition, ReadOnlySpan<byte> frequencies, int sign)
    {
        _words += sign * edition.Words;
        Facets.Use(edition.Facets, sign);
        TermFrequencies.AddTo(_editionsOfTerm, frequencies, sign);
    }
}
