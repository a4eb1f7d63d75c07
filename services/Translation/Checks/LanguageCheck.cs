using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Syndication.Translation.Checks;

/// <summary>Whether a text is in the language that it should be in, by its smallest words: an engine may answer in another, or with what it was given.</summary>
internal static partial class LanguageCheck
{
    private const int FewestWords = 8;

    private static readonly FrozenDictionary<string, FrozenSet<string>> Words = new Dictionary<string, string>
    {
        ["fr"] = "le la les de des du un une et est en que qui dans pour par sur au aux avec ce cette ces il elle ils son sa ses leur ne pas plus sont été ont nous vous ou mais comme d l qu",
        ["en"] = "the of and to in a is that for on with as are was by it this from at be have has an or were they their which will not its he she but who had been",
        ["es"] = "el la los las de del un una y es en que para por con se su sus al lo como más no ha han este esta estos son fue pero o le les ser entre sobre también",
        ["de"] = "der die das und ist in den von zu mit auf für ein eine nicht dem des im sich auch es an als werden aus bei nach wird sind",
        ["it"] = "il la le di e che in un una per con del della dei non è si da al alla i gli nel sono come più anche ha hanno",
        ["pt"] = "o a os as de do da e que em um uma para com não por no na dos das se ao mais como foi são ele ela seu sua",
    }.ToFrozenDictionary(language => language.Key, language => language.Value.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase));

    public static IEnumerable<Finding> Check(string from, string to, LanguagePair pair)
    {
        var target = pair.Target.Split('-')[0];
        if (!Words.TryGetValue(target, out var expected))
        {
            yield break;
        }

        var words = Word().Matches(to).Select(match => match.Value).ToList();
        if (words.Count < FewestWords)
        {
            yield break;
        }

        if (string.Equals(from.Trim(), to.Trim(), StringComparison.Ordinal))
        {
            yield return new Finding(FindingKind.Language, "The engine gave back what it was given.");
            yield break;
        }

        var hits = words.Count(expected.Contains);
        var (other, most) = Words.Where(language => language.Key != target)
            .Select(language => (language.Key, Hits: words.Count(word => language.Value.Contains(word) && !expected.Contains(word))))
            .MaxBy(language => language.Hits);
        var own = words.Count(word => expected.Contains(word) && !Words[other].Contains(word));
        if (most >= 2 && most > own * 2 && most * 5 >= words.Count)
        {
            yield return new Finding(FindingKind.Language, $"This reads like \"{other}\", not \"{target}\" ({hits} of {words.Count} small words are of it).");
        }
    }

    [GeneratedRegex(@"\p{L}+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
