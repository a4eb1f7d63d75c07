namespace Syndication.Testing;

/// <summary>chrF (Popović 2015): F2 over character n-grams of 1 to 6, white space left out, over a whole corpus.</summary>
public static class ChrF
{
    private const int MaxOrder = 6;
    private const double Beta2 = 4;

    /// <summary>0 to 100.</summary>
    public static double Score(IReadOnlyList<string> hypotheses, IReadOnlyList<string> references)
    {
        ArgumentNullException.ThrowIfNull(hypotheses);
        ArgumentNullException.ThrowIfNull(references);
        var (matches, given, wanted) = (new long[MaxOrder], new long[MaxOrder], new long[MaxOrder]);
        foreach (var (hypothesis, reference) in hypotheses.Zip(references))
        {
            for (var order = 1; order <= MaxOrder; order++)
            {
                var (one, other) = (Grams(hypothesis, order), Grams(reference, order));
                given[order - 1] += one.Values.Sum();
                wanted[order - 1] += other.Values.Sum();
                matches[order - 1] += one.Sum(gram => Math.Min(gram.Value, other.GetValueOrDefault(gram.Key)));
            }
        }

        var scores = Enumerable.Range(0, MaxOrder).Select(i =>
        {
            var (precision, recall) = (Share(matches[i], given[i]), Share(matches[i], wanted[i]));
            return precision + recall == 0 ? 0 : (1 + Beta2) * precision * recall / ((Beta2 * precision) + recall);
        });
        return 100 * scores.Average();
    }

    private static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;

    private static Dictionary<string, int> Grams(string text, int order)
    {
        var plain = string.Concat(text.Where(letter => !char.IsWhiteSpace(letter)));
        var grams = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i + order <= plain.Length; i++)
        {
            var gram = plain.Substring(i, order);
            grams[gram] = grams.GetValueOrDefault(gram) + 1;
        }

        return grams;
    }
}
