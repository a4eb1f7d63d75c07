namespace Syndication.Text.Analysis.Stemming;

/// <summary>
/// The French algorithm of the Snowball project, as described at snowballstem.org. Upper case marks letters that are not
/// vowels where they stand; "He" and "Hi" stand for ë and ï.
/// </summary>
internal static class FrenchStemmer
{
    private const string Vowels = "aeiouyâàëéêèïîôûù";
    private const string KeepsS = "aiouès";

    private static readonly string[] RvPrefixes = ["par", "col", "tap", "nia", "nie", "nié"];

    private static readonly string[] Standard = ByLength(
        "ance", "iqUe", "isme", "able", "iste", "eux", "ances", "iqUes", "ismes", "ables", "istes",
        "atrice", "ateur", "ation", "atrices", "ateurs", "ations", "logie", "logies", "usion", "ution", "usions", "utions",
        "ence", "ences", "ement", "ements", "ité", "ités", "if", "ive", "ifs", "ives", "eaux", "aux", "euse", "euses",
        "issement", "issements", "amment", "emment", "ment", "ments", "oux");

    private static readonly string[] IVerb = ByLength(
        "îmes", "ît", "îtes", "i", "ie", "Ie", "ies", "ir", "ira", "irai", "iraIent", "irais", "irait", "iras", "irent", "irez",
        "iriez", "irions", "irons", "iront", "is", "issaIent", "issais", "issait", "issant", "issante", "issantes",
        "issants", "isse", "issent", "isses", "issez", "issiez", "issions", "issons", "it");

    private static readonly string[] OtherVerb = ByLength(
        "ions", "é", "ée", "ées", "és", "èrent", "er", "era", "erai", "eraIent", "erais", "erait", "eras", "erez", "eriez",
        "erions", "erons", "eront", "ez", "iez", "âmes", "ât", "âtes", "a", "ai", "aIent", "ais", "aise", "aises", "ait", "ant", "ante",
        "antes", "ants", "as", "asse", "assent", "asses", "assiez", "assions");

    private static readonly string[] Residual = ["ière", "Ière", "ion", "ier", "Ier", "e"];

    public static string Stem(string word)
    {
        var stem = new WordStem(stackalloc char[(word.Length * 2) + 2]);
        MarkConsonants(ref stem, WithoutElision(word));
        MarkRegions(ref stem);
        if (RemoveStandardSuffix(ref stem) || RemoveIVerbSuffix(ref stem) || RemoveOtherVerbSuffix(ref stem))
        {
            ReplaceFinalYOrCedilla(ref stem);
        }
        else
        {
            RemoveResidualSuffix(ref stem);
        }

        Undouble(ref stem);
        Unaccent(ref stem);
        return stem.ToString().Replace("He", "ë").Replace("Hi", "ï").Replace("H", "")
            .Replace('I', 'i').Replace('U', 'u').Replace('Y', 'y');
    }

    private static ReadOnlySpan<char> WithoutElision(string word)
    {
        var apostrophe = word.IndexOf('\'');
        var isElision = apostrophe > 0 && apostrophe < word.Length - 1
            && (apostrophe == 1 ? "cdjlmnst".Contains(word[0]) : word.AsSpan(0, apostrophe) is "qu");
        return isElision ? word.AsSpan(apostrophe + 1) : word;
    }

    private static void MarkConsonants(ref WordStem stem, ReadOnlySpan<char> word)
    {
        for (var i = 0; i < word.Length;)
        {
            var next = i + 1 < word.Length ? word[i + 1] : '\0';
            var isBeforeVowel = i + 2 < word.Length && IsVowel(word[i + 2]);
            switch (word[i])
            {
                case var letter when IsVowel(letter) && ((next is 'u' or 'i' && isBeforeVowel) || next == 'y'):
                    stem.Append(letter);
                    stem.Append(char.ToUpperInvariant(next));
                    i += 2;
                    break;
                case 'ë' or 'ï':
                    stem.Append(word[i] == 'ë' ? "He" : "Hi");
                    i++;
                    break;
                case 'y' when IsVowel(next):
                    stem.Append('Y');
                    stem.Append(next);
                    i += 2;
                    break;
                case 'q' when next == 'u':
                    stem.Append("qU");
                    i += 2;
                    break;
                default:
                    stem.Append(word[i]);
                    i++;
                    break;
            }
        }
    }

