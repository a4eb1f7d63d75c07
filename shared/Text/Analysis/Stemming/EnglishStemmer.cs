using System.Buffers;

namespace Syndication.Text.Analysis.Stemming;

/// <summary>The English (Porter2) algorithm of the Snowball project, as described at snowballstem.org; steps carry its numbers.</summary>
internal static class EnglishStemmer
{
    private const string Vowels = "aeiouy";
    private const string LiEndings = "cdeghkmnrt";

    private static readonly SearchValues<char> AnyVowel = SearchValues.Create(Vowels);
    private static readonly string[] WholeR1 = ["univers", "commun", "gener", "arsen", "emerg", "organ", "later", "inter", "past"];
    private static readonly string[] KeepsIng = ["inn", "out", "cann", "herr", "earr", "even"];
    private static readonly string[] KeepsEed = ["succ", "proc", "exc"];

    private static readonly Dictionary<string, string> Irregular = new()
    {
        ["skis"] = "ski",
        ["skies"] = "sky",
        ["sky"] = "sky",
        ["idly"] = "idl",
        ["gently"] = "gentl",
        ["ugly"] = "ugli",
        ["early"] = "earli",
        ["only"] = "onli",
        ["singly"] = "singl",
        ["news"] = "news",
        ["howe"] = "howe",
        ["atlas"] = "atlas",
        ["cosmos"] = "cosmos",
        ["bias"] = "bias",
        ["andes"] = "andes",
    };

    private static readonly (string Ending, string Replacement)[] Step2 =
    [
        ("ational", "ate"), ("ization", "ize"), ("fulness", "ful"), ("ousness", "ous"), ("iveness", "ive"),
        ("tional", "tion"), ("biliti", "ble"), ("lessli", "less"), ("entli", "ent"), ("ation", "ate"), ("alism", "al"),
        ("aliti", "al"), ("ousli", "ous"), ("iviti", "ive"), ("fulli", "ful"), ("ogist", "og"), ("enci", "ence"),
        ("anci", "ance"), ("abli", "able"), ("izer", "ize"), ("ator", "ate"), ("alli", "al"), ("bli", "ble"), ("ogi", "og"),
        ("li", ""),
    ];

    private static readonly (string Ending, string Replacement)[] Step3 =
    [
        ("ational", "ate"), ("tional", "tion"), ("alize", "al"), ("icate", "ic"), ("iciti", "ic"), ("ative", ""),
        ("ical", "ic"), ("ness", ""), ("ful", ""),
    ];

    private static readonly string[] Step4 =
    [
        "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous", "ive", "ize", "ion",
        "al", "er", "ic",
    ];

    public static string Stem(string word)
    {
        if (word.Length <= 2)
        {
            return word;
        }

        if (Irregular.TryGetValue(word, out var irregular))
        {
            return irregular;
        }

        var stem = new WordStem(stackalloc char[word.Length * 2]);
        stem.Append(word.AsSpan().StartsWith("'") ? word.AsSpan(1) : word);
        MarkConsonantY(ref stem);
        MarkRegions(ref stem);
        RemovePossessive(ref stem);
        RemovePlural(ref stem);
        RemovePastAndParticiple(ref stem);
        ReplaceFinalY(ref stem);
        ReplaceSuffix(ref stem, Step2);
        ReplaceSuffix(ref stem, Step3);
        RemoveSuffix(ref stem);
        RemoveFinalEOrL(ref stem);
        return stem.ToString().Replace('Y', 'y');
    }

    private static void MarkConsonantY(ref WordStem stem)
    {
        for (var i = 0; i < stem.Length; i++)
        {
            if (stem[i] == 'y' && (i == 0 || IsVowel(stem[i - 1])))
            {
                stem[i] = 'Y';
            }
        }
    }

    private static void MarkRegions(ref WordStem stem)
    {
        var start = 0;
        foreach (var prefix in WholeR1)
        {
            if (stem.Letters.StartsWith(prefix))
            {
                start = prefix.Length;
            }
        }

        stem.R1 = start > 0 ? start : stem.AfterVowelAndConsonant(0, Vowels);
        stem.R2 = stem.AfterVowelAndConsonant(stem.R1, Vowels);
    }

    // Step 0.
    private static void RemovePossessive(ref WordStem stem) =>
        stem.Drop(stem.Longest(["'s'", "'s", "'"])?.Length ?? 0);

