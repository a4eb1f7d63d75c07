using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Lingua;

namespace Syndication.Ingestion.Extraction;

/// <summary>
/// The language of a text: of the United Nations' six, the European Union's twenty-four and a few neighbours. Prose in
/// the usual languages is told by its commonest words in no time; what they leave open, by its trigrams (Lingua).
/// </summary>
internal static partial class LanguageDetector
{
    // More text tells nothing more.
    private const int Window = 3_000;
    private const int TrigramWindow = 600;

    // So many of a text's words are among the commonest of its language, and clearly fewer among another's.
    private const int FewestWords = 12;
    private const double LeastShare = 0.22;
    private const double MostOfSecond = 0.7;

    private static readonly FrozenDictionary<string, string[]>.AlternateLookup<ReadOnlySpan<char>> StopWords = Words().GetAlternateLookup<ReadOnlySpan<char>>();


    /// <summary>Loaded when first asked: some hundred milliseconds and forty megabytes.</summary>
    private static readonly Lazy<Lingua.LanguageDetector> Trigrams = new(() => LanguageDetectorBuilder.FromLanguages(
        Language.Arabic, Language.Chinese, Language.English, Language.French, Language.Russian, Language.Spanish,
        Language.Bulgarian, Language.Croatian, Language.Czech, Language.Danish, Language.Dutch, Language.Estonian, Language.Finnish,
        Language.German, Language.Greek, Language.Hungarian, Language.Irish, Language.Italian, Language.Latvian, Language.Lithuanian,
        Language.Polish, Language.Portuguese, Language.Romanian, Language.Slovak, Language.Slovene, Language.Swedish,
        Language.Ukrainian, Language.Turkish, Language.Japanese, Language.Korean, Language.Indonesian).WithLowAccuracyMode().Build());

    private static readonly FrozenSet<string> Known =
        "ar zh en fr ru es bg hr cs da nl et fi de el hu ga it lv lt pl pt ro sk sl sv uk tr ja ko id".Split(' ').ToFrozenSet();

    /// <summary>BCP 47, or null where nothing tells.</summary>
    public static string? Detect(string text)
    {
        var sample = text[..Math.Min(text.Length, Window)];
        return ByWords(sample) ?? ByTrigrams(sample);
    }

    /// <summary>Whether texts in this language are told from others at all.</summary>
    public static bool Knows(string tag) => Known.Contains(tag.Split('-')[0]);

    /// <summary>"pt_br" is "pt-BR", "FR-fr" is "fr"; null where it is no language tag.</summary>
    public static string? Tag(string? value)
    {
        if (value is null || TagForm().Match(value.Trim().Replace('_', '-')) is not { Success: true } match)
        {
            return null;
        }

        var language = match.Groups[1].Value.ToLowerInvariant();
        var region = match.Groups[2].Value;
        return (language, region.ToUpperInvariant()) switch
        {
            ("pt", "BR") => "pt-BR",
            ("zh", "TW" or "HK" or "HANT") => "zh-Hant",
            _ => language,
        };
    }

    private static string? ByWords(string text)
    {
        var scores = new Dictionary<string, int>();
        var words = 0;
        Span<char> lower = stackalloc char[Longest];
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            while (i < text.Length && char.IsLetter(text[i]))
            {
                i++;
            }

            if (i == start)
            {
                i++;
                continue;
            }

            words++;
            if (i - start <= Longest && StopWords.TryGetValue(lower[..text.AsSpan(start, i - start).ToLowerInvariant(lower)], out var languages))
            {
                foreach (var language in languages)
                {
                    scores[language] = scores.GetValueOrDefault(language) + 1;
                }
            }
        }

        var ranked = scores.OrderByDescending(score => score.Value).Take(2).ToList();
        return words >= FewestWords && ranked.Count > 0 && ranked[0].Value >= words * LeastShare
            && (ranked.Count == 1 || ranked[1].Value <= ranked[0].Value * MostOfSecond)
                ? ranked[0].Key
                : null;
    }

    private static string? ByTrigrams(string text)
    {
        var sample = text[..Math.Min(text.Length, TrigramWindow)];
        if (!sample.Any(char.IsLetter))
        {
            return null;
        }

        var language = Trigrams.Value.DetectLanguageOf(sample);
        return language == Language.Unknown ? null : language.IsoCode6391().ToString().ToLowerInvariant();
    }

    private const int Longest = 12;

    private static FrozenDictionary<string, string[]> Words()
    {
        (string Language, string Words)[] lists =
        [
            ("fr", "le la les de des du un une et est dans pour par sur que qui au aux avec en ce cette ces sont a été ont pas plus l d qu leur leurs ou où nous vous se ses son sa entre contre vers lors selon sous mais comme tous afin il elle ils"),
            ("en", "the of and to in a is for that with on as are by was at from this be has have will an it its their or not more which who new after over about all our we they he she been were but into said can under"),
            ("es", "el la los las de del un una y es en para por que con se su sus al lo como más este esta ha han son fue entre sobre contra desde hasta también pero o sin nuestro ser está durante hacia según"),
            ("pt", "o a os as de do da dos das um uma e é em no na nos nas para por que com se seu sua ao aos à mais como foi são entre sobre também não pelo pela ou contra desde até está"),
            ("it", "il lo la i gli le di del della dei delle un una e è in per che con si suo sua al alla nel nella più come sono ha hanno da dal dalla non anche questo questa tra fra contro o ed su sul"),
            ("de", "der die das den dem des ein eine einen einer und ist in für mit auf von zu zum zur im am sich nicht auch als bei nach aus über wird werden sind hat haben durch oder gegen an es sie wir"),
            ("nl", "de het een en van in is op te dat met voor zijn aan niet ook door naar bij om over uit er wordt worden heeft hebben deze dit als maar of tegen"),
            ("da", "og i at det er en til af på som for den de med har ikke der et var om fra men kan skal vil"),
            ("sv", "och i att det är en till av på som för den de med har inte ett var om från men kan ska vill"),
            ("ro", "și de la în cu pe un o este sunt din pentru care mai nu ca au fost al ale a să prin"),
            ("ca", "el la els les de del dels un una i és en per a que amb es al com més aquest aquesta ha han són"),
            ("id", "yang dan di dari untuk dengan pada ini itu tidak dalam akan adalah ke oleh juga sebagai atau telah karena"),
        ];
        return lists
            .SelectMany(list => list.Words.Split(' ').Distinct().Select(word => (word, list.Language)))
            .GroupBy(pair => pair.word)
            .ToFrozenDictionary(group => group.Key, group => group.Select(pair => pair.Language).ToArray());
    }

    [GeneratedRegex("^([a-zA-Z]{2,3})(?:-([a-zA-Z]{2,4}|[0-9]{3}))?(?:-[a-zA-Z0-9]{1,8})*$", RegexOptions.NonBacktracking)]
    private static partial Regex TagForm();
}
