using Syndication.Search.Indexing;
using Syndication.Text.Analysis;

namespace Syndication.Search.Querying;

/// <summary>
/// BM25 (Robertson and Zaragoza 2009) over <see cref="TermFrequencies"/>, with the figures of what is in the index now: the
/// same in every replica. A beginning of a word selects and adds nothing to the score.
/// </summary>
internal sealed class Ranking
{
    private const double K1 = 1.2;
    private const double B = 0.75;

    private readonly Catalogue _catalogue;
    private readonly double _meanWords;
    private readonly ScoredWord[][] _groups;

    public Ranking(Catalogue catalogue, TextQuery query)
    {
        _catalogue = catalogue;
        _meanWords = catalogue.MeanWords;
        _groups = [.. query.Groups.Select(group => group.SelectMany(pattern => pattern.Words).Where(word => !word.IsPrefix).Select(Weigh).ToArray())];
    }

    public double Score(IndexedEdition edition, ReadOnlySpan<byte> frequencies)
    {
        var norm = K1 * (1 - B + (B * edition.Words / _meanWords));
        var score = 0d;
        foreach (var group in _groups)
        {
            foreach (var word in group)
            {
                var count = 0;
                foreach (var term in word.Terms)
                {
                    count = Math.Max(count, TermFrequencies.Find(frequencies, term));
                }

                score += word.Weight * count * (K1 + 1) / (count + norm);
            }
        }

        return score;
    }

    private ScoredWord Weigh(WordPattern word)
    {
        var terms = (word.Stems ?? new HashSet<string> { word.Surface }).Select(TermFrequencies.Hash).Distinct().Order().ToArray();
        var editions = Math.Min(_catalogue.Count, terms.Max(_catalogue.EditionsOf));
        return new ScoredWord(terms, Math.Log(1 + ((_catalogue.Count - editions + 0.5) / (editions + 0.5))));
    }

    private sealed record ScoredWord(uint[] Terms, double Weight);
}