    private static void MarkRegions(ref WordStem stem)
    {
        stem.Rv = RvOf(stem);
        stem.R1 = stem.AfterVowelAndConsonant(0, Vowels);
        stem.R2 = stem.AfterVowelAndConsonant(stem.R1, Vowels);
    }

    private static int RvOf(in WordStem stem)
    {
        if (stem.Length >= 3 && IsVowel(stem[0]) && IsVowel(stem[1]))
        {
            return 3;
        }

        foreach (var prefix in RvPrefixes)
        {
            if (stem.Letters.StartsWith(prefix))
            {
                return 3;
            }
        }

        for (var i = 1; i < stem.Length; i++)
        {
            if (IsVowel(stem[i]))
            {
                return i + 1;
            }
        }

        return stem.Length;
    }

    // Step 1. False also where the verb endings shall be tried after it.
    private static bool RemoveStandardSuffix(ref WordStem stem)
    {
        var ending = stem.Longest(Standard);
        var length = ending?.Length ?? 0;
        var isInR1 = stem.IsWithin(stem.R1, length);
        var isInR2 = stem.IsWithin(stem.R2, length);
        var isInRv = stem.IsWithin(stem.Rv, length);
        switch (ending)
        {
            case null:
                return false;
            case "atrice" or "ateur" or "ation" or "atrices" or "ateurs" or "ations" when isInR2:
                stem.Drop(length);
                DropOrReplace(ref stem, "ic", "iqU");
                return true;
            case "logie" or "logies" when isInR2:
                stem.Replace(length, "log");
                return true;
            case "usion" or "ution" or "usions" or "utions" when isInR2:
                stem.Replace(length, "u");
                return true;
            case "ence" or "ences" when isInR2:
                stem.Replace(length, "ent");
                return true;
            case "ement" or "ements" when isInRv:
                stem.Drop(length);
                RemoveBeforeEment(ref stem);
                return true;
            case "ité" or "ités" when isInR2:
                stem.Drop(length);
                if (!DropOrReplace(ref stem, "abil", "abl") && !DropOrReplace(ref stem, "ic", "iqU"))
                {
                    stem.TryDrop("iv", stem.R2);
                }

                return true;
            case "if" or "ive" or "ifs" or "ives" when isInR2:
                stem.Drop(length);
                if (stem.TryDrop("at", stem.R2))
                {
                    DropOrReplace(ref stem, "ic", "iqU");
                }

                return true;
            case "eaux":
                stem.Replace(length, "eau");
                return true;
            case "aux" when isInR1:
                stem.Replace(length, "al");
                return true;
            case "oux" when "bhjlnp".Contains(stem.FromEnd(4)):
                stem.Replace(length, "ou");
                return true;
            case "euse" or "euses" when isInR2:
                stem.Drop(length);
                return true;
            case "euse" or "euses" when isInR1:
                stem.Replace(length, "eux");
                return true;
            case "issement" or "issements" when isInR1 && !IsVowel(stem.FromEnd(length + 1)):
                stem.Drop(length);
                return true;
            case "amment" when isInRv:
                stem.Replace(length, "ant");
                return false;
            case "emment" when isInRv:
                stem.Replace(length, "ent");
                return false;
            case "ment" or "ments" when IsVowel(stem.FromEnd(length + 1)) && stem.IsWithin(stem.Rv, length + 1):
                stem.Drop(length);
                return false;
            case "ance" or "iqUe" or "isme" or "able" or "iste" or "eux" or "ances" or "iqUes" or "ismes" or "ables" or "istes" when isInR2:
                stem.Drop(length);
                return true;
            default:
                return false;
        }
    }

