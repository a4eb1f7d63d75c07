using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Syndication.Ingestion.Extraction;

/// <summary>The language of a text by its script and its commonest words.</summary>
internal static partial class LanguageDetector
{
    private const int Window = 20_000;

    private static readonly FrozenDictionary<string, string[]> StopWords = Words();

    // Letters that one of these languages has and most others lack; they tell where a headline has no common word.
    private static readonly (string Language, string Letters)[] Letters =
    [
        ("fr", "èêëàùçœîû"), ("es", "ñ¿¡"), ("pt", "ãõ"), ("de", "ßäöü"), ("it", "ìò"),
    ];

    /// <summary>BCP 47, or null where nothing tells.</summary>
    public static string? Detect(string text)
    {
        var sample = text[..Math.Min(text.Length, Window)];
        if (Script(sample) is { } byScript)
        {
            return byScript;
        }

        var scores = new Dictionary<string, double>();
        foreach (var word in Word().Matches(sample).Select(match => match.Value.ToLowerInvariant()))
        {
            foreach (var language in StopWords.GetValueOrDefault(word, []))
            {
                scores[language] = scores.GetValueOrDefault(language) + 1;
            }
        }

        foreach (var (language, letters) in Letters)
        {
            scores[language] = scores.GetValueOrDefault(language) + (sample.Count(c => letters.Contains(char.ToLowerInvariant(c))) * 0.4);
        }

        var best = scores.OrderByDescending(score => score.Value).ThenBy(score => score.Key, StringComparer.Ordinal).First();
        return best.Value >= 0.8 ? best.Key : null;
    }

    /// <summary>Whether texts in this language are told apart by their words at all.</summary>
    public static bool Knows(string tag) => tag.Split('-')[0] is "fr" or "en" or "es" or "pt" or "it" or "de" or "nl" or "ar" or "ru" or "uk" or "zh" or "ja";

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

    private static string? Script(string text)
    {
        int arabic = 0, cyrillic = 0, han = 0, kana = 0, latin = 0;
        foreach (var c in text)
        {
            switch (c)
            {
                case >= '\u0600' and <= '\u06FF': arabic++; break;
                case >= '\u0400' and <= '\u04FF': cyrillic++; break;
                case >= '\u4E00' and <= '\u9FFF': han++; break;
                case >= '\u3040' and <= '\u30FF': kana++; break;
                case >= 'A' and <= 'Z' or >= 'a' and <= 'z' or >= '\u00C0' and <= '\u024F': latin++; break;
            }
        }

        return (arabic > latin, cyrillic > latin, (han + kana) * 2 > latin && han + kana > 0) switch
        {
            (true, _, _) => "ar",
            (_, true, _) => text.AsSpan().ContainsAny("іїєґ") ? "uk" : "ru",
            (_, _, true) => kana * 10 > han ? "ja" : "zh",
            _ => null,
        };
    }

    private static FrozenDictionary<string, string[]> Words()
    {
        (string Language, string Words)[] lists =
        [
            ("fr", "le la les de des du un une et est dans pour par sur que qui au aux avec en ce cette ces sont a été ont pas plus l d qu leur leurs ou où nous vous se ses son sa entre contre vers lors selon sous mais comme tous afin il elle ils"),
            ("en", "the of and to in a is for that with on as are by was at from this be has have will an it its their or not more which who new after over about all we our they he she been were but into said can under"),
            ("es", "el la los las de del un una y es en para por que con se su sus al lo como más este esta ha han son fue entre sobre contra desde hasta también pero o sin nuestro ser está durante hacia según"),
            ("pt", "o a os as de do da dos das um uma e é em no na nos nas para por que com se seu sua ao aos à mais como foi são entre sobre também não pelo pela ou contra desde até está"),
            ("it", "il lo la i gli le di del della dei delle un una e è in per che con si suo sua al alla nel nella più come sono ha hanno da dal dalla non anche questo questa tra fra contro o ed su sul"),
            ("de", "der die das den dem des ein eine einen einer und ist in für mit auf von zu zum zur im am sich nicht auch als bei nach aus über wird werden sind hat haben durch oder gegen an es sie wir"),
            ("nl", "de het een en van in is op te dat met voor zijn aan niet ook door naar bij om over uit er wordt worden heeft hebben deze dit als maar of tegen"),
        ];
        return lists
            .SelectMany(list => list.Words.Split(' ').Distinct().Select(word => (word, list.Language)))
            .GroupBy(pair => pair.word)
            .ToFrozenDictionary(group => group.Key, group => group.Select(pair => pair.Language).ToArray());
    }

    [GeneratedRegex(@"\p{L}+", RegexOptions.NonBacktracking)]
    private static partial Regex Word();

    [GeneratedRegex("^([a-zA-Z]{2,3})(?:-([a-zA-Z]{2,4}|[0-9]{3}))?(?:-[a-zA-Z0-9]{1,8})*$", RegexOptions.NonBacktracking)]
    private static partial Regex TagForm();
}
