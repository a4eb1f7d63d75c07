using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Syndication.Contracts;
using Syndication.Translation.Protecting;

namespace Syndication.Translation.Glossary;

/// <summary>A glossary, ready to be asked. Acronyms (all capitals) are looked for as they are written, other terms in any case.</summary>
internal sealed class GlossaryTerms
{
    private readonly FrozenDictionary<string, FrozenDictionary<string, GlossaryTerm[]>> _byFirstWord;
    private readonly FrozenSet<string> _all;

    public GlossaryTerms(IReadOnlyList<GlossaryTerm> terms)
    {
        Terms = terms;
        var allowed = terms.Where(term => !term.Forbidden).ToList();
        var languages = allowed.SelectMany(term => term.Terms.Keys).Distinct();
        _byFirstWord = languages.ToFrozenDictionary(
            language => language,
            language => allowed
                .Select(term => (Term: term, Words: WordsIn(term, language)))
                .Where(pair => pair.Words is { Length: > 0 })
                .GroupBy(pair => FirstWord(pair.Words!), pair => pair.Term, StringComparer.OrdinalIgnoreCase)
                .ToFrozenDictionary(group => group.Key, group => group.OrderByDescending(term => WordsIn(term, language)!.Length).ToArray(), StringComparer.OrdinalIgnoreCase));
        _all = terms.SelectMany(term => term.Terms.Values.Append(term.Keep ?? "")).ToFrozenSet(StringComparer.Ordinal);
        Version = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(terms, SyndicationJson.Options))).AsSpan(0, 6));
    }

    public static GlossaryTerms Empty { get; } = new([]);

    public IReadOnlyList<GlossaryTerm> Terms { get; }

    /// <summary>Changes with every term: what was translated under another glossary is translated anew.</summary>
    public string Version { get; }

    /// <summary>Whether these very words are in the glossary, in any language.</summary>
    public bool Knows(string words) => _all.Contains(words);

    /// <summary>Terms in a text that have to come out in a certain form in the target language.</summary>
    public IEnumerable<Protection> Find(string text, LanguagePair pair)
    {
        if (!_byFirstWord.TryGetValue(pair.Source, out var byFirstWord))
        {
            yield break;
        }

        for (var at = 0; at < text.Length; at++)
        {
            if (!char.IsLetterOrDigit(text[at]) || (at > 0 && char.IsLetterOrDigit(text[at - 1])))
            {
                continue;
            }

            foreach (var term in byFirstWord.GetValueOrDefault(FirstWord(text.AsSpan(at))) ?? [])
            {
                var source = WordsIn(term, pair.Source)!;
                if (WordsIn(term, pair.Target) is { } target && Matches(text, at, source))
                {
                    yield return new Protection(at, source.Length, ProtectionKind.Term, Cased(target, text[at], source), text.Substring(at, source.Length), term.Accept.GetValueOrDefault(pair.Target.Split('-')[0]));
                    break;
                }
            }
        }
    }

    /// <summary>Words that a translation may not have, and has.</summary>
    public IEnumerable<string> ForbiddenIn(string text, string language) =>
        Terms.Where(term => term.Forbidden)
            .Select(term => term.Terms.GetValueOrDefault(language))
            .OfType<string>()
            .Where(words => Contains(text, words));

    /// <summary>Whether words stand in a text, whole.</summary>
    public static bool Contains(string text, string words, StringComparison comparison = StringComparison.OrdinalIgnoreCase) => CountOf(text, words, comparison) > 0;

    /// <summary>How often words stand in a text, whole.</summary>
    public static int CountOf(string text, string words, StringComparison comparison = StringComparison.OrdinalIgnoreCase)
    {
        var count = 0;
        for (var at = text.IndexOf(words, comparison); at >= 0; at = text.IndexOf(words, at + 1, comparison))
        {
            if (NameReader.IsWhole(text, at, words.Length))
            {
                count++;
            }
        }

        return count;
    }

    private static bool Matches(string text, int at, string words)
    {
        if (at + words.Length > text.Length || !NameReader.IsWhole(text, at, words.Length))
        {
            return false;
        }

        // "Conseil de sécurité" is that of the United Nations, "conseil de sécurité" is any.
        if (char.IsUpper(words[0]) && !char.IsUpper(text[at]))
        {
            return false;
        }

        var isAcronym = words.All(letter => !char.IsLower(letter));
        for (var i = 0; i < words.Length; i++)
        {
            var (one, other) = (Plain(text[at + i]), Plain(words[i]));
            if (one != other && (isAcronym || char.ToLowerInvariant(one) != char.ToLowerInvariant(other)))
            {
                return false;
            }
        }

        return true;

        static char Plain(char letter) => letter switch
        {
            '’' or 'ʼ' => '\'',
            '\u00A0' or '\u202F' => ' ',
            _ => letter,
        };
    }

    private static string Cased(string target, char first, string source) =>
        char.IsUpper(first) && char.IsLower(source[0]) ? char.ToUpperInvariant(target[0]) + target[1..] : target;

    private static string? WordsIn(GlossaryTerm term, string language) => term.Keep ?? term.Terms.GetValueOrDefault(language.Split('-')[0]);

    private static string FirstWord(ReadOnlySpan<char> words)
    {
        var length = 0;
        while (length < words.Length && char.IsLetterOrDigit(words[length]))
        {
            length++;
        }

        return words[..length].ToString();
    }
}
