using System.Text;
using Syndication.Contracts;
using Syndication.Text;
using Syndication.Text.Analysis;

namespace Syndication.Search.Indexing;

/// <summary>An edition as the index takes it in: the tokens of each column, and its term frequencies.</summary>
internal sealed record EditionTokens(
    string HeadlineStems,
    string BodyStems,
    string HeadlineForms,
    string BodyForms,
    string FacetTokens,
    IReadOnlyList<string> FacetKeys,
    int Words,
    byte[] Frequencies)
{
    /// <summary>A word of the headline counts as that many of the body.</summary>
    private const int HeadlineWeight = 4;

    public static EditionTokens Of(Release edition, TextAnalyzer analyzer)
    {
        var facets = Facets.Of(edition);
        var headline = analyzer.Words(edition.Headline);
        var body = analyzer.Words(SearchableText.Body(edition));
        var counts = new Dictionary<uint, int>();
        Count(counts, headline, HeadlineWeight);
        Count(counts, body, 1);
        return new EditionTokens(
            Stems(headline),
            Stems(body),
            string.Join(' ', headline.Select(word => word.Surface)),
            string.Join(' ', body.Select(word => word.Surface)),
            string.Join(' ', IndexToken.Of(facets)),
            [.. FacetKey.Of(facets)],
            headline.Count + body.Count,
            TermFrequencies.Encode(counts));
    }

    // Stems in the order of the text, for hyphenated words; what accentless spellings come to after a gap.
    private static string Stems(List<Word> words)
    {
        var stems = new StringBuilder();
        foreach (var word in words)
        {
            if (!word.IsClitic)
            {
                stems.Append(word.Stem).Append(' ');
            }
        }

        foreach (var plain in words.Select(word => word.PlainStem).OfType<string>().Distinct())
        {
            stems.Append(IndexToken.Gap).Append(' ').Append(plain).Append(' ');
        }

        return stems.ToString();
    }

    private static void Count(Dictionary<uint, int> counts, List<Word> words, int weight)
    {
        foreach (var word in words)
        {
            Add(counts, word.Stem, weight);
            if (word.PlainStem is not null)
            {
                Add(counts, word.PlainStem, weight);
            }

            if (word.Surface != word.Stem && word.Surface != word.PlainStem)
            {
                Add(counts, word.Surface, weight);
            }
        }
    }

    private static void Add(Dictionary<uint, int> counts, string term, int weight)
    {
        ref var count = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(counts, TermFrequencies.Hash(term), out _);
        count += weight;
    }
}