    private static void RemoveBeforeEment(ref WordStem stem)
    {
        if (stem.EndsWith("iv"))
        {
            if (stem.TryDrop("iv", stem.R2))
            {
                stem.TryDrop("at", stem.R2);
            }
        }
        else if (stem.EndsWith("eus"))
        {
            if (!stem.TryDrop("eus", stem.R2) && stem.IsWithin(stem.R1, 3))
            {
                stem.Replace(3, "eux");
            }
        }
        else if (stem.Longest(["abl", "iqU"]) is { } adjective)
        {
            stem.TryDrop(adjective, stem.R2);
        }
        else if (stem.Longest(["ièr", "Ièr"]) is not null && stem.IsWithin(stem.Rv, 3))
        {
            stem.Replace(3, "i");
        }
    }

    // Step 2a.
    private static bool RemoveIVerbSuffix(ref WordStem stem)
    {
        var ending = stem.Longest(IVerb, stem.Rv);
        if (ending is null
            || !stem.IsWithin(stem.Rv, ending.Length + 1)
            || stem.FromEnd(ending.Length + 1) is var before && (before == 'H' || IsVowel(before)))
        {
            return false;
        }

        stem.Drop(ending.Length);
        return true;
    }

    // Step 2b.
    private static bool RemoveOtherVerbSuffix(ref WordStem stem)
    {
        var ending = stem.Longest(OtherVerb, stem.Rv);
        if (ending is null
            || (ending == "ions" && !stem.IsWithin(stem.R2, ending.Length))
            || (ending is "ais" or "aise" or "aises" && BelongsToStem(stem.Letters[..^ending.Length])))
        {
            return false;
        }

        stem.Drop(ending.Length);
        if (ending[0] is 'a' or 'â')
        {
            stem.TryDrop("e", stem.Rv);
        }

        return true;
    }

    // Palais, mauvaise, déplaise: no verb in -er and no people.
    private static bool BelongsToStem(ReadOnlySpan<char> before) =>
        before.EndsWith("auv") || before.EndsWith("épl") || (before.Length == 3 && before.EndsWith("al"));

    // Step 3.
    private static void ReplaceFinalYOrCedilla(ref WordStem stem)
    {
        if (stem.FromEnd(1) is 'Y' or 'ç')
        {
            stem.Replace(1, stem.FromEnd(1) == 'Y' ? "i" : "c");
        }
    }

    // Step 4.
    private static void RemoveResidualSuffix(ref WordStem stem)
    {
        if (stem.FromEnd(1) == 's' && stem.Length > 1 && (!KeepsS.Contains(stem.FromEnd(2)) || stem.EndsWith("His")))
        {
            stem.Drop(1);
        }

        switch (stem.Longest(Residual, stem.Rv))
        {
            case "ion" when stem.IsWithin(stem.R2, 3) && stem.IsWithin(stem.Rv, 4) && stem.FromEnd(4) is 's' or 't':
                stem.Drop(3);
                break;
            case "ier" or "Ier":
                stem.Replace(3, "i");
                break;
            case "ière" or "Ière":
                stem.Replace(4, "i");
                break;
            case "e":
                stem.Drop(1);
                break;
        }
    }

    // Step 5.
    private static void Undouble(ref WordStem stem) =>
        stem.Drop(stem.Longest(["eill", "enn", "onn", "ett", "ell"]) is null ? 0 : 1);

    // Step 6.
    private static void Unaccent(ref WordStem stem)
    {
        var i = stem.Length - 1;
        while (i >= 0 && !IsVowel(stem[i]))
        {
            i--;
        }

        if (i >= 0 && i < stem.Length - 1 && stem[i] is 'é' or 'è')
        {
            stem[i] = 'e';
        }
    }

    private static bool DropOrReplace(ref WordStem stem, string ending, string replacement)
    {
        if (!stem.EndsWith(ending))
        {
            return false;
        }

        if (!stem.TryDrop(ending, stem.R2))
        {
            stem.Replace(ending.Length, replacement);
        }

        return true;
    }

    private static bool IsVowel(char letter) => Vowels.Contains(letter);

    private static string[] ByLength(params string[] endings) => [.. endings.OrderByDescending(ending => ending.Length)];
}
