using System.Collections.Frozen;

namespace Syndication.Translation.Numerals;

/// <summary>
/// The words for numbers of one language: below a hundred, hundreds, and what multiplies; in their order, by tens and in pairs
/// too, which other languages say in plain numbers.
/// </summary>
internal sealed class NumberWords
{
    private static readonly NumberWords French = new(
        "un 1 une 1 deux 2 trois 3 quatre 4 cinq 5 six 6 sept 7 huit 8 neuf 9 dix 10 onze 11 douze 12 treize 13 quatorze 14 quinze 15 seize 16 vingt 20 vingts 20 trente 30 quarante 40 cinquante 50 soixante 60 septante 70 huitante 80 nonante 90 cent 100 cents 100"
            + " premier 1 première 1 deuxième 2 second 2 seconde 2 troisième 3 quatrième 4 cinquième 5 sixième 6 septième 7 huitième 8 neuvième 9 dixième 10 onzième 11 douzième 12 vingtième 20 centième 100"
            + " paire 2 double 2 dizaine 10 douzaine 12 quinzaine 15 vingtaine 20 trentaine 30 quarantaine 40 cinquantaine 50 soixantaine 60 centaine 100 centaines 100 décennie 10 décennies 10 siècle 100",
        "mille 1000 million 1000000 millions 1000000 milliard 1000000000 milliards 1000000000 billion 1000000000000 billions 1000000000000",
        "et",
        "neuf cent cents mille millions milliards premier première deuxième second seconde troisième quatrième cinquième sixième septième huitième neuvième dixième onzième douzième vingtième centième"
            + " paire double dizaine douzaine quinzaine vingtaine trentaine quarantaine cinquantaine soixantaine centaine centaines décennie décennies siècle",
        "les des ces ses nos leurs aux mes vos tous toutes");

    private static readonly NumberWords English = new(
        "one 1 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 ten 10 eleven 11 twelve 12 thirteen 13 fourteen 14 fifteen 15 sixteen 16 seventeen 17 eighteen 18 nineteen 19 twenty 20 thirty 30 forty 40 fifty 50 sixty 60 seventy 70 eighty 80 ninety 90 hundred 100"
            + " first 1 second 2 third 3 fourth 4 fifth 5 sixth 6 seventh 7 eighth 8 ninth 9 tenth 10 eleventh 11 twelfth 12 twentieth 20 hundredth 100"
            + " both 2 couple 2 pair 2 twice 2 double 2 dozen 12 dozens 12 decade 10 decades 10 century 100",
        "thousand 1000 million 1000000 billion 1000000000 trillion 1000000000000 millions 1000000 billions 1000000000 bn 1000000000 m 1000000 mn 1000000 thousands 1000",
        "and",
        "hundred thousand thousands million billion trillion millions billions first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth twentieth hundredth"
            + " both couple pair twice double dozen dozens decade decades century",
        "the these those his her their our its my your");

    private static readonly NumberWords Spanish = new(
        "un 1 uno 1 una 1 dos 2 tres 3 cuatro 4 cinco 5 seis 6 siete 7 ocho 8 nueve 9 diez 10 once 11 doce 12 trece 13 catorce 14 quince 15 dieciséis 16 diecisiete 17 dieciocho 18 diecinueve 19 veinte 20 veintiuno 21 veintiún 21 veintiuna 21 veintidós 22 veintitrés 23 veinticuatro 24 veinticinco 25 veintiséis 26 veintisiete 27 veintiocho 28 veintinueve 29 treinta 30 cuarenta 40 cincuenta 50 sesenta 60 setenta 70 ochenta 80 noventa 90 cien 100 ciento 100 doscientos 200 doscientas 200 trescientos 300 trescientas 300 cuatrocientos 400 cuatrocientas 400 quinientos 500 quinientas 500 seiscientos 600 seiscientas 600 setecientos 700 setecientas 700 ochocientos 800 ochocientas 800 novecientos 900 novecientas 900 ambos 2 ambas 2"
            + " primer 1 primero 1 primera 1 segundo 2 segunda 2 tercer 3 tercero 3 tercera 3 cuarto 4 cuarta 4 quinto 5 quinta 5 sexto 6 sexta 6 séptimo 7 séptima 7 octavo 8 octava 8 noveno 9 novena 9 décimo 10 décima 10 vigésimo 20 vigésima 20 trigésimo 30 trigésima 30 centésimo 100"
            + " pareja 2 par 2 doble 2 decena 10 decenas 10 docena 12 docenas 12 quincena 15 veintena 20 treintena 30 cincuentena 50 centenar 100 centenares 100 década 10 décadas 10 siglo 100",
        "mil 1000 miles 1000 millón 1000000 millones 1000000 millardo 1000000000 millardos 1000000000 billón 1000000000000 billones 1000000000000",
        "y",
        "ambos ambas ciento mil miles millones primer primero primera segundo segunda tercer tercero tercera cuarto cuarta quinto quinta sexto sexta séptimo séptima octavo octava noveno novena décimo décima vigésimo vigésima trigésimo trigésima centésimo"
            + " pareja par doble decena decenas docena docenas quincena veintena treintena cincuentena centenar centenares década décadas siglo",
        "los las estos estas esos esas sus nuestros nuestras mis");

    private readonly FrozenDictionary<string, decimal> _small;
    private readonly FrozenDictionary<string, decimal> _scales;
    private readonly FrozenSet<string> _doubtful;

    private readonly FrozenSet<string> _definite;

    private NumberWords(string small, string scales, string and, string doubtful, string definite)
    {
        _small = Read(small);
        _scales = Read(scales);
        And = and;
        _doubtful = doubtful.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        _definite = definite.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);
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

    /// <summary>Whether "two" after this word names what is known to be two: "les deux", "the two", "estos dos" are "both" and "they".</summary>
    public bool IsDefinite(string word) => _definite.Contains(word);

    private static FrozenDictionary<string, decimal> Read(string pairs) =>
        pairs.Split(' ').Chunk(2).ToFrozenDictionary(
            pair => pair[0],
            pair => decimal.Parse(pair[1], System.Globalization.CultureInfo.InvariantCulture),
            StringComparer.OrdinalIgnoreCase);
}
