namespace Syndication.Ingestion.Extraction.Facts;

/// <summary>
/// Finds many phrases in a text at whole words, the longest at each place, in time linear in the text. What a phrase
/// writes with a capital is found with a capital only, an acronym in capitals only.
/// </summary>
/// <param name="phrases">A phrase and what it stands for.</param>
/// <param name="singular">The language in whose singular words are compared; null where as they are.</param>
internal sealed class PhraseIndex<T>(IEnumerable<(string Phrase, T Value)> phrases, string? singular = null)
{
    private readonly Dictionary<string, Phrase[]> _byFirstWord = Index(phrases, singular);

    public IEnumerable<(T Value, int Index, int Length)> Find(FoldedWords text)
    {
        for (var i = 0; i < text.Count;)
        {
            var found = _byFirstWord.TryGetValue(text[i].Text, out var candidates)
                ? Array.Find(candidates, phrase => phrase.Matches(text, i))
                : null;
            if (found is not null)
            {
                var last = text[i + found.Words.Length - 1];
                yield return (found.Value, text[i].Index, last.Index + last.Length - text[i].Index);
            }

            i += found?.Words.Length ?? 1;
        }
    }

    /// <summary>By first word, the longest phrase first.</summary>
    private static Dictionary<string, Phrase[]> Index(IEnumerable<(string Phrase, T Value)> phrases, string? singular) =>
        phrases
            .Select(pair => (Words: singular is null ? new FoldedWords(pair.Phrase) : new FoldedWords(pair.Phrase).Singular(singular), pair.Value))
            .Where(pair => pair.Words.Count > 0)
            .Select(pair => new Phrase(pair.Words.ToArray(), pair.Value))
            .GroupBy(phrase => phrase.Words[0].Text)
            .ToDictionary(group => group.Key, group => group.OrderByDescending(phrase => phrase.Words.Length).ToArray());

    private sealed record Phrase(FoldedWord[] Words, T Value)
    {
        public bool Matches(FoldedWords text, int at)
        {
            if (at + Words.Length > text.Count || (Words[0].IsUpper && !text[at].IsUpper) || (Words is [{ IsAcronym: true }] && !text[at].IsAcronym))
            {
                return false;
            }

            for (var i = 1; i < Words.Length; i++)
            {
                if (Words[i].Text != text[at + i].Text || (Words[i].IsUpper && !text[at + i].IsUpper))
                {
                    return false;
                }
            }

            return true;
        }
    }
}
