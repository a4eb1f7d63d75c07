using System.Collections.Frozen;

namespace Syndication.Translation.Numerals;

/// <summary>The words for numbers of one language: below a hundred, hundreds, and what multiplies.</summary>
internal sealed class NumberWords
{
    private static readonly NumberWords French = new(
        "un 1 une 1 deux 2 trois 3 quatre 4 cinq 5 six 6 sept 7 huit 8 neuf 9 dix 10 onze 11 douze 12 treize 13 quatorze 14 quinze 15 seize 16 vingt 20 vingts 20 trente 30 quarante 40 cinquante 50 soixante 60 septante 70 huitante 80 nonante 90 cent 100 cents 100 douzaine 12",
        "mille 1000 million 1000000 millions 1000000 milliard 1000000000 milliards 1000000000 billion 1000000000000 billions 1000000000000",
        "et",
        "neuf douzaine cent cents mille millions milliards");

    private static readonly NumberWords English = new(
        "one 1 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 ten 10 eleven 11 twelve 12 thirteen 13 fourteen 14 fifteen 15 sixteen 16 seventeen 17 eighteen 18 nineteen 19 twenty 20 thirty 30 forty 40 fifty 50 sixty 60 seventy 70 eighty 80 ninety 90 hundred 100 both 2 dozen 12",
        "thousand 1000 million 1000000 billion 1000000000 trillion 1000000000000 millions 1000000 billions 1000000000 bn 1000000000 m 1000000 mn 1000000 thousands 1000",
        "and",
        "both dozen hundred thousand thousands million billion trillion millions billions");

    private static readonly NumberWords Spanish = new(
        "un 1 uno 1 una 1 dos 2 tres 3 cuatro 4 cinco 5 seis 6 siete 7 ocho 8 nueve 9 diez 10 once 11 doce 12 trece 13 catorce 14 quince 15 dieciséis 16 diecisiete 17 dieciocho 18 diecinueve 19 veinte 20 veintiuno 21 veintiún 21 veintiuna 21 veintidós 22 veintitrés 23 veinticuatro 24 veinticinco 25 veintiséis 26 veintisiete 27 veintiocho 28 veintinueve 29 treinta 30 cuarenta 40 cincuenta 50 sesenta 60 setenta 70 ochenta 80 noventa 90 cien 100 ciento 100 doscientos 200 doscientas 200 trescientos 300 trescientas 300 cuatrocientos 400 cuatrocientas 400 quinientos 500 quinientas 500 seiscientos 600 seiscientas 600 setecientos 700 setecientas 700 ochocientos 800 ochocientas 800 novecientos 900 novecientas 900 ambos 2 ambas 2 docena 12",
        "mil 1000 miles 1000 millón 1000000 millones 1000000 millardo 1000000000 millardos 1000000000 billón 1000000000000 billones 1000000000000",
        "y",
        "ambos ambas docena mil miles millones");

    private readonly FrozenDictionary<string, decimal> _small;
    private readonly FrozenDictionary<string, decimal> _scales;
    private readonly FrozenSet<string> _doubtful;

    private NumberWords(string small, string scales, string and, string doubtful)
    {
        _small = Read(small);
        _scales = Read(scales);
        And = and;
        _doubtful = doubtful.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The word between tens and units, or hundreds and the rest.</summary>
    public string And { get; }

    public static NumberWords? Of(string language) => language.Split('-')[0] switch
    {
        "fr" => French,
        "en" => English,
        "es" => Spanish,
        _ => null,
    };

    public bool IsSmall(string word, out decimal value) => _small.TryGetValue(word, out value);

    public bool IsScale(string word, out decimal value) => _scales.TryGetValue(word, out value);

    /// <summary>Whether a word, alone, often stands for no number that has to survive.</summary>
    public bool IsDoubtful(string word) => _doubtful.Contains(word);

    private static FrozenDictionary<string, decimal> Read(string pairs) =>
        pairs.Split(' ').Chunk(2).ToFrozenDictionary(
            pair => pair[0],
            pair => decimal.Parse(pair[1], System.Globalization.CultureInfo.InvariantCulture),
            StringComparer.OrdinalIgnoreCase);
}
