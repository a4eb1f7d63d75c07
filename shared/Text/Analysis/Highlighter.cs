using System.Text;

namespace Syndication.Text.Analysis;

/// <summary>
/// Shows where a text answers to a query: HTML with <c>&lt;mark&gt;</c> around whole words and everything else escaped,
/// safe by construction.
/// </summary>
public sealed class Highlighter(IReadOnlyList<TextPattern> patterns, string language)
{
    /// <summary>Longer texts are looked at so far.</summary>
    public const int MaxExamined = 100_000;

    private const int MaxMarks = 1_000;

    private readonly TextAnalyzer _analyzer = TextAnalyzer.Of(language);

    /// <summary>The whole text, marked.</summary>
    public string Mark(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Render(text, 0, text.Length, Hits(_analyzer.Words(Examined(text))));
    }

    /// <summary>
    /// The passage of about <paramref name="length"/> characters that shows most of what is looked for, cut between words;
    /// the beginning where it shows nothing.
    /// </summary>
    public string Snippet(string text, int length = 200)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = _analyzer.Words(Examined(text));
        var hits = Hits(words);
        var start = StartOfBest(hits, length) is { } first ? WordAtOrAfter(words, first.Start - (length / 5), first.Start) : 0;
        var end = EndOfWords(words, start, length, text.Length);
        return (start > 0 ? "… " : "") + Render(text, start, end, hits) + (end < text.TrimEnd().Length ? " …" : "");
    }

    private static string Examined(string text) => text.Length > MaxExamined ? text[..MaxExamined] : text;

    private List<Hit> Hits(List<Word> words)
    {
        var hits = new List<Hit>();
        for (var i = 0; i < words.Count && hits.Count < MaxMarks; i++)
        {
            for (var pattern = 0; pattern < patterns.Count; pattern++)
            {
                if (EndOfMatch(patterns[pattern], words, i) is { } end)
                {
                    hits.Add(new Hit(words[i].Start, end, pattern));
                }
            }
        }

        return hits;
    }

    // Clitics stand in the way of exact phrases only: "Côte d'Ivoire" is two words in a row.
    private static int? EndOfMatch(TextPattern pattern, List<Word> words, int first)
    {
        var matched = 0;
        for (var i = first; i < words.Count && matched < pattern.Words.Count; i++)
        {
            if (pattern.Words[matched].Accepts(words[i]))
            {
                matched++;
                if (matched == pattern.Words.Count)
                {
                    return words[i].End;
                }
            }
            else if (matched == 0 || pattern.IsExact || !words[i].IsClitic)
            {
                return null;
            }
        }

        return null;
    }

    private static Hit? StartOfBest(List<Hit> hits, int length)
    {
        Hit? best = null;
        var most = (Patterns: 0, Hits: 0);
        for (var i = 0; i < hits.Count; i++)
        {
            var reach = hits[i].Start + (length * 4 / 5);
            var within = hits.Skip(i).TakeWhile(hit => hit.Start < reach).Where(hit => hit.End <= reach).ToList();
            var shown = (within.Select(hit => hit.Pattern).Distinct().Count(), within.Count);
            if (shown.CompareTo(most) > 0)
            {
                (best, most) = (hits[i], shown);
            }
        }

        return best ?? (hits.Count > 0 ? hits[0] : null);
    }

    private static int WordAtOrAfter(List<Word> words, int start, int atMost) =>
        start <= 0 ? 0 : words.Find(word => word.Start >= start) is { Length: > 0 } word && word.Start <= atMost ? word.Start : atMost;

    private static int EndOfWords(List<Word> words, int start, int length, int textLength)
    {
        if (textLength - start <= length)
        {
            return textLength;
        }

        var end = words.FindLast(word => word.End <= start + length && word.Start >= start).End;
        return end > start ? end : Math.Min(start + length, textLength);
    }

    private static string Render(string text, int start, int end, List<Hit> hits)
    {
        var html = new StringBuilder(end - start + 64);
        var at = start;
        foreach (var (from, to) in Merge(hits.Where(hit => hit.Start >= start && hit.End <= end)))
        {
            HtmlText.Append(html, text.AsSpan(at, from - at));
            html.Append("<mark>");
            HtmlText.Append(html, text.AsSpan(from, to - from));
            html.Append("</mark>");
            at = to;
        }

        HtmlText.Append(html, text.AsSpan(at, end - at));
        return html.ToString().Trim();
    }

    private static List<(int Start, int End)> Merge(IEnumerable<Hit> hits)
    {
        var merged = new List<(int Start, int End)>();
        foreach (var hit in hits.OrderBy(hit => hit.Start).ThenByDescending(hit => hit.End))
        {
            if (merged.Count > 0 && hit.Start < merged[^1].End)
            {
                merged[^1] = (merged[^1].Start, Math.Max(merged[^1].End, hit.End));
            }
            else
            {
                merged.Add((hit.Start, hit.End));
            }
        }

        return merged;
    }

    private sealed record Hit(int Start, int End, int Pattern);
}
