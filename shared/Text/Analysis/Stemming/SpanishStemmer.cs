namespace Syndication.Text.Analysis.Stemming;

/// <summary>The Spanish algorithm of the Snowball project, as described at snowballstem.org; steps carry its numbers.</summary>
internal static class SpanishStemmer
{
    private const string Vowels = "aeiouáéíóúü";

    private static readonly string[] Pronouns = ByLength(
        "me", "se", "sela", "selo", "selas", "selos", "la", "le", "lo", "las", "les", "los", "nos");

    private static readonly string[] BeforePronoun = ByLength(
        "iéndo", "ándo", "ár", "ér", "ír", "ando", "iendo", "ar", "er", "ir", "yendo");

    private static readonly string[] Standard = ByLength(
        "anza", "anzas", "ico", "ica", "icos", "icas", "ismo", "ismos", "able", "ables", "ible", "ibles", "ista", "istas",
        "oso", "osa", "osos", "osas", "amiento", "amientos", "imiento", "imientos",
        "adora", "ador", "ación", "adoras", "adores", "aciones", "ante", "antes", "ancia", "ancias", "acion",
        "logía", "logías", "ución", "uciones", "ucion", "encia", "encias", "amente", "mente", "idad", "idades",
        "iva", "ivo", "ivas", "ivos");

    private static readonly string[] YVerb = ByLength(
        "ya", "ye", "yan", "yen", "yeron", "yendo", "yo", "yó", "yas", "yes", "yais", "yamos");

    private static readonly string[] OtherVerb = ByLength(
        "en", "es", "éis", "emos",
        "arían", "arías", "arán", "arás", "aríais", "aría", "aréis", "aríamos", "aremos", "ará", "aré",
        "erían", "erías", "erán", "erás", "eríais", "ería", "eréis", "eríamos", "eremos", "erá", "eré",
        "irían", "irías", "irán", "irás", "iríais", "iría", "iréis", "iríamos", "iremos", "irá", "iré",
        "aba", "ada", "ida", "ía", "ara", "iera", "ad", "ed", "id", "ase", "iese", "aste", "iste", "an", "aban", "ían",
        "aran", "ieran", "asen", "iesen", "aron", "ieron", "ado", "ido", "ando", "iendo", "ió", "ar", "er", "ir", "as",
        "abas", "adas", "idas", "ías", "aras", "ieras", "ases", "ieses", "ís", "áis", "abais", "íais", "arais", "ierais",
        "aseis", "ieseis", "asteis", "isteis", "ados", "idos", "amos", "ábamos", "íamos", "imos", "áramos", "iéramos",
        "iésemos", "ásemos");

    public static string Stem(string word)
    {
        var stem = new WordStem(stackalloc char[(word.Length * 2) + 2]);
        stem.Append(word);
        stem.Rv = RvOf(stem);
        stem.R1 = stem.AfterVowelAndConsonant(0, Vowels);
        stem.R2 = stem.AfterVowelAndConsonant(stem.R1, Vowels);
        RemovePronoun(ref stem);
        if (!RemoveStandardSuffix(ref stem) && !RemoveYVerbSuffix(ref stem))
        {
            RemoveOtherVerbSuffix(ref stem);
        }

        RemoveResidualSuffix(ref stem);
        return WithoutAcutes(stem.ToString());
    }

    private static int RvOf(in WordStem stem)
    {
        if (stem.Length < 3)
        {
            return stem.Length;
        }

        if (IsVowel(stem[0]) != IsVowel(stem[1]) && IsVowel(stem[1]))
        {
            return 3;
        }

        // After a consonant the next vowel ends it, after two vowels the next consonant.
        var ends = !IsVowel(stem[1]);
        for (var i = 2; i < stem.Length; i++)
        {
            if (IsVowel(stem[i]) == ends)
            {
                return i + 1;
            }
        }

        return stem.Length;
    }

    // Step 0.
    private static void RemovePronoun(ref WordStem stem)
    {
        var pronoun = stem.Longest(Pronouns);
        if (pronoun is null)
        {
            return;
        }

        var verb = new WordStem(stackalloc char[stem.Length]);
        verb.Append(stem.Letters[..^pronoun.Length]);
        var ending = verb.Longest(BeforePronoun);
        if (ending is null || !verb.IsWithin(stem.Rv, ending.Length) || (ending == "yendo" && verb.FromEnd(6) != 'u'))
        {
            return;
        }

        stem.Replace(pronoun.Length + ending.Length, WithoutAcutes(ending));
    }

    // Step 1.
    private static bool RemoveStandardSuffix(ref WordStem stem)
    {
        var ending = stem.Longest(Standard);
        if (ending is null || !stem.IsWithin(ending == "amente" ? stem.R1 : stem.R2, ending.Length))
        {
            return false;
        }

        stem.Drop(ending.Length);
        switch (ending)
        {
            case "adora" or "ador" or "ación" or "adoras" or "adores" or "aciones" or "ante" or "antes" or "ancia" or "ancias" or "acion":
                stem.TryDrop("ic", stem.R2);
                break;
            case "logía" or "logías":
                stem.Append("log");
                break;
            case "ución" or "uciones" or "ucion":
                stem.Append('u');
                break;
            case "encia" or "encias":
                stem.Append("ente");
                break;
            case "amente":
                if (stem.TryDrop("iv", stem.R2))
                {
                    stem.TryDrop("at", stem.R2);
                }
                else if (stem.Longest(["os", "ic", "ad"]) is { } adjective)
                {
                    stem.TryDrop(adjective, stem.R2);
                }

                break;
            case "mente" when stem.Longest(["ante", "able", "ible"]) is { } adjective:
                stem.TryDrop(adjective, stem.R2);
                break;
            case "idad" or "idades" when stem.Longest(["abil", "ic", "iv"]) is { } adjective:
                stem.TryDrop(adjective, stem.R2);
                break;
            case "iva" or "ivo" or "ivas" or "ivos":
                stem.TryDrop("at", stem.R2);
                break;
        }

        return true;
    }

    // Step 2a.
    private static bool RemoveYVerbSuffix(ref WordStem stem)
    {
        var ending = stem.Longest(YVerb, stem.Rv);
        if (ending is null || stem.FromEnd(ending.Length + 1) != 'u')
        {
            return false;
        }

        stem.Drop(ending.Length);
        return true;
    }

    // Step 2b.
    private static void RemoveOtherVerbSuffix(ref WordStem stem)
    {
        var ending = stem.Longest(OtherVerb, stem.Rv);
        stem.Drop(ending?.Length ?? 0);
        if (ending is "en" or "es" or "éis" or "emos" && stem.EndsWith("gu"))
        {
            stem.Drop(1);
        }
    }

    // Step 3.
    private static void RemoveResidualSuffix(ref WordStem stem)
    {
        var ending = stem.Longest(["os", "a", "o", "á", "í", "ó", "e", "é"]);
        if (ending is null || !stem.IsWithin(stem.Rv, ending.Length))
        {
            return;
        }

        stem.Drop(ending.Length);
        if (ending is "e" or "é" && stem.EndsWith("gu") && stem.IsWithin(stem.Rv, 1))
        {
            stem.Drop(1);
        }
    }

    private static string WithoutAcutes(string word) =>
        word.Replace('á', 'a').Replace('é', 'e').Replace('í', 'i').Replace('ó', 'o').Replace('ú', 'u');

    private static bool IsVowel(char letter) => Vowels.Contains(letter);

    private static string[] ByLength(params string[] endings) => [.. endings.OrderByDescending(ending => ending.Length)];
}