    // Step 1a.
    private static void RemovePlural(ref WordStem stem)
    {
        switch (stem.Longest(["sses", "ied", "ies", "us", "ss", "s"]))
        {
            case "sses":
                stem.Drop(2);
                break;
            case "ied" or "ies":
                stem.Replace(3, stem.Length > 4 ? "i" : "ie");
                break;
            case "s" when stem.Letters[..Math.Max(0, stem.Length - 2)].ContainsAny(AnyVowel):
                stem.Drop(1);
                break;
        }
    }

    // Step 1b.
    private static void RemovePastAndParticiple(ref WordStem stem)
    {
        var ending = stem.Longest(["eedly", "ingly", "edly", "eed", "ing", "ed"]);
        if (ending is null)
        {
            return;
        }

        var before = stem.Letters[..^ending.Length];
        if (ending is "eed" or "eedly")
        {
            if (stem.IsWithin(stem.R1, ending.Length) && !IsOneOf(before, KeepsEed))
            {
                stem.Replace(ending.Length, "ee");
            }
        }
        else if (ending == "ing" && before.Length == 2 && before[1] == 'y' && !IsVowel(before[0]))
        {
            stem.Replace(4, "ie");
        }
        else if (before.ContainsAny(AnyVowel) && !(ending == "ing" && IsOneOf(before, KeepsIng)))
        {
            stem.Drop(ending.Length);
            RepairAfterRemoval(ref stem);
        }
    }

    private static void RepairAfterRemoval(ref WordStem stem)
    {
        if (stem.Longest(["at", "bl", "iz"]) is not null)
        {
            stem.Append('e');
        }
        else if (stem.Longest(["bb", "dd", "ff", "gg", "mm", "nn", "pp", "rr", "tt"]) is not null)
        {
            // "add", "egg" and "off" end so by themselves.
            stem.Drop(stem.Length == 3 && "aeo".Contains(stem[0]) ? 0 : 1);
        }
        else if (stem.R1 >= stem.Length && EndsInShortSyllable(stem.Letters))
        {
            stem.Append('e');
        }
    }

    // Step 1c.
    private static void ReplaceFinalY(ref WordStem stem)
    {
        if (stem.Length > 2 && stem.FromEnd(1) is 'y' or 'Y' && !IsVowel(stem.FromEnd(2)))
        {
            stem.Replace(1, "i");
        }
    }

    // Steps 2 and 3.
    private static void ReplaceSuffix(ref WordStem stem, (string Ending, string Replacement)[] endings)
    {
        foreach (var (ending, replacement) in endings)
        {
            if (!stem.EndsWith(ending))
            {
                continue;
            }

            var before = stem.FromEnd(ending.Length + 1);
            var isAllowed = ending switch
            {
                "ogi" => before == 'l',
                "li" => LiEndings.Contains(before),
                "ative" => stem.IsWithin(stem.R2, ending.Length),
                _ => true,
            };
            if (isAllowed && stem.IsWithin(stem.R1, ending.Length))
            {
                stem.Replace(ending.Length, replacement);
            }

            return;
        }
    }

    private static void RemoveSuffix(ref WordStem stem)
    {
        var ending = stem.Longest(Step4);
        if (ending is not null
            && stem.IsWithin(stem.R2, ending.Length)
            && (ending != "ion" || stem.FromEnd(4) is 's' or 't'))
        {
            stem.Drop(ending.Length);
        }
    }

    // Step 5.
    private static void RemoveFinalEOrL(ref WordStem stem)
    {
        var isDropped = stem.FromEnd(1) switch
        {
            'e' => stem.IsWithin(stem.R2, 1) || (stem.IsWithin(stem.R1, 1) && !EndsInShortSyllable(stem.Letters[..^1])),
            'l' => stem.IsWithin(stem.R2, 1) && stem.FromEnd(2) == 'l',
            _ => false,
        };
        stem.Drop(isDropped ? 1 : 0);
    }

    private static bool EndsInShortSyllable(ReadOnlySpan<char> letters) => letters switch
    {
        "past" => true,
        [var first, var last] => IsVowel(first) && !IsVowel(last),
        [.., var before, var vowel, var last] => !IsVowel(before) && IsVowel(vowel) && !IsVowel(last) && !"wxY".Contains(last),
        _ => false,
    };

    private static bool IsVowel(char letter) => Vowels.Contains(letter);

    private static bool IsOneOf(ReadOnlySpan<char> word, string[] words)
    {
        foreach (var candidate in words)
        {
            if (word.SequenceEqual(candidate))
            {
                return true;
            }
        }

        return false;
    }
}
